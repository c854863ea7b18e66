import { expect, test } from 'vitest'
import { envelopeProblem, envelopeAudience, envelopeDigest, type Envelope } from '#protocol/envelope.ts'
import { envelopeBodySchema } from '#protocol/envelopeBody.ts'
import { claimFixture } from '#protocol/fixtures.ts'
import type { RelayAnswer } from '#protocol/relay.ts'
import { isSignedBy } from '#integrations/chain/attestationCheck.ts'
import { actorsFund, addressOf, testNow, worldOf } from './fixtures.ts'
import { post } from './post.ts'

const body = envelopeBodySchema.parse({ type: 'claim.submit', claim: claimFixture({ crawler: addressOf('pool') }) })
const signal = new AbortController().signal
const context = (effectId: string, attempt = 1) => ({ effectId, attempt, signal, actor: 'crawler:main.pool' as const })

function mailbox(answer: RelayAnswer = { status: 202, detail: '' }) {
  const posted: Envelope[] = []
  const relay = {
    post: (_: string, envelope: Envelope) => {
      posted.push(envelope)
      return Promise.resolve(answer)
    },
  }
  return { posted, relay }
}
const postAs = (effectId: string, mail = mailbox(), attempt = 1, now = testNow) =>
  post(worldOf({ relay: mail.relay, now: () => now }), 'crawler:main.pool', 'main', body, context(effectId, attempt))

test('posts what the relayer’s door accepts, signed by the bot’s own key', async () => {
  const mail = mailbox()
  await postAs('crawler:main.pool/9/0', mail)
  const [envelope] = mail.posted
  if (envelope === undefined) throw new Error('nothing was posted')
  const { chainId, contracts } = actorsFund()
  expect(
    envelopeProblem(envelope, { audience: envelopeAudience({ chainId, vault: contracts.vault }), fundId: 'main', now: testNow }),
  ).toBeNull()
  expect(isSignedBy(envelopeDigest(envelope.request), envelope.signature, addressOf('pool'))).toBe(true)
})

test('a later attempt of the same effect is the same request: its nonce stays, its time is new', async () => {
  const mail = mailbox()
  await postAs('crawler:main.pool/9/0', mail, 1, testNow)
  await postAs('crawler:main.pool/9/0', mail, 2, testNow + 60)
  await postAs('crawler:main.pool/10/0', mail)
  const nonces = mail.posted.map(({ request }) => request.nonce)
  expect(nonces[1]).toBe(nonces[0])
  expect(nonces[2]).not.toBe(nonces[0])
  expect(mail.posted.map(({ request }) => request.timestamp - testNow)).toEqual([0, 60, 0])
})

test('two bots with one effect id do not share a nonce', async () => {
  const mail = mailbox()
  const world = worldOf({ relay: mail.relay })
  for (const bot of ['crawler:main.pool', 'crawler:main.page']) await post(world, bot, 'main', body, context('same/1/0'))
  expect(mail.posted[0]?.request.nonce).not.toBe(mail.posted[1]?.request.nonce)
})

test.each([200, 202, 409] as const)('takes %i as success', async (status) => {
  expect(await postAs('x/1/0', mailbox({ status, detail: 'so it is' }))).toEqual({ status, detail: 'so it is' })
})

test.each([403, 404] as const)('throws RELAY_REFUSED with the relayer’s words on %i, and no retry helps', async (status) => {
  await expect(postAs('x/1/0', mailbox({ status, detail: 'not in the set' }))).rejects.toMatchObject({
    code: 'RELAY_REFUSED',
    retryable: false,
    details: { bot: 'crawler:main.pool', body: 'claim.submit', problem: 'not in the set' },
  })
})
