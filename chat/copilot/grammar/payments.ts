// Ways to order a payment.
import type { Phrasing } from './phrasing.ts'

/** Transfers: how much of what to which address. */
export const payments: readonly Phrasing<'transfer'>[] = [
  {
    kind: 'transfer',
    forms: [
      { form: '(send|transfer|pay|move) [{amountIn}] [{token}] [to {recipient}]', example: 'send 5 USDC to {address}' },
      { form: '(send|transfer|pay|move) {token} {amountIn} to {recipient}', example: 'send USDC 5 to {address}' },
      { form: '(send|transfer|pay) [to] {recipient} [{amountIn}] [{token}]', example: 'send {address} 5 USDC' },
      { form: 'give {recipient} {amountIn} {token}', example: 'give {address} 5 USDC' },
      { form: 'give {amountIn} {token} to {recipient}', example: 'give 5 USDC to {address}' },
    ],
  },
]

/** What may be meant as a payment and is no order yet: it is asked about. */
export const halfPayments: readonly Phrasing<'transfer'>[] = [
  {
    kind: 'transfer',
    forms: [
      { form: '[to] {recipient} {amountIn} {token}', example: '{address} 5 USDC please' },
      { form: '{amountIn} {token} to {recipient}', example: '5 USDC to {address}' },
    ],
  },
]
