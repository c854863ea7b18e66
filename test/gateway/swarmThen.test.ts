// The past of a whole swarm over HTTP: every bot as it stood at a moment, and the turns of all of them, page by page; and
// what of it is there for whom.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readableState } from '#chat/commands/figures.ts'
import type { components, paths } from '#client/apiTypes.ts'
import type { CommittedTurn } from '#runtime/host.ts'
import { openTradedGateway, type TradedGateway } from './tradedGateway.ts'

type Bots = paths['/api/v1/bots']['get']['responses'][200]['content']['application/json']
type SwarmTurns = components['schemas']['SwarmTurns']

let open: TradedGateway['open']
let viewer: string
let tenant: string
let stranger: string
let journal: TradedGateway['journal']
beforeAll(async () => {
  ;({ open, viewer, tenant, stranger, journal } = await openTradedGateway())
}, 60_000)
afterAll(() => open.close())

const asked = (key: string, path: string) => open.ask(path, { headers: { authorization: `Bearer ${key}` } })
async function told<Body>(path: string, key = viewer): Promise<Body> {
  const { status, body } = await asked(key, path)
  expect([status, body]).toEqual([200, body])
  return body as Body
}
const then = (seq: number, query = '', key = viewer): Promise<Bots> => told(`/api/v1/bots?at=${seq}&all=true${query}`, key)
const code = ({ status, body }: { status: number; body: unknown }) => [status, (body as { error?: { code: string } }).error?.code]
const end = (): number => journal.at(-1)?.seq ?? 0

/** The last turn of each bot up to a moment. */
function known(seq: number): readonly CommittedTurn[] {
  const last = new Map<string, CommittedTurn>()
  for (const turn of journal) if (turn.seq <= seq) last.set(turn.actor, turn)
  return [...last.values()].toSorted((one, other) => (one.actor < other.actor ? -1 : 1))
}

test('at any moment each bot stands as its last turn left it, and none that was not there yet', async () => {
  const moments = journal.filter((_, index) => index % 11 === 3).map(({ seq }) => seq)
  expect(moments.length).toBeGreaterThan(8)
  for (const seq of moments) {
    const { bots, through, earliest, next } = await then(seq)
    expect([through, earliest, next]).toEqual([seq, 1, null])
    expect(bots.map((bot) => [bot.address, bot.seq, bot.at, bot.state, bot.status, bot.waits, bot.queued])).toEqual(
      known(seq).map((turn) => [turn.actor, turn.seq, turn.at, readableState(turn.to), turn.status, turn.waits, null]),
    )
  }
})

test('the end of the journal is the present, and so is what is still to come', async () => {
  const now = await told<Bots>('/api/v1/bots?all=true')
  const same = await then(now.through)
  const without = ({ queued: _queued, ...bot }: Bots['bots'][number]): object => bot
  const moved = new Set(now.bots.filter(({ seq }) => seq > now.through).map(({ address }) => address))
  const still = ({ address }: { address: string }): boolean => !moved.has(address)
  expect(same.bots.filter(still).map(without)).toEqual(now.bots.filter(still).map(without))
  expect((await then(1e15)).through).toBeGreaterThanOrEqual(now.through)
})

