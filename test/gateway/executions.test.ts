// What became of approved trades, over HTTP: the journal's own account of them, for those who may see their fund.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
let viewer: string
let stranger: string
beforeAll(async () => {
  open = await openModelGateway()
  viewer = await open.key('looker', 'viewer')
  stranger = await open.key('stranger', 'admin', ['other'])
  for (const action of ['BUY', 'SELL'])
    await open.swarm.fact(({ type, data }) => type === 'intent.executed' && data['action'] === action)
}, 60_000)
afterAll(() => open.close())

interface Page {
  readonly executions: readonly {
    readonly intentHash: string
    readonly seq: number
    readonly state: string
    readonly attempts: number
  }[]
  readonly next: number | null
}
const list = async (query: string, key = viewer): Promise<{ status: number; body: Page & { error?: { code: string } } }> => {
  const { status, body } = await open.ask(`/api/v1/executions${query}`, { headers: { authorization: `Bearer ${key}` } })
  return { status, body: body as Page & { error?: { code: string } } }
}

test('each execution of the journal is listed with its transaction, in the order of the approvals', async () => {
  const facts = open.swarm.facts.filter(({ type }) => type === 'intent.executed')
  const { executions } = (await list('?state=EXECUTED')).body
  for (const { data } of facts) {
    const found = executions.find(({ intentHash }) => intentHash === data['intentHash'])
    expect(found).toMatchObject({
      txHash: data['txHash'],
      block: data['block'],
      fundId: 'main',
      fund: open.swarm.fund.contracts.vault,
    })
    expect(found?.attempts).toBeGreaterThan(0)
  }
  expect(executions.map(({ seq }) => seq)).toEqual(executions.map(({ seq }) => seq).toSorted((a, b) => a - b))
  expect((await list('?state=FAILED_FINAL')).body.executions.every(({ state }) => state === 'FAILED_FINAL')).toBe(true)
})

test('pages go on where the one before ended', async () => {
  const first = (await list('?limit=1')).body
  expect([first.executions.length, first.next]).toEqual([1, first.executions[0]?.seq])
  const second = (await list(`?limit=1&cursor=${first.next}`)).body
  expect(second.executions[0]?.seq).toBeGreaterThan(first.next ?? 0)
})

test('of another tenant’s fund nothing is listed, and the fund is not there', async () => {
  expect((await list('', stranger)).body).toEqual({ executions: [], next: null })
  const named = await list('?fund=main', stranger)
  expect([named.status, named.body.error?.code]).toEqual([404, 'UNKNOWN_FUND'])
  expect((await list('?fund=main')).status).toBe(200)
  expect((await list('?state=DONE')).status).toBe(400)
})
