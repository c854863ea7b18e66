import { expect, test } from 'vitest'
import { cronSecretOf } from './cronSecretOf.ts'

test('is what the environment says; none is none, and one that no header could carry, or anybody guess, is refused', () => {
  expect(cronSecretOf({ QUORATE_CRON_SECRET: 'sixteen-or-more-signs' })).toBe('sixteen-or-more-signs')
  expect(cronSecretOf({})).toBeUndefined()
  expect(cronSecretOf({ QUORATE_CRON_SECRET: '' })).toBeUndefined()
  // too short, too long for the header, or not to be typed into one
  for (const secret of ['short', 'x'.repeat(201), 'sixteen or more signs', 'sixteen-or-more-sïgns'])
    expect(() => cronSecretOf({ QUORATE_CRON_SECRET: secret })).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }))
})
