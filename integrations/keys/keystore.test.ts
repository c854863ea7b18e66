import { generatePrivateKey } from 'viem/accounts'
import { expect, test } from 'vitest'
import { openKeystore, sealKeystore } from './keystore.ts'

const names = { file: 'alpha.json', variable: 'QUORATE_PASSWORD_ALPHA' }
const cheap = { n: 1_024, r: 8, p: 1 }
// both documents are the examples of the Web3 Secret Storage definition
const secret = '0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d'
const scryptVector = {
  crypto: {
    cipher: 'aes-128-ctr',
    cipherparams: { iv: '83dbcc02d8ccb40e466191a123791e0e' },
    ciphertext: 'd172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c',
    kdf: 'scrypt',
    kdfparams: { dklen: 32, n: 262_144, p: 8, r: 1, salt: 'ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19' },
    mac: '2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097',
  },
  id: '3198bc9c-6672-5ab3-d995-4942343ae5b6',
  version: 3,
}
const pbkdf2Vector = {
  crypto: {
    cipher: 'aes-128-ctr',
    cipherparams: { iv: '6087dab2f9fdbbfaddc31a909735c1e6' },
    ciphertext: '5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46',
    kdf: 'pbkdf2',
    kdfparams: {
      c: 262_144,
      dklen: 32,
      prf: 'hmac-sha256',
      salt: 'ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd',
    },
    mac: '517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2',
  },
  id: '3198bc9c-6672-5ab3-d995-4942343ae5b6',
  version: 3,
}

test('opens the pbkdf2 example of the specification', async () => {
  expect(await openKeystore(JSON.stringify(pbkdf2Vector), 'testpassword', names)).toBe(secret)
})

test('opens what it sealed, and only with the same password', async () => {
  const key = generatePrivateKey()
  const text = await sealKeystore(key, 'right', cheap)
  expect(text).not.toContain(key.slice(2))
  expect(await openKeystore(text, 'right', names)).toBe(key)
  await expect(openKeystore(text, 'wrong', names)).rejects.toMatchObject({
    code: 'KEYSTORE_PASSWORD_WRONG',
    hint: 'give the right password in QUORATE_PASSWORD_ALPHA',
  })
})

test.each([
  ['no JSON', '{'],
  ['an n that RFC 7914 forbids for its r, as the example of the specification', JSON.stringify(scryptVector)],
  ['another version', JSON.stringify({ ...scryptVector, version: 1 })],
  ['another cipher', JSON.stringify({ ...scryptVector, crypto: { ...scryptVector.crypto, cipher: 'aes-256-gcm' } })],
  [
    'a cost that would take the machine',
    JSON.stringify({
      ...scryptVector,
      crypto: { ...scryptVector.crypto, kdfparams: { ...scryptVector.crypto.kdfparams, n: 2 ** 30 } },
    }),
  ],
])('refuses a keystore with %s', async (_what, text) => {
  await expect(openKeystore(text, 'testpassword', names)).rejects.toMatchObject({ code: 'KEYSTORE_INVALID' })
})
