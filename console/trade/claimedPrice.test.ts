import { expect, it } from 'vitest'
import { claimedPrice } from './claimedPrice.ts'

it('a price is found, and nothing else is taken for one', () => {
  expect(claimedPrice('{"base":"0x1","spotWad":"3000","twapWad":null}')).toBe('3000')
  for (const text of ['', '{"spotWad":"<b>"}', '{"spotWad":7}', `{"spotWad":"${'9'.repeat(79)}"}`])
    expect(claimedPrice(text)).toBeUndefined()
})
