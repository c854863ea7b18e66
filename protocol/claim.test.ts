import { describe, expect, test } from 'vitest'
import { claimSchema, hashClaim, type Claim } from './claim.ts'
import { addressFixture, claimFixture, hashFixture } from './fixtures.ts'
import { extractedCharsMax } from './limits.ts'

const other: { readonly [Field in keyof Claim]: unknown } = {
  fund: addressFixture(2),
  round: 8,
  schemaId: 'x',
  sourceType: 'manual',
  sourceRef: 'x',
  selector: 'x',
  extracted: 'x',
  extractedType: 'x',
  timestamp: 1,
  responseHash: hashFixture(9),
  evidenceType: 'x',
  evidenceURI: 'x',
  crawler: addressFixture(9),
  notes: 'x',
}

describe('hashClaim', () => {
  test.each(Object.entries(other))('changes with %s', (field, value) => {
    expect(hashClaim(claimFixture({ [field]: value }))).not.toBe(hashClaim(claimFixture()))
  })

  test('gives one hash to composed and decomposed text, with or without spaces around', () => {
    expect(hashClaim(claimFixture({ notes: '  Zu\u0308rich ' }))).toBe(hashClaim(claimFixture({ notes: 'Z\u00fcrich' })))
  })

  test('gives one hash to an address in lower case and checksummed', () => {
    const fund = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
    expect(hashClaim(claimFixture({ fund: fund.toLowerCase() }))).toBe(hashClaim(claimFixture({ fund })))
  })

  test('does not let text move from one field into the next', () => {
    const one = hashClaim(claimFixture({ extracted: 'ab', extractedType: 'c' }))
    expect(one).not.toBe(hashClaim(claimFixture({ extracted: 'a', extractedType: 'bc' })))
  })
})

describe('claimSchema refuses', () => {
  test.each([
    ['an address with a wrong checksum', { fund: '0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed' }],
    ['a round over 2^53 - 1', { round: 2 ** 53 }],
    ['a fraction of a round', { round: 1.5 }],
    ['a negative time', { timestamp: -1 }],
    ['a hash that is too short', { responseHash: '0x12' }],
    ['an unknown source type', { sourceType: 'rumour' }],
    ['a lone surrogate', { notes: '\ud800' }],
    ['text over its limit', { extracted: 'x'.repeat(extractedCharsMax + 1) }],
    ['a field it does not know', { colour: 'red' }],
  ])('%s', (_, change) => {
    expect(claimSchema.safeParse({ ...claimFixture(), ...change }).success).toBe(false)
  })

  test.each(Object.keys(other))('a claim without %s', (field) => {
    const { [field as keyof Claim]: _, ...rest } = claimFixture()
    expect(claimSchema.safeParse(rest).success).toBe(false)
  })
})

test('parsing a parsed claim changes nothing', () => {
  expect(claimSchema.parse(claimFixture())).toEqual(claimFixture())
})
