// Signed bytes on their way to a node, as the drills see them: whose step of a trade they are.
import { getAbiItem, keccak256, parseTransaction, toFunctionSelector, type Hex } from 'viem'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'

/** The steps of a trade that a fault can strike; everything else on the wire is `other`. */
export type SentStep = 'propose' | 'attest' | 'execute' | 'other'

export interface SentTransaction {
  readonly raw: Hex
  readonly hash: Hex
  readonly nonce: number
  readonly step: SentStep
  /** What is attested or executed; null for other steps. */
  readonly intentHash: Hex | null
}

const steps: ReadonlyMap<string, SentStep> = new Map([
  [toFunctionSelector(getAbiItem({ abi: intentBookAbi, name: 'proposeIntent' })), 'propose'],
  [toFunctionSelector(getAbiItem({ abi: intentBookAbi, name: 'attestIntent' })), 'attest'],
  [toFunctionSelector(getAbiItem({ abi: clawCoreAbi, name: 'executeIntent' })), 'execute'],
])

/** Both calls begin with the hash: the first word after the selector. */
const firstWord = (data: Hex): Hex => `0x${data.slice(10, 74)}`

/** @param raw bytes that a signer made; others make viem throw */
export function readSent(raw: Hex): SentTransaction {
  const { data = '0x', nonce = 0 } = parseTransaction(raw)
  const step = steps.get(data.slice(0, 10)) ?? 'other'
  return { raw, hash: keccak256(raw), nonce, step, intentHash: step === 'attest' || step === 'execute' ? firstWord(data) : null }
}
