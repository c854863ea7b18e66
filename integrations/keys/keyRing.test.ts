import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { recoverTypedDataAddress } from 'viem'
import { describe, expect, onTestFinished, test } from 'vitest'
import { intentAttestationSchema, intentAttestationTypedData } from '#protocol/attestation.ts'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { loadAddresses, loadKeyRing } from './keyRing.ts'
import { sealKeystore } from './keystore.ts'

const key = generatePrivateKey()
const local = { chainId: 31_337, url: 'http://127.0.0.1:8545', accounts: { executor: 0 } }

function keystoreFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('takes a key from the environment and signs typed data with it', async () => {
  const ring = await loadKeyRing(['verifier-alpha'], { environment: { QUORATE_KEY_VERIFIER_ALPHA: key } })
  const signer = ring.signer('verifier-alpha')
  expect(signer.address).toBe(privateKeyToAddress(key))
  const attestation = { intentHash: hashFixture(1), setEpoch: 1, verifier: signer.address, expiresAt: 5, nonce: '7' }
  const data = intentAttestationTypedData(intentAttestationSchema.parse(attestation), {
    chainId: 31_337,
    book: addressFixture(1),
  })
  const signature = await signer.signTypedData(data)
  expect(await recoverTypedDataAddress({ ...data, signature })).toBe(signer.address)
})

test('opens a keystore with the password of its name', async () => {
  const folder = keystoreFolder()
  writeFileSync(join(folder, 'executor.json'), await sealKeystore(key, 'secret words', { n: 1_024, r: 8, p: 1 }))
  const open = (environment: Record<string, string>) => loadKeyRing(['executor'], { environment, keystoreFolder: folder })
  expect((await open({ QUORATE_PASSWORD_EXECUTOR: 'secret words' })).list()).toEqual([
    { name: 'executor', address: privateKeyToAddress(key) },
  ])
  await expect(open({ QUORATE_PASSWORD: 'other words' })).rejects.toMatchObject({ code: 'KEYSTORE_PASSWORD_WRONG' })
  await expect(open({})).rejects.toMatchObject({ code: 'KEYSTORE_PASSWORD_WRONG' })
})

test('tells addresses without a password, as long as the keystore tells its own; the environment goes first', async () => {
  const folder = keystoreFolder()
  const sealed = await sealKeystore(key, 'secret words', { n: 1_024, r: 8, p: 1 })
  writeFileSync(join(folder, 'executor.json'), sealed)
  const silent = JSON.parse(sealed) as { address?: string } // written by sealKeystore
  delete silent.address
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(silent))
  const tell = (name: string, environment: Record<string, string> = {}) =>
    loadAddresses([name], { environment, keystoreFolder: folder, development: local })
  expect([...(await tell('executor'))]).toEqual([['executor', privateKeyToAddress(key)]])
  const other = generatePrivateKey()
  expect([...(await tell('executor', { QUORATE_KEY_EXECUTOR: other }))]).toEqual([['executor', privateKeyToAddress(other)]])
  await expect(tell('owner')).rejects.toMatchObject({ code: 'KEYSTORE_PASSWORD_WRONG' })
  expect((await tell('owner', { QUORATE_PASSWORD: 'secret words' })).get('owner')).toBe(privateKeyToAddress(key))
  await expect(tell('nobody')).rejects.toMatchObject({ code: 'KEY_MISSING' })
})

test('gives the published keys on the development chain on loopback', async () => {
  const ring = await loadKeyRing(['executor'], { environment: {}, development: local })
  expect(ring.signer('executor').address).toBe('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')
})

test.each([
  ['another chain', { ...local, chainId: 1 }],
  ['another machine', { ...local, url: 'http://192.0.2.7:8545' }],
  ['a name that only looks local', { ...local, url: 'http://127.0.0.1.example.org:8545' }],
  ['a user part that looks local', { ...local, url: 'http://127.0.0.1@example.org:8545' }],
])('refuses the published keys on %s', async (_what, development) => {
  await expect(loadKeyRing(['executor'], { environment: {}, development })).rejects.toMatchObject({ code: 'DEV_KEYS_REFUSED' })
})

test('shows no key, however it is printed, and none in its errors', async () => {
  const ring = await loadKeyRing(['alpha'], { environment: { QUORATE_KEY_ALPHA: key } })
  const shown = [inspect(ring, { depth: 9, showHidden: true }), inspect(ring.signer('alpha'), { depth: 9, showHidden: true })]
  shown.push(JSON.stringify(ring), JSON.stringify(ring.signer('alpha')), String(ring))
  const bad = `${key}00`
  const error: unknown = await loadKeyRing(['alpha'], { environment: { QUORATE_KEY_ALPHA: bad } }).catch(
    (thrown: unknown) => thrown,
  )
  expect(error).toMatchObject({ code: 'KEY_INVALID' })
  shown.push(inspect(error, { depth: 9, showHidden: true }))
  expect(shown.join('\n')).not.toContain(key.slice(2))
})

test('refuses a key outside the curve', async () => {
  await expect(loadKeyRing(['alpha'], { environment: { QUORATE_KEY_ALPHA: `0x${'f'.repeat(64)}` } })).rejects.toMatchObject({
    code: 'KEY_INVALID',
  })
})

test('says which variable would hold a missing key', async () => {
  const ring = await loadKeyRing([], { environment: {} })
  expect(() => ring.signer('verifier-beta')).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('QUORATE_KEY_VERIFIER_BETA') as string }),
  )
})

describe('where production wants keystores only', () => {
  const strict = { keystoresOnly: true } as const

  test('a key in the environment is refused, whatever it is', async () => {
    await expect(loadKeyRing(['executor'], { ...strict, environment: { QUORATE_KEY_EXECUTOR: key } })).rejects.toMatchObject({
      code: 'KEY_SOURCE_REFUSED',
      message: expect.stringContaining('QUORATE_KEY_EXECUTOR'),
    })
  })

  test.each([31_337, 1])('a published key is refused on chain %d, also on this machine', async (chainId) => {
    const development = { chainId, url: 'http://127.0.0.1:8545', accounts: { executor: 0 } }
    await expect(loadKeyRing(['executor'], { ...strict, environment: {}, development })).rejects.toMatchObject({
      code: chainId === 31_337 ? 'PUBLISHED_KEY_REFUSED' : 'DEV_KEYS_REFUSED',
    })
  })

  test('a published key is refused in a keystore too', async () => {
    const folder = keystoreFolder()
    const first = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
    writeFileSync(join(folder, 'executor.json'), await sealKeystore(first, 'secret words', { n: 1_024, r: 8, p: 1 }))
    const sources = { environment: { QUORATE_PASSWORD: 'secret words' }, keystoreFolder: folder }
    await expect(loadKeyRing(['executor'], { ...strict, ...sources })).rejects.toMatchObject({ code: 'PUBLISHED_KEY_REFUSED' })
    expect((await loadKeyRing(['executor'], sources)).list()).toHaveLength(1)
  })
})

test('tells the address of a key that is elsewhere, and never signs with it', async () => {
  const elsewhere = { 'verifier-alpha': addressFixture(7) }
  expect((await loadAddresses(['verifier-alpha'], { environment: {}, elsewhere })).get('verifier-alpha')).toBe(addressFixture(7))
  await expect(loadKeyRing(['verifier-alpha'], { environment: {}, elsewhere })).rejects.toMatchObject({ code: 'KEY_MISSING' })
})
