// The past for the gateway: two threads beside the daemon, one that reads the journal and one in which machines try things.
import { setImmediate as breathe } from 'node:timers/promises'
import { turnLine } from '#chat/commands/turnLine.ts'
import type { Moment, PastDesk, WhatIfStep } from '#gateway/pastDesk.ts'
import { turnNews } from '#gateway/turnNews.ts'
import type { Address } from '#runtime/authoring.ts'
import type { BotDefinition } from '#runtime/host.ts'
import { jsonDifferences } from '#runtime/jsonDifference.ts'
import type { BotTurns } from '#runtime/botTurns.ts'
import type { RecordsAt } from '#runtime/momentAt.ts'
import { committedTurn } from '#runtime/observation.ts'
import { emptyBook, type PendingEffect, type TurnRecord } from '#runtime/records.ts'
import type { WhatIf, WhatIfStep as RunStep } from '#runtime/whatIf.ts'
import { AskedThread } from './askedThread.ts'
import type { PastAnswer, PastQuestion } from './pastThreadProgram.ts'
import { takenBy } from './takenBy.ts'
import type { WhatIfQuestion } from './whatIfThreadProgram.ts'

/** What it is made of. */
export interface PastDeskParts {
  /** The journal's folder. */
  readonly journal: string
  /** The last durable record: what is not durable is not seen. */
  readonly through: () => number
  readonly bots: readonly BotDefinition[]
}

/** Moments of the whole swarm that are kept for their next page. */
const keptMoments = 4
/** Turns whose machine is run once more before others have a turn of the event loop: some 10 ms. */
const rowsAtOnce = 32
/** The thread that reads holds little; one whose page is left is let go of soon. */
const reading = { name: 'the journal', timeoutMs: 20_000, idleMs: 60_000, waitingMax: 64, memoryMax: 512 }
/** Every role is in its memory. A person waits for it, and whoever waits longer has asked for too much. */
const trying = { name: 'what-ifs', timeoutMs: 20_000, idleMs: 60_000, waitingMax: 16, memoryMax: 512 }

type TurnRow = NonNullable<Moment['turn']>

/** Threads begin with the first question. */
export function pastDesk({ journal, through, bots }: PastDeskParts): PastDesk & { close(): void } {
  const reader = new AskedThread<PastQuestion, PastAnswer>({
    program: new URL('pastThreadProgram.ts', import.meta.url),
    ...reading,
  })
  const sandbox = new AskedThread<WhatIfQuestion, WhatIf>({
    program: new URL('whatIfThreadProgram.ts', import.meta.url),
    ...trying,
  })
  /** A list is asked for page by page: its pages are of one answer. */
  const kept = new Map<number, ReturnType<PastDesk['bots']>>()
  const botsThen: PastDesk['bots'] = (seq) => {
    const there = kept.get(seq)
    if (there !== undefined) return there
    const [oldest] = kept.keys()
    if (kept.size === keptMoments && oldest !== undefined) kept.delete(oldest)
    const made = askedBots(reader, journal, seq)
    kept.set(seq, made)
    // a refusal is not kept
    made.catch(() => kept.delete(seq))
    return made
  }
  return {
    async moment(address, asked) {
      const seq = Math.min(asked, through())
      const answer = await reader.ask({ kind: 'moment', at: { journal, address, seq } })
      if (answer.kind !== 'moment') throw new Error('another question was answered')
      return momentOf(answer.records, { address, seq, bots })
    },
    async turns(address, { before, after, limit }) {
      const end = through() + 1
      const wanted = { journal, address, before: Math.min(before ?? end, end), after, limit }
      const answer = await reader.ask({ kind: 'turns', wanted })
      if (answer.kind !== 'turns') throw new Error('another question was answered')
      const { next, earliest } = answer.page
      return { turns: await rowsOf(answer.page, address, bots), more: next !== null, next, earliest }
    },
    async swarmTurns(caller, { before, after, limit, fund }) {
      const end = through()
      const wanted = { journal, before: Math.min(before ?? end + 1, end + 1), after, limit }
      const answer = await reader.ask({ kind: 'swarmTurns', wanted, caller, fund })
      if (answer.kind !== 'swarmTurns') throw new Error('another question was answered')
      const { turns, next, earliest } = answer
      return { turns: turns.map(({ turn, fundId }) => turnNews(turn, fundId)), next, earliest, through: end }
    },
    bots: (asked) => botsThen(Math.min(asked, through())),
    async search(caller, { fund, before, after = 0, ...search }) {
      const end = through()
      const sought = { ...search, bot: search.bot as Address | undefined, after, before: Math.min(before ?? end + 1, end + 1) }
      const answer = await reader.ask({ kind: 'search', journal, search: sought, caller, fund })
      if (answer.kind !== 'search') throw new Error('another question was answered')
      const turns = answer.turns.map(({ turn, fundId }) => ({ ...row(turn), fundId }))
      return { turns, ...answer.found, through: end }
    },
    async whatIf(address, asked, steps) {
      const at = { journal, address, seq: Math.min(asked, through()) }
      const { start, moments, refused } = await sandbox.ask({ at, steps: steps.map(runStep) })
      const all = [start, ...moments]
      const tried = all.map((moment, index) => ({ ...moment, differences: changesOf(all[index - 1] ?? moment, moment) }))
      return { start: tried[0], moments: tried.slice(1), refused } as Awaited<ReturnType<PastDesk['whatIf']>>
    },
    close() {
      reader.close()
      sandbox.close()
    },
  }
}

