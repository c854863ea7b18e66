// The turns of a bot over HTTP: whole, page by page in both directions, with the transitions that they took, and for whom.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roles } from '#actors/swarm.ts'
import { turnLine } from '#chat/commands/turnLine.ts'
import { graphOf } from '#charts/graph.ts'
import type { components } from '#client/apiTypes.ts'
import type { CommittedTurn } from '#runtime/host.ts'
import { openTradedGateway, type TradedGateway } from './tradedGateway.ts'

type BotTurns = components['schemas']['BotTurns']

let open: TradedGateway['open']
let viewer: string
let tenant: string
let stranger: string
let journal: TradedGateway['journal']
beforeAll(async () => {
  ;({ open, viewer, tenant, stranger, journal } = await openTradedGateway())
}, 60_000)
afterAll(() => open.close())

const end = (): number => (journal.at(-1)?.seq ?? 0) + 1
const known = (address: string): readonly CommittedTurn[] => journal.filter(({ actor }) => actor === address)
const asked = (key: string, address: string, query: string) =>
  open.ask(`/api/v1/bots/${encodeURIComponent(address)}/turns?${query}`, { headers: { authorization: `Bearer ${key}` } })
async function turnsOf(address: string, query: string): Promise<BotTurns> {
  const { status, body } = await asked(viewer, address, query)
  expect([status, body]).toEqual([200, body])
  return body as BotTurns
}
const code = ({ status, body }: { status: number; body: unknown }) => [status, (body as { error?: { code: string } }).error?.code]

test('every turn of a bot is told as the journal has it, with its state and transitions of its chart', async () => {
  const addresses = [...new Set(journal.map(({ actor }) => actor))]
  expect(addresses.length).toBeGreaterThan(10)
  let taken = 0
  for (const address of addresses) {
    const { turns, more, earliest } = await turnsOf(address, `before=${end()}&limit=500`)
    expect([address, more, earliest]).toEqual([address, false, 1])
    const lines = known(address).map((turn) => ({ ...turnLine(turn), value: turn.to }))
    expect(turns.map(({ taken: _taken, ...line }) => line)).toEqual(JSON.parse(JSON.stringify(lines)))
    const bot = roles.find(({ role }) => role === address.split(':')[0])
    const drawn = new Set(bot === undefined ? [] : graphOf(bot.machine).transitions.map(({ id }) => id))
    expect(turns.flatMap((turn) => turn.taken).filter((id) => !drawn.has(id))).toEqual([])
    // whatever moves without being born has taken a transition
    const still = turns.filter(({ from, to, taken: ids }) => from !== null && from !== to && ids.length === 0)
    expect([address, still.map(({ seq, event }) => [seq, event])]).toEqual([address, []])
    taken += turns.filter((turn) => turn.taken.length > 0).length
  }
  expect(taken).toBeGreaterThan(100)
})

test('pages follow each other without a gap or a repeat, backwards and forwards', async () => {
  const seqs = known('relayer:main').map(({ seq }) => seq)
  expect(seqs.length).toBeGreaterThan(10)
  const back: number[] = []
  let before: number | null = end()
  while (before !== null) {
    const page: BotTurns = await turnsOf('relayer:main', `before=${before}&limit=4`)
    back.unshift(...page.turns.map(({ seq }) => seq))
    expect(page.more).toBe(page.next !== null)
    before = page.next
  }
  const forth: number[] = []
  let after: number | null = 0
  while (after !== null) {
    const page: BotTurns = await turnsOf('relayer:main', `after=${after}&before=${end()}&limit=4`)
    forth.push(...page.turns.map(({ seq }) => seq))
    after = page.next
  }
  expect([back, forth]).toEqual([seqs, seqs])
  const [, second = 0] = seqs
  expect((await turnsOf('relayer:main', `after=${seqs[0]}&limit=1`)).turns.map(({ seq }) => seq)).toEqual([second])
  expect(await turnsOf('relayer:main', 'before=1')).toMatchObject({ turns: [], more: false, next: null })
})

test('a turn that has just been answered is in the newest page', async () => {
  const before = open.swarm.host.view('fund:main')?.seq ?? 0
  const { turns } = await turnsOf('fund:main', 'limit=1')
  expect(turns[0]?.seq).toBeGreaterThanOrEqual(before)
})

test('who may not see a bot is not told its turns', async () => {
  expect((await asked(tenant, 'fund:main', '')).status).toBe(200)
  expect(code(await asked(stranger, 'fund:main', ''))).toEqual([404, 'UNKNOWN_BOT'])
  for (const address of ['key:looker', 'swarm:root']) expect(code(await asked(tenant, address, ''))).toEqual([404, 'UNKNOWN_BOT'])
  expect(code(await asked(viewer, 'fund:nobody', ''))).toEqual([404, 'UNKNOWN_BOT'])
  for (const query of ['limit=0', 'limit=501', 'before=-1', 'after=x'])
    expect(code(await asked(viewer, 'fund:main', query))).toEqual([400, 'REQUEST_INVALID'])
})
