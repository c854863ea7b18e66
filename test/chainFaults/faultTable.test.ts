import { expect, test } from 'vitest'
import { faultTable } from './faultTable.ts'

test('its names: a report of before is read by them', () => {
  expect(Object.keys(faultTable)).toMatchInlineSnapshot(`
    [
      "reorg-attestation",
      "reorg-attestation-remined",
      "reorg-execution",
      "reorg-execution-remined",
      "dropped-transaction",
      "stuck-transaction",
      "foreign-nonce",
      "gas-spike",
      "answer-lost",
      "stale-blocks",
      "node-restart",
    ]
  `)
})
