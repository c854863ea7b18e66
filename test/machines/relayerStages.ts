// A relayer at each stage of round 7 of the fund `main`.
import { expect } from 'vitest'
import { hashClaim } from '#protocol/claim.ts'
import { adapterDataFixture, addressFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import { hashIntent } from '#protocol/intent.ts'
import type { IntentProposal } from '#protocol/relay.ts'
import { drive, type Driver } from './driver.ts'
import { claimOf, claimVerdict, setFixture, snapshotVerdict, submitted } from './verdicts.ts'
import { relayerMachine, type RelayerInput } from '#machines/relayer.ts'

export const input: RelayerInput = {
  fundId: 'main',
  chainId: 31_337,
  account: `account:31337-${addressFixture(60)}`,
  guardianAccount: `account:31337-${addressFixture(63)}`,
  crawlers: [claimOf(7).crawler],
  strategy: addressFixture(61),
  claimMode: 'OFFCHAIN',
  claimBook: addressFixture(4),
  snapshotBook: addressFixture(5),
  intentBook: addressFixture(6),
  expectedClaims: 1,
  collectMs: 10_000,
  snapshotMs: 20_000,
}
export const claim = claimOf(7)
export const claimHash = hashClaim(claim)
export const publishId = 'publish/main/7'
export const proposal = (nonce: number, setEpoch = 1): IntentProposal => {
  const intent = intentFixture({ nonce: String(nonce), setEpoch })
  const intentHash = hashIntent(intent)
  return {
    type: 'intent.propose',
    from: addressFixture(61),
    intent,
    intentHash,
    adapterData: adapterDataFixture,
    reason: 'price rose',
    decision: { rule: 'momentum', explanation: '', figures: {} },
    proposeTxHash: hashFixture(3),
  }
}

export type Relayer = Driver<typeof relayerMachine>
export function collecting(change: Partial<RelayerInput> = {}): Relayer {
  const bot = drive(relayerMachine, { ...input, ...change })
  bot.send({ type: 'round.open', round: 7 })
  bot.answer('relayer.readSet', setFixture)
  return bot
}
export function finalizing(change: Partial<RelayerInput> = {}): Relayer {
  const bot = collecting(change)
  bot.send(submitted(claim))
  bot.send(claimVerdict(claim, 0))
  bot.send(claimVerdict(claim, 1))
  return bot
}
export const gathering = (): Relayer => finalizing()
export const posting = (): Relayer => finalizing({ claimMode: 'ONCHAIN' })
export const rootOf = (bot: Relayer): { round: number; root: string } => ({ round: 7, root: bot.context.round?.root ?? '' })
export function publishing(): Relayer {
  const bot = gathering()
  const root = rootOf(bot)
  bot.send(snapshotVerdict(root, 0))
  bot.send(snapshotVerdict(root, 2))
  return bot
}
export function abandoned(bot: Relayer, reason: string): void {
  expect(bot.last.facts.at(-1)).toMatchObject({ type: 'snapshot.failed', round: 7, detail: reason })
  expect(bot.last.told.at(-1)).toMatchObject({
    to: 'fund:main',
    event: { type: 'round.closed', round: 7, outcome: 'abandoned', reason },
  })
  expect([bot.value, bot.context.round]).toEqual(['idle', null])
}
