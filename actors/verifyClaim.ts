// Reproduces a claim from its source and compares; the crawler's copy is never believed.
import { hashClaim, type Claim } from '#protocol/claim.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { ClaimTask } from '#protocol/tasks.ts'
import {
  ammPriceSchemaId,
  parseAmmPriceRef,
  parseAmmPriceSelector,
  type AmmPriceRef,
  type AmmPriceSelector,
} from '#protocol/source.ts'
import type { VerdictReason } from '#protocol/verdict.ts'
import type { Opinion } from '#machines/verifier.ts'
import { written } from './crawler.ts'
import type { World } from './world.ts'

/** A claim older than this against the chain's time is stale: some rounds of a slow chain, not an hour. */
const staleS = 600

const no = (reason: VerdictReason, detail: string): Opinion => ({
  verdict: reason === 'MISSING_FIELDS' ? 'NEED_MORE_EVIDENCE' : 'FAIL',
  reason,
  detail,
  code: null,
})
const yes = (detail: string): Opinion => ({ verdict: 'PASS', reason: 'OK', detail, code: null })

/** The verdict on one claim. @throws what the source throws; the machine turns that into NEED_MORE_EVIDENCE */
export async function reproduceClaim(world: World, who: { fundId: string; name: string }, task: ClaimTask): Promise<Opinion> {
  const fund = world.fund(who.fundId)
  const { claim } = task
  const scope = scopeProblem(fund, task)
  if (scope !== null) return scope
  const view = world.view(`verifier:${who.fundId}.${who.name}`)
  // a pool's data is as old as its block; what is fetched has the crawler's clock, and this verifier's
  const [clock, now] =
    claim.sourceType === 'amm-price' ? ["the chain's time", await view.chainTime()] : ["this verifier's time", world.now()]
  const age = now - claim.timestamp
  if (Math.abs(age) > staleS) return no('STALE_DATA', `the data is ${age} s from ${clock}; the limit is ${staleS} s`)
  switch (claim.sourceType) {
    case 'amm-price':
      return reproducePrice(view, fund, claim)
    case 'http-json': {
      const own = await world.http.json({ url: claim.sourceRef, jsonPath: claim.selector })
      return own.extracted === claim.extracted
        ? yes(`the source says ${own.extracted}`)
        : no('REPRODUCTION_FAILED', `the source says ${own.extracted}, the claim ${claim.extracted}`)
    }
    case 'http-text': {
      const own = await world.http.text({ url: claim.sourceRef })
      return own.extracted === claim.extracted
        ? yes('the source says the same')
        : no('REPRODUCTION_FAILED', 'the source says something else')
    }
    case 'manual':
      return no('MISSING_FIELDS', 'a manual claim has no source to reproduce it from')
  }
}

function scopeProblem(fund: FundConfig, { claim, claimHash, round }: ClaimTask): Opinion | null {
  if (hashClaim(claim) !== claimHash)
    return no('HASH_MISMATCH', `the claim hashes to ${hashClaim(claim)}, it came as ${claimHash}`)
  if (claim.fund !== fund.contracts.vault || claim.round !== round)
    return no('INVALID_SCOPE', `it names fund ${claim.fund}, round ${claim.round}`)
  const crawler = fund.crawlers.find((one) => one.address === claim.crawler)
  if (crawler === undefined) return no('INVALID_SCOPE', `${claim.crawler} is no crawler of this fund`)
  if (crawler.source.type !== claim.sourceType)
    return no('INVALID_SCOPE', `${crawler.name} claims ${crawler.source.type}, not ${claim.sourceType}`)
  return crawler.source.type === 'amm-price' ? null : fetchedProblem(crawler.source, claim)
}

/** Everything about a fetched value but the value is the fund's to say: its source, its path and what it means. */
function fetchedProblem(
  source: Exclude<FundConfig['crawlers'][number]['source'], { type: 'amm-price' }>,
  claim: Claim,
): Opinion | null {
  if (source.url !== claim.sourceRef) return no('INVALID_SCOPE', `${claim.sourceRef} is not the configured source`)
  const [selector, extractedType] = source.type === 'http-json' ? [source.jsonPath, source.extractedType] : ['-', 'string']
  if (selector !== claim.selector) return no('INVALID_SCOPE', `${claim.selector} is not the configured path`)
  if (source.schemaId !== claim.schemaId) return no('INVALID_SCOPE', `${claim.schemaId} is not the configured ${source.schemaId}`)
  if (extractedType !== claim.extractedType)
    return no('INVALID_SCOPE', `${claim.extractedType} is not the configured ${extractedType}`)
  return null
}

async function reproducePrice(view: ReturnType<World['view']>, fund: FundConfig, claim: Claim): Promise<Opinion> {
  for (const said of [claim.schemaId, claim.extractedType])
    if (said !== ammPriceSchemaId) return no('INVALID_SCOPE', `${said} is not ${ammPriceSchemaId}`)
  const read = readPlace(claim)
  if (read === null) return no('MISSING_FIELDS', `${claim.sourceRef} with ${claim.selector} names no pair at a block`)
  const { ref, of } = read
  const { source } = fund.crawlers.find((one) => one.address === claim.crawler) ?? {}
  const pool = fund.pools.find((one) => one.pair === ref.pair && one.base === of.base && one.quote === of.quote)
  if (pool === undefined || ref.chainId !== fund.chainId) return no('INVALID_SCOPE', `${claim.sourceRef} is no pool of this fund`)
  if (source?.type !== 'amm-price' || source.pool !== pool.id)
    return no('INVALID_SCOPE', `${pool.id} is not the pool this crawler reads`)
  if (of.windowS !== fund.rounds.twapWindowS)
    return no('INVALID_SCOPE', `the window is ${of.windowS} s, the fund's is ${fund.rounds.twapWindowS} s`)
  const own = await view.ammPrice({ pair: pool.pair, base: pool.base, quote: pool.quote, windowS: of.windowS, at: ref })
  if (own.ref.blockHash !== ref.blockHash)
    return no('STALE_DATA', `block ${ref.block} is ${own.ref.blockHash} here, the claim says ${ref.blockHash}`)
  // the crawler writes the timestamp: unchecked, an old price would pass for a new one
  if (own.price.blockTime !== claim.timestamp)
    return no('STALE_DATA', `block ${ref.block} is of ${own.price.blockTime}, the claim says ${claim.timestamp}`)
  const mine = written(own.price)
  if (mine.extracted !== claim.extracted)
    return no('REPRODUCTION_FAILED', `at block ${ref.block} I read spot ${own.price.spotWad}; the claim says ${claim.extracted}`)
  if (mine.responseHash !== claim.responseHash)
    return no('HASH_MISMATCH', `the answer hashes to ${mine.responseHash}, the claim says ${claim.responseHash}`)
  return yes(`spot ${own.price.spotWad} at block ${ref.block}`)
}

/** Where an amm-price claim says it looked; null when it does not say so in the agreed form. */
function readPlace(claim: Claim): { ref: AmmPriceRef; of: AmmPriceSelector } | null {
  try {
    return { ref: parseAmmPriceRef(claim.sourceRef), of: parseAmmPriceSelector(claim.selector) }
  } catch {
    return null // what does not parse cannot be looked at
  }
}