/** Asks until it has read what it needs: whoever asks for something else meanwhile has their turn in between. */
async function askedBots(
  reader: AskedThread<PastQuestion, PastAnswer>,
  journal: string,
  seq: number,
): ReturnType<PastDesk['bots']> {
  for (;;) {
    const answer = await reader.ask({ kind: 'bots', journal, seq })
    if (answer.kind !== 'bots') throw new Error('another question was answered')
    if (answer.found === undefined) continue
    const { bots, earliest } = answer.found
    return { bots: bots.toSorted((one, other) => (one.address < other.address ? -1 : 1)), seq, earliest }
  }
}

/** What a step changed, as a moment of the journal tells it. */
const changesOf = (before: WhatIf['start'], after: WhatIf['start']): Moment['differences'] => {
  const shown = ({ status, value, context, output }: WhatIf['start']): object => ({ status, value, context, output })
  return [...jsonDifferences(shown(before), shown(after))]
}

function momentOf(
  { last, before }: RecordsAt,
  { address, seq, bots }: { readonly address: Address; readonly seq: number; readonly bots: readonly BotDefinition[] },
): Moment {
  const { snapshot, book = emptyBook, incarnation, version, at } = last
  const { value, context, status, output } = snapshot
  const stateBefore = before?.snapshot ?? null
  const shown = (one: TurnRecord['snapshot']): object => ({
    status: one.status,
    value: one.value,
    context: one.context,
    output: one.output,
  })
  return {
    address,
    seq,
    since: last.seq,
    at,
    previous: before?.kind === 'turn' ? before.seq : null,
    incarnation,
    version,
    value,
    context,
    status,
    ...(output === undefined ? {} : { output }),
    turn: last.kind === 'turn' ? rowOf(botOf(address, bots), last, before) : null,
    event: last.kind === 'turn' ? last.event : null,
    differences:
      before === undefined ? null : stateBefore === null ? [] : [...jsonDifferences(shown(stateBefore), shown(snapshot))],
    timers: Object.entries(book.timers).map(([id, { dueAt }]) => ({ id, dueAt: new Date(dueAt).toISOString() })),
    effects: Object.values(book.effects).map(waiting),
    late: Object.values(book.late).map(waiting),
  }
}

/** Their machine runs once more for what they took, in the daemon's own thread: others have their turn in between. */
async function rowsOf({ turns, previous }: BotTurns, address: Address, bots: readonly BotDefinition[]): Promise<TurnRow[]> {
  const bot = botOf(address, bots)
  const rows: TurnRow[] = []
  for (const [index, turn] of turns.entries()) {
    rows.push(rowOf(bot, turn, index === 0 ? previous : turns[index - 1]))
    if (index % rowsAtOnce === rowsAtOnce - 1) await breathe()
  }
  return rows
}

const botOf = (address: Address, bots: readonly BotDefinition[]): BotDefinition | undefined =>
  bots.find(({ role }) => role === address.slice(0, address.indexOf(':')))

const rowOf = (bot: BotDefinition | undefined, turn: TurnRecord, before: RecordsAt['before']): TurnRow => ({
  ...row(committedTurn(turn)),
  value: turn.snapshot.value,
  taken: bot === undefined ? [] : [...takenBy(bot, turn, before)],
})

const waiting = ({ id, port, kind, input }: PendingEffect): Moment['effects'][number] => ({ id, port, kind, input })

/** As the wire's schema has it: lists of its own. */
function row(turn: Parameters<typeof turnLine>[0]) {
  const { effects, messages, timers, facts, ...line } = turnLine(turn)
  return { ...line, effects: [...effects], messages: [...messages], timers: [...timers], facts: [...facts] }
}

/** As the machine's side has it: a result that is not there is undefined. */
function runStep(step: WhatIfStep): RunStep {
  return 'effect' in step && !('error' in step) ? { effect: step.effect, output: step.output } : (step as RunStep)
}
