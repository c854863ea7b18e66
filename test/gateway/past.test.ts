// The past over HTTP: bots at their moments, the journal searched, and what bots would have done; what of it is there for
// whom; and that a what-if leaves nothing behind.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roles } from '#actors/swarm.ts'
import { graphOf } from '#charts/graph.ts'
import type { paths } from '#client/apiTypes.ts'
import type { CommittedTurn } from '#runtime/host.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

type Body<Answer> = Answer extends { responses: { 200: { content: { 'application/json': infer Told } } } } ? Told : never
type Moment = Body<paths['/api/v1/bots/{address}/turns/{seq}']['get']>
type Found = Body<paths['/api/v1/turns']['get']>
type WhatIf = Body<paths['/api/v1/bots/{address}/what-if']['post']>

let open: ModelGateway
const keys: Record<string, string> = {}
let turns: CommittedTurn[]
let through: number

beforeAll(async () => {
  open = await openModelGateway()
  keys['viewer'] = await open.key('viewer', 'viewer')
  keys['operator'] = await open.key('operator', 'operator')
  keys['tenant'] = await open.key('tenant', 'operator', ['main'])
  keys['stranger'] = await open.key('stranger', 'admin', ['other'])
  await open.swarm.fact((fact) => fact.type === 'intent.executed')
  through = open.swarm.host.durableThrough()
  turns = []
  for await (const turn of open.swarm.host.turns({ after: 0 })) if (turn.seq <= through) turns.push(turn)
}, 60_000)
afterAll(() => open.close())

