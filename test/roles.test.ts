// The table of who may call what, in contracts/test/Roles.t.sol, leaves no function out.
import { readFileSync } from 'node:fs'
import type { Abi, AbiFunction } from 'viem'
import { toFunctionSignature } from 'viem/utils'
import { expect, test } from 'vitest'
import { claimBookAbi } from '#protocol/abi/ClaimBook.ts'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { priceGuardAbi } from '#protocol/abi/PriceGuard.ts'
import { snapshotBookAbi } from '#protocol/abi/SnapshotBook.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'

const parts: Readonly<Record<string, Abi>> = {
  policy: fundPolicyAbi,
  verifiers: verifierSetAbi,
  claims: claimBookAbi,
  snapshots: snapshotBookAbi,
  intents: intentBookAbi,
  core: clawCoreAbi,
  vault: vaultAbi,
  guard: priceGuardAbi,
}

const source = readFileSync(new URL('../contracts/test/Roles.t.sol', import.meta.url), 'utf8')
const rows = [...source.matchAll(/row\(\s*address\((\w+)\),\s*"([^"]+)"/g)].map(([, part = '', signature = '']) => ({
  part,
  signature,
}))

const functionsOf = (abi: Abi): AbiFunction[] => abi.filter((each) => each.type === 'function')
const signatureOf = (each: AbiFunction): string => toFunctionSignature(each)

test.each(Object.entries(parts))('everyone is asked about every function of %s that changes anything', (part, abi) => {
  const asked = rows.filter((row) => row.part === part).map(({ signature }) => signature)
  const changing = functionsOf(abi).filter(
    ({ stateMutability }) => stateMutability === 'nonpayable' || stateMutability === 'payable',
  )
  expect(asked).toEqual(expect.arrayContaining(changing.map(signatureOf)))
  expect(new Set(asked).size).toBe(asked.length)
})

test('no function of a fund takes the chain’s coin', () => {
  const paid = Object.values(parts)
    .flatMap(functionsOf)
    .filter(({ stateMutability }) => stateMutability === 'payable')
  expect(paid).toEqual([])
})
