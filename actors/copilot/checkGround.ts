// What the checks of a wallet's transactions look at: the action, what was built and simulated for it, what is allowed here,
// and what was looked up. All of it was asked before; nothing here asks.
import type { EvmAddress } from '#protocol/address.ts'
import type { CopilotCheck, CopilotPolicy } from '#protocol/copilotCheck.ts'
import type { CopilotAction, CopilotAsset, PlannedTrade, TxRequest } from '#protocol/copilotPlan.ts'
import type { Simulation } from '#protocol/simulation.ts'

export interface CheckGround {
  readonly policy: CopilotPolicy
  readonly chainId: number
  readonly wallet: EvmAddress
  readonly action: CopilotAction
  readonly trade: PlannedTrade | null
  readonly requests: readonly TxRequest[]
  readonly simulation: Simulation | null
  /** of the wallet, of each asset that the action spends */
  readonly balances: ReadonlyMap<CopilotAsset, bigint>
  /** the other side of a trade by the time-weighted price; null: it is not known */
  readonly fair: bigint | null
  /** worth of the action, and of what the person did today, in base units of the policy's value token; null: not known */
  readonly value: bigint | null
  readonly valueToday: bigint
  readonly recipient: {
    /** has it code? */
    readonly isContract: boolean
    /** did this person send there before? */
    readonly isKnown: boolean
    /** addresses that are known here, by name */
    readonly known: readonly { readonly name: string; readonly address: EvmAddress }[]
  } | null
  /** s since 1970, of the chain */
  readonly now: number
}

export const check = (
  id: CopilotCheck['id'],
  verdict: CopilotCheck['verdict'],
  reason: string,
  data: CopilotCheck['data'] = {},
): CopilotCheck => ({ id, verdict, reason: reason.slice(0, 400), data })

/** What the action gives away, and of which asset; nothing for one that only allows. */
export function spentBy({
  action,
  trade,
}: Pick<CheckGround, 'action' | 'trade'>): { readonly asset: CopilotAsset; readonly most: bigint } | null {
  switch (action.kind) {
    case 'transfer':
      return { asset: action.asset, most: BigInt(action.amount) }
    case 'swap':
      return { asset: action.tokenIn, most: BigInt(action.side === 'in' ? action.amount : (trade?.bound ?? 0)) }
    case 'wrap':
      return { asset: 'native', most: BigInt(action.amount) }
    case 'deposit':
      return { asset: action.asset, most: BigInt(action.amount) }
    case 'redeem':
      return { asset: action.vault, most: BigInt(action.shares) }
    case 'unwrap':
    case 'approve':
    case 'revoke':
      return null
  }
}
