// An account bot at each stage of one request.
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import type { AccountSend } from '#protocol/messages.ts'
import { drive, type Driver } from './driver.ts'
import { accountMachine, type AccountInput, type Fees, type ReceiptState, type Signed } from '#machines/account.ts'

export const input: AccountInput = { chainId: 31_337, address: addressFixture(60), confirmations: 2 }
export const fees: Fees = { gas: '21000', maxFeePerGas: '2', maxPriorityFeePerGas: '1' }
export const bytes = (n: number): Signed => ({ raw: `0x0${n}`, hash: hashFixture(n) })
export const request = (n: number): AccountSend => ({
  type: 'account.send',
  requestId: `request/${n}`,
  replyTo: 'relayer:main',
  to: addressFixture(5),
  data: '0x',
  value: '0',
  label: `publish snapshot of round ${n}`,
})
export const confirmed = (n: number): ReceiptState => ({
  state: 'confirmed',
  txHash: hashFixture(n),
  block: 12,
  gasUsed: '21000',
})
export const final = { retryable: false, code: 'SnapshotExists', message: 'round 1 has a root' }

export type Account = Driver<typeof accountMachine>
export function idle(nextNonce = 7): Account {
  const bot = drive(accountMachine, input)
  bot.answer('account.reconcile', { nextNonce })
  return bot
}
export function preparing(): Account {
  const bot = idle()
  bot.send(request(1))
  return bot
}
export function signing(): Account {
  const bot = preparing()
  bot.answer('account.prepare', fees)
  return bot
}
export function broadcasting(): Account {
  const bot = signing()
  bot.answer('account.sign', bytes(1))
  return bot
}
export function confirming(): Account {
  const bot = broadcasting()
  bot.answer('account.broadcast', { accepted: true })
  return bot
}
