// A real run (bought, killed with SIGKILL, came back, sold, stopped), replayed with the machines as they are. When this
// fails, a machine decides otherwise than it did. If that is meant, record a new run; test/fixtures/README.md says how, and
// when a role's version must be raised.
import { afterAll, describe, expect, test } from 'vitest'
import { assign } from 'xstate'
import { roles } from '#actors/swarm.ts'
import { replayLines } from '#cli/replayInstance.ts'
import { crawlerMachine } from '#machines/crawler.ts'
import type { Address } from '#runtime/authoring.ts'
import type { TurnRecord } from '#runtime/records.ts'
import { replay } from '#runtime/replay.ts'
import { recordedResults } from '#runtime/replayTurn.ts'
import { stateAt } from '#runtime/stateAt.ts'
import { demoBots, demoRecords, demoSegment, journalOf } from './demoHistory.ts'

const segment = demoSegment()
const records = demoRecords()
const whole = journalOf(segment)
afterAll(() => whole.end())
const turnsOf = (address: Address): readonly TurnRecord[] =>
  records.flatMap((record) => (record.kind === 'turn' && record.actor === address ? [record] : []))

/** No messenger and no GitHub stand beside a demo. */
const ofMessengers = new Set(['card', 'conversation', 'errand', 'link', 'subscription', 'workflow'])

describe('the recorded history', () => {
  test('has every role, a process that was killed, a trade in and a trade out', () => {
    const turning = new Set(records.flatMap((record) => (record.kind === 'turn' ? [record.actor.split(':')[0]] : [])))
    expect(turning).toEqual(new Set(roles.map(({ role }) => role).filter((role) => !ofMessengers.has(role))))
    const phases = records.flatMap((record) => (record.kind === 'daemon' ? [record.phase] : []))
    expect(phases).toEqual(['started', 'started', 'stopped'])
    const executed = records.flatMap((record) =>
      record.kind === 'turn' ? (record.facts ?? []).filter(({ type }) => type === 'intent.executed') : [],
    )
    expect(executed.map(({ data }) => data['action'])).toEqual(['BUY', 'SELL'])
  })

  test.each(demoBots())('%s decides again what it decided, byte for byte', (address) => {
    const replayed = [...replay({ journal: whole.journal, address, bots: roles })]
    expect(replayed.filter(({ verdict }) => verdict !== 'agrees')).toEqual([])
    const said = turnsOf(address).map((record) => textOf(recordedResults(record)))
    expect(replayed.map(({ results }) => textOf(results ?? {}))).toEqual(said)
  })

  test('tells each bot’s state after each of its turns', () => {
    const [last] = records.slice(-1)
    for (const address of demoBots()) {
      const turns = turnsOf(address)
      const middle = turns[Math.floor(turns.length / 2)]
      expect(stateAt({ journal: whole.journal, address, seq: middle?.seq ?? 0 }).context).toEqual(middle?.snapshot.context)
      expect(stateAt({ journal: whole.journal, address, seq: last?.seq ?? 0 }).value).toEqual(turns.at(-1)?.snapshot.value)
    }
  })
})

describe('a divergence from it', () => {
  const crawler = 'crawler:main.weth'

  test('by one changed line of a machine is named with its turn and member', () => {
    const countClaim = assign<{ readonly claimed: number }, never, undefined, never, never>({
      claimed: ({ context }) => context.claimed + 2,
    })
    const machine = crawlerMachine.provide({ actions: { countClaim: countClaim as never } })
    const bots = roles.map((bot) => (bot.role === 'crawler' ? { ...bot, machine } : bot))
    const lines = [...replayLines({ bot: crawler }, whole.journal, bots)]
    const counted = turnsOf(crawler).find(({ snapshot }) => (snapshot.context as { claimed: number }).claimed === 1)
    expect(lines.at(-1)).toMatchObject({
      type: 'summary',
      first: { seq: counted?.seq, path: 'snapshot.context.claimed', journal: 1, machine: 2 },
    })
  })

  test('by one changed member of a record is named with its turn and member, and its seal is broken', () => {
    const signed = turnsOf('executor:main').at(3)
    const line = segment.split('\n').find((each) => each.startsWith(`{"seq":${signed?.seq},`)) ?? ''
    const [, context = ''] = /"context":\{"([A-Za-z]+)":/.exec(line) ?? []
    const altered = line.replace(`"context":{"${context}":`, `"context":{"added":1,"${context}":`)
    expect(altered).not.toBe(line)
    const broken = journalOf(segment.replace(line, altered))
    const lines = [...replayLines({ bot: 'executor:main' }, broken.journal)]
    broken.end()
    expect(lines.at(-1)).toMatchObject({
      divergences: 2, // and the next turn, which no longer begins where this one ended
      damaged: turnsOf('executor:main').length,
      first: { seq: signed?.seq, path: 'snapshot.context.added', journal: 1, machine: undefined },
    })
  })
})

/** Every member as text; the order of the members themselves is the writer's own. */
function textOf(results: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(results).map(([member, said]) => [member, JSON.stringify(said)]))
}
