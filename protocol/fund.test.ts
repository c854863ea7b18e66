import { describe, expect, test } from 'vitest'
import { addressFixture, fundFixture } from './fixtures.ts'
import { fundAddress, fundConfigSchema, totalWeight } from './fund.ts'

function problems(change: Record<string, unknown>): string[] {
  const result = fundConfigSchema.safeParse({ ...fundFixture(), ...change })
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}

test('a valid fund is stable under parsing, names its vault as the fund and survives JSON', () => {
  const fund = fundFixture()
  expect(fundConfigSchema.parse(JSON.parse(JSON.stringify(fund)))).toEqual(fund)
  expect(fundAddress(fund)).toBe(fund.contracts.vault)
  expect(totalWeight(fund.verifiers)).toBe(3)
})

describe('fundConfigSchema refuses', () => {
  test('a threshold of half or less of the weight, and one that cannot be reached', () => {
    expect(problems({ thresholds: { claim: 1, snapshot: 2, intent: 4 } })).toMatchInlineSnapshot(`
      [
        "thresholds.claim: 1 is not more than half of the total weight 3",
        "thresholds.intent: 4 is over the total weight 3",
      ]
    `)
  })

  test('a verifier that is listed twice', () => {
    const [alpha] = fundFixture().verifiers
    expect(problems({ verifiers: [alpha, { ...alpha, name: 'bravo' }] }).join()).toMatch(/is twice/)
  })

  test('two bots of one name', () => {
    const [alpha] = fundFixture().verifiers
    expect(problems({ crawlers: [{ ...fundFixture().crawlers[0], name: alpha?.name }] }).join()).toMatch(
      /the name alpha is twice/,
    )
  })

  test('a trade pool that is missing or trades something else', () => {
    expect(problems({ tradePool: 'nowhere' })).toEqual(['tradePool: there is no pool nowhere'])
    expect(problems({ tradedToken: addressFixture(10), baseAsset: addressFixture(11) }).join()).toMatch(
      /its base must be tradedToken/,
    )
  })

  test('a pool of a token that is not listed', () => {
    const [pool] = fundFixture().pools
    expect(problems({ pools: [pool, { ...pool, id: 'odd', base: addressFixture(77) }] }).join()).toMatch(
      /pools\.1\.base: .*not among the tokens/,
    )
  })

  test('a venue that is listed twice, or is the one that every fund has', () => {
    const venue = { id: 'second', kind: 'uniswap-v2', adapter: addressFixture(70) }
    expect(problems({ venues: [venue] })).toEqual([])
    expect(problems({ venues: [venue, { ...venue, id: 'third' }] })).toEqual([`venues: ${addressFixture(70)} is twice`])
    expect(problems({ venues: [{ ...venue, id: 'uniswap-v2' }] })).toEqual(['venues: uniswap-v2 is twice'])
    const { adapter } = fundFixture().contracts
    expect(problems({ venues: [{ ...venue, adapter }] })).toEqual([`venues: ${adapter} is twice`])
  })

  test('a crawler of a pool that is not listed', () => {
    const [crawler] = fundFixture().crawlers
    expect(problems({ crawlers: [{ ...crawler, source: { type: 'amm-price', pool: 'odd' } }] }).join()).toMatch(
      /there is no pool odd/,
    )
  })

  test.each(['Main', 'a/b', '', '-a', 'a'.repeat(32), 'ünder'])('the id %j', (fundId) => {
    expect(problems({ fundId })).not.toEqual([])
  })

  test('a URL that is not http', () => {
    const source = { type: 'http-json', url: 'file:///etc/passwd', jsonPath: '$', schemaId: 'x', extractedType: 'x' }
    expect(problems({ crawlers: [{ ...fundFixture().crawlers[0], source }] })).not.toEqual([])
  })
})