test('it is asked for like the present: by fund, role, state and text, and page by page', async () => {
  const seq = journal[Math.floor(journal.length / 2)]?.seq ?? 0
  const whole = (await then(seq)).bots
  const only = async (query: string): Promise<readonly string[]> => (await then(seq, query)).bots.map(({ address }) => address)
  const where = (fits: (bot: Bots['bots'][number]) => boolean): readonly string[] =>
    whole.filter(fits).map(({ address }) => address)
  expect(await only('&role=verifier')).toEqual(where(({ role }) => role === 'verifier'))
  expect(await only('&fund=main')).toEqual(where(({ fundId }) => fundId === 'main'))
  expect(await only('&q=RELAYER')).toEqual(where(({ address }) => address.includes('relayer')))
  const { state = '' } = whole.find(({ role }) => role === 'verifier') ?? {}
  expect(await only(`&state=${encodeURIComponent(state)}`)).toEqual(
    where((bot) => bot.state === state || bot.state.startsWith(`${state}.`)),
  )
  const pages: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Bots = await then(seq, `&limit=5${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
    pages.push(...page.bots.map(({ address }) => address))
    cursor = page.next
  }
  expect(pages).toEqual(whole.map(({ address }) => address))
})

test('the turns of all bots come as the stream told them, in pages without a gap or a repeat, in both directions', async () => {
  const seqs = journal.map(({ seq }) => seq)
  const back: number[] = []
  for (let before: number | null = end() + 1; before !== null;) {
    const page: SwarmTurns = await told(`/api/v1/swarm/turns?before=${before}&limit=37`)
    expect([page.earliest, page.through >= end()]).toEqual([1, true])
    back.unshift(...page.turns.map(({ seq }) => seq))
    before = page.next
  }
  expect(back).toEqual(seqs)
  const on: number[] = []
  for (let after: number | null = 0; after !== null;) {
    const page: SwarmTurns = await told(`/api/v1/swarm/turns?after=${after}&before=${end() + 1}&limit=41`)
    on.push(...page.turns.map(({ seq }) => seq))
    after = page.next
  }
  expect(on).toEqual(seqs)
  const { turns } = await told<SwarmTurns>(`/api/v1/swarm/turns?after=${end() - 1}&limit=1`)
  const last = journal.at(-1)
  expect(turns).toMatchObject([
    { seq: last?.seq, actor: last?.actor, event: last?.event.type, waits: last?.waits, starts: last?.starts.map(({ to }) => to) },
  ])
})

test('what is of others is not there in the past either', async () => {
  const seq = end()
  const own = await then(seq, '', tenant)
  expect(own.bots.length).toBeGreaterThan(5)
  expect(own.bots.filter(({ fundId }) => fundId !== 'main')).toEqual([])
  expect((await then(seq, '', stranger)).bots).toEqual([])
  const page = await told<SwarmTurns>(`/api/v1/swarm/turns?before=${seq + 1}&limit=500`, tenant)
  expect(page.turns.map((turn) => turn.seq)).toEqual(
    journal.filter(({ actor }) => own.bots.some(({ address }) => address === actor)).map((turn) => turn.seq),
  )
  expect((await told<SwarmTurns>('/api/v1/swarm/turns?after=0&limit=500', stranger)).turns).toEqual([])
  expect((await told<SwarmTurns>('/api/v1/swarm/turns?limit=500&fund=main')).turns.every(({ fundId }) => fundId === 'main')).toBe(
    true,
  )
  for (const [key, path, answer] of [
    [stranger, `/api/v1/bots?at=${seq}&fund=main`, [404, 'UNKNOWN_FUND']],
    [stranger, '/api/v1/swarm/turns?fund=main', [404, 'UNKNOWN_FUND']],
    ['none', `/api/v1/bots?at=${seq}`, [401, 'UNAUTHENTICATED']],
    ['none', '/api/v1/swarm/turns', [401, 'UNAUTHENTICATED']],
    [viewer, '/api/v1/bots?at=0', [400, 'REQUEST_INVALID']],
    [viewer, '/api/v1/bots?at=x', [400, 'REQUEST_INVALID']],
    [viewer, '/api/v1/swarm/turns?limit=501', [400, 'REQUEST_INVALID']],
  ] as const)
    expect([path, ...code(await asked(key, path))]).toEqual([path, ...answer])
})

test('behind what the journal holds there is no answer but where it begins', async () => {
  const { through } = await open.swarm.host.compact()
  rmSync(join(open.swarm.directory, 'journal', 'archive'), { recursive: true })
  const gone = await asked(viewer, `/api/v1/bots?at=${through - 1}`)
  expect([gone.status, gone.body]).toMatchObject([
    410,
    { error: { code: 'JOURNAL_TRUNCATED', details: { after: through - 1, earliest: through } } },
  ])
  expect(code(await asked(viewer, `/api/v1/swarm/turns?before=${through}`))).toEqual([410, 'JOURNAL_TRUNCATED'])
  const first = await then(through)
  expect([first.earliest, first.bots.length > 10]).toEqual([through, true])
  expect(await told<SwarmTurns>('/api/v1/swarm/turns')).toMatchObject({ earliest: through + 1 })
})
