// Accounts that are contracts, on a real chain: who stands behind a message, and who does not.
import { concat, numberToHex, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressFixture } from '#protocol/fixtures.ts'
import { signatureSchema, type Hex } from '#protocol/hash.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { ownedAccountCode } from './ownedAccountFixtures.ts'
import { standsBehind } from './siweAccount.ts'

const owner = privateKeyToAccount(generatePrivateKey())
const stranger = privateKeyToAccount(generatePrivateKey())
const account = addressFixture(700)
const message = createSiweMessage({
  domain: 'quorate.example',
  uri: 'https://quorate.example',
  address: account,
  version: '1',
  chainId: 31_337,
  nonce: 'abcdefgh12345678',
})

let chain: TestChain
beforeAll(async () => {
  chain = await startTestChain()
  await codeOf(ownedAccountCode(owner.address))
})
afterAll(() => chain.end())

const codeOf = (code: Hex): Promise<unknown> =>
  // viem's public client has no type for Anvil's own methods
  chain.client.request({ method: 'anvil_setCode', params: [account, code] } as never)
const asked = (signature: Hex, about: { address?: typeof account; message?: string } = {}): Promise<boolean> =>
  standsBehind(chain.client, { address: account, message, signature: signatureSchema.parse(signature), ...about })

test('a contract stands behind what its owner signed for it', async () => {
  expect(await asked(await owner.signMessage({ message }))).toBe(true)
})

test('another’s signature, another message and another account are a no', async () => {
  const signature = await owner.signMessage({ message })
  expect(await asked(await stranger.signMessage({ message }))).toBe(false)
  expect(await asked(await owner.signMessage({ message: `${message}.` }))).toBe(false)
  expect(await asked(signature, { message: message.replace('abcdefgh', 'hgfedcba') })).toBe(false)
  // the message names an account, and that one is asked
  expect(await asked(signature, { address: addressFixture(701) })).toBe(false)
})

test('an account without code is not asked, also not in what is to be called first', async () => {
  const signature = await owner.signMessage({ message })
  const none = addressFixture(702)
  expect(await asked(signature, { address: none, message: message.replace(account, none) })).toBe(false)
  for (const end of ['6492', '8010']) {
    const wrapped = concat([numberToHex(96, { size: 32 }), toHex(new Uint8Array(160)), signature, `0x${end.repeat(16)}`])
    expect(await asked(wrapped)).toBe(false)
  }
})

test('a contract that reverts, or answers something else, is a no', async () => {
  const signature = await owner.signMessage({ message })
  for (const code of ['0x5f5ffd', '0xfe', '0x60015f5260205ff3'] as const) {
    await codeOf(code)
    expect(await asked(signature)).toBe(false)
  }
  await codeOf(ownedAccountCode(owner.address))
  expect(await asked(signature)).toBe(true)
})

test('a node that is not there is no answer', async () => {
  const gone = await startTestChain()
  await gone.end()
  const signature = signatureSchema.parse(await owner.signMessage({ message }))
  await expect(standsBehind(gone.client, { address: account, message, signature })).rejects.toThrow(
    expect.objectContaining({ code: 'RPC_UNREACHABLE' }),
  )
})
