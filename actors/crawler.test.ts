import { expect, test } from 'vitest'
import type { Claim } from '#protocol/claim.ts'
import { hashClaim } from '#protocol/claim.ts'
import { QuorateError } from '#protocol/errors.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import type { Envelope } from '#protocol/envelope.ts'
import type { ClaimTask } from '#protocol/tasks.ts'
import type { Extracted } from '#machines/crawler.ts'
import { crawlerEffects } from './crawler.ts'
import { actorsFund, addressOf, readingOf, runEffect, testNow, worldOf } from './fixtures.ts'
import { reproduceClaim } from './verifyClaim.ts'
import type { World } from './world.ts'

const http = {
  json: () => Promise.resolve({ extracted: '2000.5', responseHash: hashFixture(5) }),
  text: () => Promise.resolve({ extracted: 'two thousand', responseHash: hashFixture(6) }),
}
const world = (change: Partial<World> = {}) =>
  worldOf({ view: { ammPrice: () => Promise.resolve(readingOf()) }, http, ...change } as Parameters<typeof worldOf>[0])
const extract = async (name: string, of = world()): Promise<Extracted> =>
  (await runEffect(crawlerEffects(of), 'crawler.extract', { fundId: 'main', name, round: 7 })) as Extracted
const verdictOn = ({ claim, claimHash }: Extracted) =>
  reproduceClaim(world(), { fundId: 'main', name: 'alpha' }, {
    kind: 'claim',
    round: 7,
    setEpoch: 1,
    claimHash,
    claim: claim as Claim,
  } satisfies ClaimTask)

test('claims a pool’s price at a block that anyone can look at', async () => {
  const { claim, claimHash } = await extract('pool')
  const { pools, contracts } = actorsFund()
  expect(claim).toMatchObject({
    fund: contracts.vault,
    round: 7,
    crawler: addressOf('pool'),
    schemaId: 'amm-price/1',
    sourceType: 'amm-price',
    sourceRef: `eip155:31337/${pools[0]?.pair}@42:${hashFixture(42)}`,
    selector: `price:${pools[0]?.base}/${pools[0]?.quote}:60s`,
    extractedType: 'amm-price/1',
    timestamp: testNow - 12,
  })
  expect(claimHash).toBe(hashClaim(claim as Claim))
})

test.each([
  [
    'figure',
    { sourceType: 'http-json', selector: '$.price', extracted: '2000.5', extractedType: 'number', responseHash: hashFixture(5) },
  ],
  [
    'page',
    { sourceType: 'http-text', selector: '-', extracted: 'two thousand', extractedType: 'string', responseHash: hashFixture(6) },
  ],
])('claims what the source of %s says, as of now', async (name, expected) => {
  const { claim } = await extract(name)
  expect(claim).toMatchObject({ ...expected, schemaId: 'figure/1', sourceRef: 'https://example.com/figure', timestamp: testNow })
})

test.each(['pool', 'figure', 'page'])('what %s claims, a verifier reproduces', async (name) => {
  expect(await verdictOn(await extract(name))).toMatchObject({ verdict: 'PASS', reason: 'OK' })
})

test.each(['pool', 'figure', 'page'])(
  'the fault `lie` makes %s claim something well-formed that no verifier reproduces',
  async (name) => {
    const lying = await extract(name, world({ fault: (bot) => (bot === `crawler:main.${name}` ? 'lie' : 'none') }))
    expect(lying.claimHash).toBe(hashClaim(lying.claim as Claim))
    expect(await verdictOn(lying)).toMatchObject({ verdict: 'FAIL', reason: 'REPRODUCTION_FAILED' })
  },
)

test('the fault of one crawler leaves the others honest', async () => {
  const honest = await extract('page', world({ fault: (bot) => (bot === 'crawler:main.pool' ? 'lie' : 'none') }))
  expect(honest).toEqual(await extract('page'))
})

test('a source that does not answer fails the extraction, and so does a crawler nobody configured', async () => {
  const gone = () => Promise.reject(new QuorateError('FETCH_FAILED', { url: 'x', problem: 'gone' }))
  await expect(extract('page', world({ http: { json: gone, text: gone } }))).rejects.toMatchObject({
    code: 'FETCH_FAILED',
    retryable: true,
  })
  await expect(extract('nobody')).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
})

test('looks for open rounds and posts its claims to the relayer', async () => {
  const posted: Envelope[] = []
  const relay = {
    next: () =>
      Promise.resolve({
        id: '4/0',
        seq: 4,
        at: '',
        actor: 'relayer:main' as const,
        type: 'round.opened',
        data: { fundId: 'main', round: 7, setEpoch: 1, claimMode: 'OFFCHAIN' },
      }),
    isOpen: () => Promise.resolve(true),
    post: (_: string, envelope: Envelope) => {
      posted.push(envelope)
      return Promise.resolve({ status: 202 as const, detail: '' })
    },
  }
  const effects = crawlerEffects(worldOf({ relay }))
  expect(await runEffect(effects, 'crawler.nextTask', { fundId: 'main', name: 'pool', cursor: '' })).toEqual({
    cursor: '4/0',
    task: { kind: 'crawl', round: 7 },
  })
  const { claim } = await extract('pool')
  expect(await runEffect(effects, 'crawler.submitClaim', { fundId: 'main', name: 'pool', claim })).toEqual({ status: 202 })
  expect(posted[0]).toMatchObject({ signer: addressOf('pool'), body: { type: 'claim.submit', claim } })
})
