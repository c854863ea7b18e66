// An order in one sentence, as the grammar would have it said: what a person is asked to confirm. Pure.
import type { ActionKind, RouteSlots, SaidAmount } from '#protocol/copilotRoute.ts'

/** "send 5 USDC to 0x…": only of an order with all that it needs. */
export function orderInWords(kind: ActionKind, slots: RouteSlots): string {
  const { amount, token, tokenIn, tokenOut, recipient, spender, fund } = slots
  const much = amount === undefined ? '' : `${amountInWords(amount)} `
  const isOut = amount?.kind === 'exact' && amount.of === 'out'
  switch (kind) {
    case 'swap':
      return isOut
        ? `swap ${tokenIn?.text} for ${much}${tokenOut?.text}${slippage(slots)}`
        : `swap ${much}${tokenIn?.text} to ${tokenOut?.text}${slippage(slots)}`
    case 'transfer':
      return `send ${much}${token?.text} to ${recipient}`
    case 'approve':
      return `approve ${spender?.text} to spend ${much}${token?.text}`
    case 'revoke':
      return `revoke ${token?.text} from ${spender?.text}`
    case 'wrap':
    case 'unwrap':
      return `${kind} ${much}`.trim()
    case 'deposit':
      return `deposit ${much}${token === undefined ? '' : `${token.text} `}into ${fund}`
    case 'redeem':
      return isOut ? `withdraw ${much}${token?.text} from ${fund}` : `redeem ${much}shares of ${fund}`
  }
}

const slippage = ({ slippageBps }: RouteSlots): string =>
  slippageBps === undefined ? '' : `, max ${slippageBps / 100} % slippage`

const amountInWords = (amount: SaidAmount): string =>
  amount.kind === 'exact' ? amount.text : amount.kind === 'all' ? 'all' : `${amount.bps / 100} % of my`
