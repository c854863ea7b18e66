import { encodeErrorResult, parseAbi } from 'viem/utils'
import { expect, test } from 'vitest'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { dryRunIndexOf } from '#protocol/dryRun.ts'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { revertReason } from './revertReason.ts'

const stale = encodeErrorResult({ abi: intentBookAbi, errorName: 'SnapshotStale', args: [7n, 1_000n, 600n] })
const refused = (code: number) =>
  encodeErrorResult({ abi: clawCoreAbi, errorName: 'ExecutionRefused', args: [hashFixture(1), code, 5n, 4n] })
const venue = (reason: `0x${string}`) =>
  encodeErrorResult({ abi: vaultAbi, errorName: 'VenueFailed', args: [addressFixture(1), reason] })
const solidity = parseAbi(['error Error(string)', 'error Panic(uint256)'])
const text = encodeErrorResult({ abi: solidity, errorName: 'Error', args: ['UniswapV2: K'] })

test.each<[string, `0x${string}`, string, string]>([
  ['a book’s error', stale, 'SnapshotStale', 'SnapshotStale(7, 1000, 600)'],
  [
    'a refused execution, with the dry run’s code',
    refused(dryRunIndexOf('COOLDOWN')),
    'ExecutionRefused',
    `ExecutionRefused(${hashFixture(1)}, COOLDOWN, 5, 4)`,
  ],
  ['a code that this program is too old for', refused(200), 'ExecutionRefused', `ExecutionRefused(${hashFixture(1)}, 200, 5, 4)`],
  ['a venue’s words inside the vault’s error', venue(text), 'VenueFailed', `VenueFailed(${addressFixture(1)}, UniswapV2: K)`],
  ['a venue that said nothing', venue('0x'), 'VenueFailed', `VenueFailed(${addressFixture(1)}, 0x)`],
  ['plain words', text, 'Error', 'UniswapV2: K'],
  ['Solidity’s panic', encodeErrorResult({ abi: solidity, errorName: 'Panic', args: [17n] }), 'Panic', 'Panic(17)'],
  ['an error nobody declared', '0xdeadbeef', 'error 0xdeadbeef', 'error 0xdeadbeef'],
  [
    'arguments that do not fit the name',
    `${stale.slice(0, 10)}01` as `0x${string}`,
    `error ${stale.slice(0, 10)}`,
    `error ${stale.slice(0, 10)}`,
  ],
])('names %s', (_, data, name, said) => {
  expect(revertReason(data)).toEqual({ name, text: said })
})

test('follows nested errors no deeper than two, and says no more than a line', () => {
  expect(revertReason(venue(venue(venue(venue(text)))))?.text.length).toBeLessThanOrEqual(500)
  expect(revertReason(encodeErrorResult({ abi: solidity, errorName: 'Error', args: ['x'.repeat(9_000)] }))?.text).toHaveLength(
    500,
  )
})

test('has nothing to say of no data', () => {
  expect(revertReason('0x')).toBeNull()
})
