// An operator's command as the calls it takes and the accounts that may make them.
import type { Address } from '#runtime/authoring.ts'
import {
  approveCall,
  claimDepositCall,
  claimRedeemCall,
  depositCall,
  executeChangeCall,
  pauseCall,
  requestDepositCall,
  requestRedeemCall,
  scheduleChangeCall,
  settleCall,
  unpauseCall,
  withdrawCall,
} from '#protocol/calls.ts'

/** What of a fund its operator's commands need. */
export interface OperatedFund {
  readonly fundId: string
  readonly core: string
  readonly vault: string
  readonly asset: string
  readonly accounts: { readonly owner: Address; readonly guardian: Address }
}
interface Asked {
  readonly askId?: string
  /** principal, as the surface names it */
  readonly by: string
  /** unique per command, from the surface: the same one twice is the same command */
  readonly commandId: string
}
/** A step of a change that waits: the fund's policy hears of it, or makes it. The salt tells it from others like it. */
export interface ChangeStep {
  readonly step: 'announce' | 'make'
  readonly policy: string
  readonly salt: string
}
export type FundCommand =
  | ({ readonly type: 'fund.pause' } & Asked)
  | ({ readonly type: 'fund.unpause'; readonly change?: ChangeStep } & Asked)
  | ({ readonly type: 'fund.deposit'; readonly amount: string } & Asked)
  | ({ readonly type: 'fund.withdraw'; readonly amount: string } & Asked)
  | ({ readonly type: 'fund.requestDeposit'; readonly amount: string } & Asked)
  | ({ readonly type: 'fund.requestRedeem'; readonly shares: string } & Asked)
  | ({ readonly type: 'fund.claim'; readonly settle: boolean; readonly assets: string; readonly shares: string } & Asked)

export interface Step {
  readonly requestId: string
  readonly account: Address
  readonly to: string
  readonly data: string
  readonly label: string
}
export interface Operation {
  readonly command: string
  readonly askId: string
  readonly steps: readonly Step[]
  readonly txHashes: readonly string[]
  readonly fact: { readonly type: string } & Readonly<Record<string, unknown>>
}

const addressOf = (account: Address): `0x${string}` => account.slice(account.indexOf('-') + 1) as `0x${string}`

/** The command worked out. @throws for an event that is no command, which the machine never passes here */
export function operationOf(fund: OperatedFund, event: { readonly type: string }): Operation {
  if (!isCommand(event)) throw new Error(`${event.type} is not a command`)
  const plan = planOf(fund, event)
  return {
    command: event.type,
    askId: event.askId ?? event.commandId,
    steps: plan.calls.map((call, index) => ({ ...call, requestId: `${event.type}/${event.commandId}/${index}` })),
    txHashes: [],
    fact: { ...plan.fact, by: event.by },
  }
}

interface Plan {
  readonly calls: readonly Omit<Step, 'requestId'>[]
  readonly fact: { readonly type: string } & Readonly<Record<string, unknown>>
}
type Command<Type extends FundCommand['type']> = Extract<FundCommand, { readonly type: Type }>
const plans: { readonly [Type in FundCommand['type']]: (fund: OperatedFund, event: Command<Type>) => Plan } = {
  'fund.pause': (fund) => ({
    calls: [{ account: fund.accounts.guardian, to: fund.core, data: pauseCall(), label: `pause fund ${fund.fundId}` }],
    fact: { type: 'fund.paused' },
  }),
  'fund.unpause': (fund, event) => unpausePlan(fund, event.change),
  'fund.deposit': (fund, event) => {
    const account = fund.accounts.owner
    const { amount } = event
    return {
      calls: [
        approval(fund, amount),
        {
          account,
          to: fund.vault,
          data: depositCall(amount, addressOf(account)),
          label: `deposit ${amount} into fund ${fund.fundId}`,
        },
      ],
      fact: { type: 'fund.deposited', amount },
    }
  },
  'fund.withdraw': (fund, event) => {
    const account = fund.accounts.owner
    const { amount } = event
    return {
      calls: [
        {
          account,
          to: fund.vault,
          data: withdrawCall(amount, addressOf(account), addressOf(account)),
          label: `withdraw ${amount} from fund ${fund.fundId}`,
        },
      ],
      fact: { type: 'fund.withdrawn', amount },
    }
  },
  'fund.requestDeposit': (fund, { amount }) => {
    const account = fund.accounts.owner
    const data = requestDepositCall(amount, addressOf(account))
    return {
      calls: [
        approval(fund, amount),
        { account, to: fund.vault, data, label: `ask to deposit ${amount} into fund ${fund.fundId}` },
      ],
      fact: { type: 'fund.depositRequested', amount },
    }
  },
  'fund.requestRedeem': (fund, { shares }) => {
    const account = fund.accounts.owner
    const data = requestRedeemCall(shares, addressOf(account))
    return {
      calls: [{ account, to: fund.vault, data, label: `ask to redeem ${shares} shares of fund ${fund.fundId}` }],
      fact: { type: 'fund.redeemRequested', shares },
    }
  },
  'fund.claim': (fund, { settle, assets, shares }) => {
    const account = fund.accounts.owner
    const call = (data: `0x${string}`, label: string): Omit<Step, 'requestId'> => ({ account, to: fund.vault, data, label })
    return {
      calls: [
        ...(settle ? [call(settleCall(), `settle the requests of fund ${fund.fundId}`)] : []),
        ...(isNone(assets) ? [] : [call(claimDepositCall(assets, addressOf(account)), `claim shares of fund ${fund.fundId}`)]),
        ...(isNone(shares) ? [] : [call(claimRedeemCall(shares, addressOf(account)), `claim assets of fund ${fund.fundId}`)]),
      ],
      fact: { type: 'fund.claimed', assets, shares },
    }
  },
}

const isNone = (amount: string): boolean => BigInt(amount) === 0n

function approval(fund: OperatedFund, amount: string): Omit<Step, 'requestId'> {
  return {
    account: fund.accounts.owner,
    to: fund.asset,
    data: approveCall(fund.vault as `0x${string}`, amount),
    label: `approve ${amount} for fund ${fund.fundId}`,
  }
}

// the table's row of a type takes the commands of that type: what TypeScript cannot follow through the index
function planOf<Type extends FundCommand['type']>(fund: OperatedFund, event: Command<Type>): Plan {
  const plan: (fund: OperatedFund, event: Command<Type>) => Plan = plans[event.type as Type]
  return plan(fund, event)
}

/** Straight to the core; or, where changes wait, the same call by way of the policy in two commands. */
function unpausePlan(fund: OperatedFund, change: ChangeStep | undefined): Plan {
  const account = fund.accounts.owner
  if (change === undefined) {
    return {
      calls: [{ account, to: fund.core, data: unpauseCall(), label: `unpause fund ${fund.fundId}` }],
      fact: { type: 'fund.unpaused' },
    }
  }
  const { step, policy, salt } = change
  const call = step === 'announce' ? scheduleChangeCall : executeChangeCall
  const data = call(fund.core as `0x${string}`, unpauseCall(), salt as `0x${string}`)
  const label = step === 'announce' ? `announce the unpause of fund ${fund.fundId}` : `unpause fund ${fund.fundId}`
  return {
    calls: [{ account, to: policy, data, label }],
    fact: step === 'announce' ? { type: 'fund.changeAnnounced', change: 'unpause' } : { type: 'fund.unpaused' },
  }
}

function isCommand(event: { readonly type: string }): event is FundCommand {
  return Object.hasOwn(plans, event.type)
}
