// A person whose account is a contract signs in: their key signs, the contract on a real chain says whether it counts.
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeChainClient } from '#integrations/chain/chainClient.ts'
import { startTestChain, type TestChain } from '#integrations/chain/chainFixtures.ts'
import { ownedAccountCode } from '#integrations/chain/ownedAccountFixtures.ts'
import { standsBehind } from '#integrations/chain/siweAccount.ts'
import { personSettingsSchema } from '#gateway/people.ts'
import { addressFixture } from '#protocol/fixtures.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

const owner = privateKeyToAccount(generatePrivateKey())
const [hers, foreign] = [addressFixture(710), addressFixture(711)]
const people = [personSettingsSchema.parse({ person: 'mara', role: 'approver', funds: ['main'], addresses: [hers] })]
const signIn = { sessionHours: 1, people }
const asked: string[] = []

let chain: TestChain
let open: ModelGateway
beforeAll(async () => {
  chain = await startTestChain()
  for (const account of [hers, foreign])
    // viem's public client has no type for Anvil's own methods
    await chain.client.request({ method: 'anvil_setCode', params: [account, ownedAccountCode(owner.address)] } as never)
  open = await openModelGateway(undefined, {
    parts: {
      signIn,
      standsBehind: (given) => {
        asked.push(given.address)
        return standsBehind(chain.client, given)
      },
    },
  })
}, 60_000)
afterAll(async () => {
  await open.close()
  await chain.end()
})

async function signedIn(at: ModelGateway, { address = hers, by = owner } = {}) {
  const post = (path: string, body: unknown) =>
    at.ask(`/api/v1/sessions/ethereum${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: at.gateway.url },
      body: JSON.stringify(body),
    })
  const { message } = (await post('/message', { address })).body as { message: string }
  const answer = await post('', { message, signature: await by.signMessage({ message }) })
  return { ...answer, code: (answer.body as { error?: { code: string } }).error?.code }
}

test('the owner’s key opens a session of the person whose account the contract is', async () => {
  const answer = await signedIn(open)
  expect(answer).toMatchObject({ status: 200, body: { person: 'mara', role: 'approver' } })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  expect((await open.ask('/api/v1/me', { headers: { cookie } })).body).toMatchObject({ person: 'mara', funds: ['main'] })
  expect(open.swarm.facts.filter(({ type }) => type === 'session.opened')).toMatchObject([
    { data: { person: 'mara', how: 'ethereum', subject: hers } },
  ])
})

test('another key is refused by the contract', async () => {
  const { status, code } = await signedIn(open, { by: privateKeyToAccount(generatePrivateKey()) })
  expect([status, code, asked.at(-1)]).toEqual([401, 'UNAUTHENTICATED', hers])
})

test('the account of nobody in the settings is refused, and no chain is asked for a stranger', async () => {
  const before = asked.length
  const { status, code } = await signedIn(open, { address: foreign })
  expect([status, code, asked.length]).toEqual([401, 'UNAUTHENTICATED', before])
})

test('where no chain can be asked, only keys sign in', async () => {
  const alone = await openModelGateway(undefined, { parts: { signIn } })
  const { status, code } = await signedIn(alone)
  await alone.close()
  expect([status, code]).toEqual([401, 'UNAUTHENTICATED'])
})

test('a node that does not answer is told as that, and opens nothing', async () => {
  const deaf = makeChainClient({ url: 'http://127.0.0.1:1', chainId: 31_337 })
  const cut = await openModelGateway(undefined, { parts: { signIn, standsBehind: (given) => standsBehind(deaf, given) } })
  const { status, code } = await signedIn(cut)
  await cut.close()
  expect([status, code]).toEqual([502, 'RPC_UNREACHABLE'])
})
