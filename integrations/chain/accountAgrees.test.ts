// Accounts of a few opcodes each on a real chain: what the books would count is a yes, and nothing else.
import { concat, keccak256, numberToHex, toHex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressFixture } from '#protocol/fixtures.ts'
import { toHash, type Hex } from '#protocol/hash.ts'
import { accountAgrees, accountStipend } from './accountAgrees.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'

let chain: TestChain
beforeAll(async () => {
  chain = await startTestChain()
})
afterAll(async () => {
  await chain.end()
})

const account = addressFixture(321)
const digest = toHash(keccak256(toHex('asked')))
const signature: Hex = '0x00'

async function answers(code: Hex): Promise<boolean> {
  // viem's public client has no type for Anvil's own methods
  await chain.client.request({ method: 'anvil_setCode', params: [account, code] } as never)
  return accountAgrees(chain.client, { account, digest, signature })
}

const word = (value: Hex): Hex => concat(['0x7f', value]) // PUSH32
const magic: Hex = `0x1626ba7e${'0'.repeat(56)}`
const returnWord: Hex = '0x5f5260205ff3' // MSTORE at 0, RETURN 32 bytes
/** The magic value if calldata's first argument is `asked`, else 0. */
const yesTo = (asked: Hex): Hex => concat([word(asked), '0x600435', '0x14', word(magic), '0x02', returnWord])

test('a contract that knows the digest stands behind it, and behind no other', async () => {
  expect(await answers(yesTo(digest))).toBe(true)
  expect(await answers(yesTo(keccak256(toHex('another'))))).toBe(false)
})

test('no code, a revert, an invalid opcode, a short and a dirty answer are a no', async () => {
  expect(await answers('0x')).toBe(false)
  expect(await answers('0x5f5ffd')).toBe(false) // REVERT
  expect(await answers('0xfe')).toBe(false) // INVALID
  expect(await answers(concat([word(magic), '0x5f5260045ff3']))).toBe(false) // four bytes
  expect(await answers(concat([word(`${magic.slice(0, 65)}1` as Hex), returnWord]))).toBe(false)
})

test('an endless loop is a no, and so is more gas than the books give', async () => {
  expect(await answers('0x5b5f56')).toBe(false) // JUMPDEST, back to 0
  // yes, if at least so much gas is there at its beginning
  const least = (gas: bigint): Hex =>
    concat(['0x5a', word(numberToHex(gas, { size: 32 })), '0x10', word(magic), '0x02', returnWord]) // gas < GAS
  expect(await answers(least(accountStipend - 1_000n))).toBe(true)
  expect(await answers(least(accountStipend + 10_000n))).toBe(false)
})

test('a node that is not there is no answer', async () => {
  const gone = await startTestChain()
  await gone.end()
  await expect(accountAgrees(gone.client, { account, digest, signature })).rejects.toThrow()
})