const as = (who: string, body?: unknown): RequestInit => ({
  headers: {
    authorization: `Bearer ${keys[who] ?? ''}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  },
  ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
})
/** Members that are not there are not told. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const path = (address: string, rest: string): string => `/api/v1/bots/${encodeURIComponent(address)}${rest}`
const codeOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { error?: { code: string } }).error?.code ?? 'OK',
]
async function momentOf(address: string, seq: number): Promise<Moment> {
  const { status, body } = await open.ask(path(address, `/turns/${seq}`), as('viewer'))
  expect([status, body]).toEqual([200, body])
  return body as Moment
}
async function search(query: string, who = 'operator'): Promise<Found> {
  const { status, body } = await open.ask(`/api/v1/turns?${query}`, as(who))
  expect([status, body]).toEqual([200, body])
  return body as Found
}
async function tried(address: string, body: object): Promise<WhatIf> {
  const { status, body: answer } = await open.ask(path(address, '/what-if'), as('operator', body))
  expect([status, answer]).toEqual([200, answer])
  return answer as WhatIf
}

test('each turn of a bot is told with what it brought about, and in between stands what the last one left', async () => {
  const drawn = new Set(roles.flatMap(({ role, machine }) => graphOf(machine).transitions.map(({ id }) => `${role} ${id}`)))
  for (const address of ['fund:main', 'relayer:main', 'executor:main', 'swarm:root'] as const) {
    const own = turns.filter(({ actor }) => actor === address)
    expect(own.length).toBeGreaterThan(2)
    for (const [index, turn] of own.entries()) {
      const next = own[index + 1]?.seq ?? through + 1
      // the moment itself, and the last one before the bot moved again
      for (const seq of new Set([turn.seq, next - 1])) {
        const moment = await momentOf(address, seq)
        const { snapshot, event, cause, actor, status } = turn
        const { value, context } = snapshot as { readonly value: unknown; readonly context: unknown }
        expect(moment).toMatchObject({
          seq,
          since: turn.seq,
          previous: own[index - 1]?.seq ?? null,
          value,
          context,
          event,
          status,
        })
        expect(moment.turn).toMatchObject({ seq: turn.seq, actor, event: event.type, cause: asJson(cause), value })
        const role = address.slice(0, address.indexOf(':'))
        expect(moment.turn?.taken.filter((id) => !drawn.has(`${role} ${id}`))).toEqual([])
        const moved = index > 0 && JSON.stringify(turn.from) !== JSON.stringify(turn.to)
        expect(moment.turn?.taken.length).toBeGreaterThanOrEqual(moved ? 1 : 0)
      }
    }
  }
}, 60_000)

test('what a turn changed is told by its paths, and what the bot waits for with its input', async () => {
  const moved = turns.find((turn) => turn.actor === 'relayer:main' && turn.from !== null && turn.from !== turn.to)
  const moment = await momentOf('relayer:main', moved?.seq ?? 0)
  expect(moment.differences).toContainEqual({ path: 'value', before: moved?.from, after: moved?.to })
  const asking = turns.find((turn) => turn.effects.length > 0)
  const asked = await momentOf(asking?.actor ?? '', asking?.seq ?? 0)
  expect(asked.effects).toEqual(expect.arrayContaining(asking?.effects as object[]))
  const first = turns.find(({ actor }) => actor === 'fund:main')
  expect(await momentOf('fund:main', first?.seq ?? 0)).toMatchObject({ previous: null, differences: [], turn: { from: null } })
})

test('a moment that is still to come is the present, one before its birth is none, and what is no moment is refused', async () => {
  expect(await momentOf('fund:main', 1e15)).toMatchObject({ turn: { actor: 'fund:main' }, seq: expect.any(Number) })
  const born = turns.find(({ actor }) => actor === 'executor:main')?.seq ?? 0
  expect(codeOf(await open.ask(path('executor:main', `/turns/${born - 1}`), as('viewer')))).toEqual([404, 'UNKNOWN_BOT'])
  for (const seq of ['0', '-1', '1.5', 'x', '1e400'])
    expect(codeOf(await open.ask(path('executor:main', `/turns/${seq}`), as('viewer')))).toEqual([400, 'REQUEST_INVALID'])
})

test('turns are found newest first, by what they took, stated and said, page after page', async () => {
  const ofFund = turns.filter(({ facts }) => facts.some(({ type }) => type === 'claim.submitted')).map(({ seq }) => seq)
  const pages: number[] = []
  for (let before: number | null = through + 1; before !== null;) {
    const found: Found = await search(`fact=claim.submitted&limit=1&before=${before}`)
    pages.push(...found.turns.map(({ seq }) => seq))
    before = found.next
  }
  expect(pages).toEqual(ofFund.toReversed())
  const executed = turns.flatMap(({ facts }) => facts).find(({ type }) => type === 'intent.executed')
  const hash = String(executed?.data['intentHash'])
  const named = await search(`text=${hash.toUpperCase().replace('0X', '0x')}&before=${through + 1}`)
  expect(named.turns.length).toBeGreaterThan(3)
  expect(named.turns.map(({ seq }) => seq)).toContain(executed?.seq)
  const { turns: starts } = await search(`bot=fund:main&event=quorate.*`)
  expect(starts.map(({ actor, event }) => [actor, event])).toEqual([['fund:main', 'quorate.start']])
  expect(await search(`bot=fund:main&after=${through}&before=${through + 1}`)).toMatchObject({
    turns: [],
    next: null,
    from: through + 1,
  })
})

test('a tenant finds and sees its fund’s bots, a stranger none, and what is not theirs is not there', async () => {
  const all = await search('limit=200')
  expect(all.turns.some(({ fundId }) => fundId === null)).toBe(true)
  const own = await search('limit=200', 'tenant')
  expect(own.turns.length).toBeGreaterThan(10)
  expect(own.turns.every(({ fundId }) => fundId === 'main')).toBe(true)
  expect(await search('fund=main&limit=200')).toMatchObject({
    turns: expect.arrayContaining([expect.objectContaining({ fundId: 'main' })]),
  })
  expect((await search('limit=200', 'stranger')).turns).toEqual([])
  const body = { seq: through, steps: [] }
  for (const [who, target, init, answer] of [
    ['stranger', path('fund:main', `/turns/${through}`), undefined, [404, 'UNKNOWN_BOT']],
    ['stranger', path('fund:main', '/what-if'), body, [404, 'UNKNOWN_BOT']],
    ['stranger', '/api/v1/turns?fund=main', undefined, [404, 'UNKNOWN_FUND']],
    ['stranger', '/api/v1/turns?bot=fund:main', undefined, [404, 'UNKNOWN_BOT']],
    ['tenant', path('swarm:root', `/turns/${through}`), undefined, [404, 'UNKNOWN_BOT']],
    ['tenant', path('key:operator', '/what-if'), body, [404, 'UNKNOWN_BOT']],
    ['tenant', '/api/v1/turns?bot=swarm:root', undefined, [404, 'UNKNOWN_BOT']],
    ['tenant', path('fund:main', '/what-if'), body, [200, 'OK']],
    ['viewer', path('fund:main', '/what-if'), body, [403, 'NOT_PERMITTED']],
    ['viewer', '/api/v1/turns', undefined, [403, 'NOT_PERMITTED']],
    ['nobody', path('fund:main', `/turns/${through}`), undefined, [401, 'UNAUTHENTICATED']],
    ['operator', path('fund:nowhere', `/turns/${through}`), undefined, [404, 'UNKNOWN_BOT']],
  ] as const)
    expect([who, target, ...codeOf(await open.ask(target, as(who, init)))]).toEqual([who, target, ...answer])
})

test('what really happened, tried from right before it, comes to the same', async () => {
  const answered = turns.filter(({ cause, status }) => cause.kind === 'effect' && status === 'active')
  expect(answered.length).toBeGreaterThan(10)
  for (const turn of answered.filter((_, index) => index % 9 === 0)) {
    const { cause, event, actor, snapshot } = turn
    const effect = 'id' in cause ? cause.id : ''
    const step = 'error' in event ? { effect, error: event['error'] } : { effect, output: event['output'] }
    const { moments, refused } = await tried(actor, { seq: turn.seq - 1, steps: [step] })
    const { value, context } = snapshot as { readonly value: unknown; readonly context: unknown }
    expect([refused, moments[0]?.value, moments[0]?.context]).toEqual([null, value, context])
    // what it changed is told as the journal's own moment tells it
    expect(moments[0]?.differences).toEqual((await momentOf(actor, turn.seq)).differences)
    expect(moments[0]?.messages).toEqual(turn.messages.map(({ to, event: told }) => ({ to, event: told })))
    expect(moments[0]?.facts).toEqual(turn.facts.map(({ type, data }) => ({ type, data })))
  }
}, 60_000)

test('a step that cannot be ends it with the step, the code and the moments before it', async () => {
  const swarm = await tried('swarm:root', { seq: through, steps: [{ event: { type: 'swarm.booted' } }, { timer: 'none' }] })
  expect(swarm).toMatchObject({ moments: [{ taken: expect.any(Array) }], refused: { step: 1, code: 'NOT_WAITED_FOR' } })
  for (const [step, code] of [
    [{ event: { type: 'xstate.done.actor.x', output: 1 } }, 'EVENT_REFUSED'],
    [{ event: { type: 'xstate.stop' }, from: 'swarm:root' }, 'EVENT_REFUSED'],
    [{ event: { type: 'nothing.of.this' } }, 'EVENT_REFUSED'],
    [{ effect: 'swarm:root/1/0', output: 1 }, 'NOT_WAITED_FOR'],
    [{ effect: 'swarm:root/1/0', error: {} }, 'NOT_WAITED_FOR'],
  ] as const)
    expect(await tried('swarm:root', { seq: through, steps: [step] })).toMatchObject({ moments: [], refused: { step: 0, code } })
  const hostile = { event: { type: 'x', deep: { sessionId: 1, send: 1, ref: 1 } }, from: 'fund:main' }
  expect(codeOf(await open.ask(path('swarm:root', '/what-if'), as('operator', { seq: through, steps: [hostile] })))).toEqual([
    400,
    'BODY_REFUSED',
  ])
  for (const body of [
    {},
    { seq: 0, steps: [] },
    { seq: through, steps: [{ event: { type: 'a' }, output: 1 }] },
    { seq: through, steps: [{}] },
    { seq: through, steps: Array.from({ length: 101 }, () => ({ timer: 'x' })) },
    { seq: through, steps: [{ effect: 'x', error: { code: 7 } }] },
  ])
    expect(codeOf(await open.ask(path('swarm:root', '/what-if'), as('operator', body)))).toEqual([400, 'REQUEST_INVALID'])
})

test('behind what the journal holds the earliest is told, and a bot that has not moved since is shown as it stands', async () => {
  const { host, directory } = open.swarm
  const { through: end } = await host.compact()
  await host.send('swarm:root', { type: 'swarm.booted' })
  rmSync(join(directory, 'journal', 'archive'), { recursive: true })
  const truncated = { status: 410, body: { error: { code: 'JOURNAL_TRUNCATED', details: { earliest: end } } } }
  expect(await open.ask(path('fund:main', `/turns/${end - 1}`), as('viewer'))).toMatchObject(truncated)
  expect(await open.ask(path('fund:main', '/what-if'), as('operator', { seq: end - 1, steps: [] }))).toMatchObject(truncated)
  expect(codeOf(await open.ask(`/api/v1/turns?before=${end}`, as('operator')))).toEqual([410, 'JOURNAL_TRUNCATED'])
  const key = await momentOf('key:tenant', end)
  expect(key).toMatchObject({ turn: null, event: null, previous: null, differences: null, status: 'active' })
  expect(key.timers).toHaveLength(1)
  expect(await tried('key:tenant', { seq: end, steps: [] })).toMatchObject({ start: { context: key.context }, refused: null })
})

/** Everything below a folder: names, sizes and contents, save what the page cache of a running journal writes later. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => `${file} ${statSync(file).size} ${readFileSync(file).toString('base64')}`)
}

test('nothing of a what-if is written, sent, started or remembered', async () => {
  const still = await openModelGateway()
  try {
    keys['quiet'] = await still.key('quiet', 'operator')
    await still.swarm.fact((fact) => fact.type === 'intent.executed')
    // the host is stopped under the open door: whatever is written from here on, the what-ifs wrote
    const { host, directory } = still.swarm
    await still.swarm.stop()
    const before = { end: host.durableThrough(), bots: host.list(), files: filesIn(directory) }
    const relayer = host.view('relayer:main')
    const asking = host.list().filter(({ effects, timers, status }) => status === 'active' && effects.length + timers.length > 0)
    expect(asking.length).toBeGreaterThan(2)
    let moved = 0
    for (const { address, effects, timers } of asking) {
      const steps = [
        ...effects.map(({ id }) => ({ effect: id, error: { message: 'tried' } })),
        ...timers.map(({ id }) => ({ timer: id })),
      ].slice(0, 1)
      const once = await still.ask(path(address, '/what-if'), as('quiet', { seq: before.end, steps }))
      const again = await still.ask(path(address, '/what-if'), as('quiet', { seq: before.end, steps }))
      expect([once.status, again.body]).toEqual([200, once.body])
      const { start, moments } = once.body as WhatIf
      if (JSON.stringify(moments[0]?.value) !== JSON.stringify(start.value)) moved += 1
    }
    // they did something, where they did it
    expect(moved).toBeGreaterThan(0)
    expect({ end: host.durableThrough(), bots: host.list(), files: filesIn(directory) }).toEqual(before)
    expect(host.view('relayer:main')).toEqual(relayer)
  } finally {
    await still.close()
  }
}, 60_000)
