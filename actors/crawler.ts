// What a crawler does: reads its configured source and forms a claim of it.
import type { Claim } from '#protocol/claim.ts'
import { claimSchema, hashClaim } from '#protocol/claim.ts'
import { canonicalJson } from '#protocol/canonicalJson.ts'
import { hashEnvelopeBody } from '#protocol/envelope.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { toHash, type Hash } from '#protocol/hash.ts'
import { ammPriceSchemaId, formatAmmPriceRef, formatAmmPriceSelector, type AmmPrice } from '#protocol/source.ts'
import type { CrawlTask } from '#protocol/tasks.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { crawlerMachine, type Extracted } from '#machines/crawler.ts'
import { nextTask, pollMs } from './feed.ts'
import { post } from './post.ts'
import type { World } from './world.ts'

export const crawlerBot = defineBot({ role: 'crawler', version: 1, machine: crawlerMachine, restartable: true })

interface Who {
  readonly fundId: string
  readonly name: string
}
type Seen = Pick<
  Claim,
  | 'schemaId'
  | 'sourceType'
  | 'sourceRef'
  | 'selector'
  | 'extracted'
  | 'extractedType'
  | 'timestamp'
  | 'responseHash'
  | 'evidenceType'
  | 'evidenceURI'
>

export function crawlerEffects(world: World): EffectBinding[] {
  return [
    {
      port: 'crawler.nextTask',
      timeoutMs: pollMs * 2,
      concurrency: 64,
      run: ({ fundId, cursor }: Who & { cursor: string }, { signal }) =>
        nextTask<CrawlTask>({
          world,
          fundId,
          cursor,
          signal,
          toTask: (fact) => (fact.type === 'round.opened' ? { kind: 'crawl', round: fact.round } : null),
          isOpen: (task) => world.relay().isOpen(fundId, { round: task.round }),
        }),
    },
    {
      port: 'crawler.extract',
      retry: { attempts: 3, firstDelayMs: 200, maxDelayMs: 1_000 },
      run: (given: Who & { round: number }) => extract(world, given),
    },
    {
      port: 'crawler.submitClaim',
      retry: { attempts: 5, firstDelayMs: 200, maxDelayMs: 2_000 },
      run: async ({ fundId, name, claim }: Who & { claim: Claim }, context) => ({
        status: (await post(world, `crawler:${fundId}.${name}`, fundId, { type: 'claim.submit', claim }, context)).status,
      }),
    },
  ]
}

async function extract(world: World, { fundId, name, round }: Who & { round: number }): Promise<Extracted> {
  const fund = world.fund(fundId)
  const bot = `crawler:${fundId}.${name}`
  const seen = await see(world, fund, name, bot)
  const claim = claimSchema.parse({
    fund: fund.contracts.vault,
    round,
    ...(world.fault(bot) === 'lie' ? lied(seen) : seen),
    crawler: world.signer(bot).address,
    notes: '',
  })
  return { claim, claimHash: hashClaim(claim) }
}

async function see(world: World, fund: FundConfig, name: string, bot: string): Promise<Seen> {
  const source = fund.crawlers.find((crawler) => crawler.name === name)?.source
  if (source === undefined)
    throw new QuorateError('SOURCE_UNAVAILABLE', { source: name, problem: 'the fund configures no such crawler' })
  switch (source.type) {
    case 'amm-price': {
      const pool = fund.pools.find((one) => one.id === source.pool)
      if (pool === undefined)
        throw new QuorateError('SOURCE_UNAVAILABLE', { source: source.pool, problem: 'the fund has no such pool' })
      const of = { pair: pool.pair, base: pool.base, quote: pool.quote, windowS: fund.rounds.twapWindowS }
      const { ref, price } = await world.view(bot).ammPrice({ ...of, at: null })
      return {
        schemaId: ammPriceSchemaId,
        sourceType: 'amm-price',
        sourceRef: formatAmmPriceRef(ref),
        selector: formatAmmPriceSelector(of),
        ...written(price),
        timestamp: price.blockTime,
        evidenceType: 'chain',
        evidenceURI: formatAmmPriceRef(ref),
      }
    }
    case 'http-json': {
      const answer = await world.http.json({ url: source.url, jsonPath: source.jsonPath })
      return fetched('http-json', source, source.jsonPath, source.extractedType, answer, world.now())
    }
    case 'http-text': {
      const answer = await world.http.text({ url: source.url })
      return fetched('http-text', source, '-', 'string', answer, world.now())
    }
  }
}

function fetched(
  sourceType: 'http-json' | 'http-text',
  source: { readonly url: string; readonly schemaId: string },
  selector: string,
  extractedType: string,
  answer: { readonly extracted: string; readonly responseHash: Hash },
  timestamp: number,
): Seen {
  return {
    schemaId: source.schemaId,
    sourceType,
    sourceRef: source.url,
    selector,
    extractedType,
    ...answer,
    timestamp,
    evidenceType: 'url',
    evidenceURI: source.url,
  }
}

/** An amm-price as a claim writes it down; crawlers and verifiers must write alike. */
export function written(price: AmmPrice): Pick<Seen, 'extracted' | 'extractedType' | 'responseHash'> {
  return { extracted: canonicalJson(price), extractedType: 'amm-price/1', responseHash: hashEnvelopeBody(price) }
}

/** The configured fault: a price twice the true one, hashed as carefully as a true one. */
function lied(seen: Seen): Seen {
  if (seen.sourceType !== 'amm-price')
    return { ...seen, extracted: `${seen.extracted}0`, responseHash: toHash(hashEnvelopeBody('a lie')) }
  const price = JSON.parse(seen.extracted) as AmmPrice
  return { ...seen, ...written({ ...price, spotWad: (BigInt(price.spotWad) * 2n).toString() as AmmPrice['spotWad'] }) }
}
