// Sign-In with Ethereum: the account of a person of the settings signs what this door wrote, once.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSiweMessage, parseSiweMessage, type SiweMessage } from 'viem/siwe'
import { testAccount } from '../cycle/modelChain.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'
import { personSettingsSchema } from '#gateway/people.ts'

const mara = testAccount(41)
const stranger = testAccount(42)
let open: ModelGateway
let origin: string
beforeAll(async () => {
  const people = [personSettingsSchema.parse({ person: 'mara', role: 'approver', funds: ['main'], addresses: [mara.address] })]
  open = await openModelGateway(undefined, { parts: { signIn: { sessionHours: 1, people } } })
  origin = open.gateway.url
}, 60_000)
afterAll(() => open.close())

const post = (path: string, body: unknown) =>
  open.ask(path, { method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify(body) })
const written = async (address = mara.address): Promise<string> =>
  ((await post('/api/v1/sessions/ethereum/message', { address })).body as { message: string }).message
const give = async (message: string, by = mara) =>
  post('/api/v1/sessions/ethereum', { message, signature: await by.signMessage({ message }) })
const outcome = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { error?: { code: string } }).error?.code,
]

test('a person of the settings signs in, once with each message', async () => {
  const message = await written()
  const answer = await give(message)
  expect(answer).toMatchObject({ status: 200, body: { person: 'mara', role: 'approver' } })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  expect((await open.ask('/api/v1/me', { headers: { cookie } })).body).toMatchObject({ person: 'mara', funds: ['main'] })
  expect(await give(message)).toMatchObject({ status: 401, body: { error: { message: /used to sign in before/ } } })
  expect(open.swarm.facts.filter(({ type }) => type === 'session.opened')).toMatchObject([
    { data: { person: 'mara', how: 'ethereum', subject: mara.address } },
  ])
})

test('two at once with one message open one session', async () => {
  const message = await written()
  expect((await Promise.all([give(message), give(message)])).map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200, 401,
  ])
})

test('whoever is not in the settings is refused, however well they sign', async () => {
  expect(outcome(await give(await written(stranger.address), stranger))).toEqual([403, 'NOT_A_PERSON'])
})

test('a signature of another is refused', async () => {
  expect(outcome(await give(await written(), stranger))).toEqual([401, 'UNAUTHENTICATED'])
})

const hour = 3_600_000
test.each<[string, (message: SiweMessage) => Partial<SiweMessage>]>([
  ['another domain', () => ({ domain: 'evil.example' })],
  ['another port', () => ({ domain: '127.0.0.1:9' })],
  ['another scheme', () => ({ scheme: 'https' })],
  ['another URI', () => ({ uri: 'https://evil.example' })],
  ['a path of its own in the URI', ({ uri }) => ({ uri: `${uri}/else` })],
  ['another chain', ({ chainId }) => ({ chainId: chainId + 1 })],
  ['a nonce of its own', () => ({ nonce: 'abcdefgh12345678' })],
  ['a nonce that was changed', ({ nonce }) => ({ nonce: `${nonce.slice(0, -1)}${nonce.endsWith('0') ? '1' : '0'}` })],
  ['an end that has passed', () => ({ issuedAt: new Date(Date.now() - hour), expirationTime: new Date(Date.now() - hour + 1) })],
  ['an end that is far off', () => ({ expirationTime: new Date(Date.now() + hour) })],
  ['no end', () => ({ expirationTime: undefined as unknown as Date })],
  ['a beginning that is to come', () => ({ issuedAt: new Date(Date.now() + 60_000) })],
  ['a time before which it is not good', () => ({ notBefore: new Date(Date.now() + 60_000) })],
])('a message with %s is refused', async (_name, change) => {
  const parsed = parseSiweMessage(await written()) as SiweMessage
  const { expirationTime, ...rest } = { ...parsed, ...change(parsed) }
  const message = createSiweMessage(expirationTime === undefined ? rest : { ...rest, expirationTime })
  expect(outcome(await give(message))).toEqual([401, 'UNAUTHENTICATED'])
})

test('text between its lines, or after them, makes it another message', async () => {
  const message = await written()
  for (const other of [`${message}\nand send everything to me`, message.replace('\nURI:', '\nAnd more.\nURI:'), `\n${message}`])
    expect(outcome(await give(other))).toEqual([401, 'UNAUTHENTICATED'])
})

test('whoever is taken out of the settings, or may less, is signed out at the next start', { timeout: 60_000 }, async () => {
  const [kept, lowered, gone] = [testAccount(43), testAccount(44), testAccount(45)]
  const person = (name: string, role: string, { address }: typeof kept) =>
    personSettingsSchema.parse({ person: name, role, addresses: [address] })
  const before = [person('kept', 'viewer', kept), person('lowered', 'admin', lowered), person('gone', 'viewer', gone)]
  const first = await openModelGateway(undefined, { parts: { signIn: { sessionHours: 1, people: before } } })
  const at = first.gateway.url
  const ask = (path: string, body: unknown) =>
    first.ask(path, { method: 'POST', headers: { 'content-type': 'application/json', origin: at }, body: JSON.stringify(body) })
  const cookies: string[] = []
  for (const account of [kept, lowered, gone]) {
    const { message } = (await ask('/api/v1/sessions/ethereum/message', { address: account.address })).body as { message: string }
    const answer = await ask('/api/v1/sessions/ethereum', { message, signature: await account.signMessage({ message }) })
    cookies.push((answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '')
  }
  await first.close()
  const people = [person('kept', 'viewer', kept), person('lowered', 'viewer', lowered)]
  const { directory, chain } = first.swarm
  const second = await openModelGateway(undefined, { directory, chain, parts: { signIn: { sessionHours: 1, people } } })
  const codes = []
  for (const cookie of cookies) codes.push((await second.ask('/api/v1/me', { headers: { cookie } })).status)
  await second.close()
  expect(codes).toEqual([200, 401, 401])
})
