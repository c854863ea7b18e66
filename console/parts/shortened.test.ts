import { expect, it } from 'vitest'
import { shortened } from './shortened.ts'

it.each([
  ['fund:main', 'fund:main'],
  [`account:31337-0x${'ab'.repeat(20)}`, 'account:31337-0xabab…abab'],
  [`intent:0x${'1'.repeat(60)}2345`, 'intent:0x1111…2345'],
  ['0x1234567890', '0x1234567890'],
  ['session:f74626fda2d1bac704cfb1e8', 'session:f746…b1e8'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
])('%s is told as %s', (whole, short) => {
  expect(shortened(whole)).toBe(short)
})
