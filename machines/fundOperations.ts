// An operator's command as the calls it takes and the accounts that may make them.
import type { Address } from '#runtime/authoring.ts'
import { approveCall, depositCall, pauseCall, unpauseCall, withdrawCall } from '#protocol/calls.ts'

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
export type FundCommand =
  | ({ readonly type: 'fund.pause' } & Asked)
  | ({ readonly type: 'fund.unpause' } & Asked)
  | ({ readonly type: 'fund.deposit'; readonly amount: string } & Asked)
  | ({ readonly type: 'fund.withdraw'; readonly amount: string } & Asked)

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
  const plan = plans[event.type](fund, event)
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
const plans: { readonly [Type in FundCommand['type']]: (fund: OperatedFund, event: FundCommand) => Plan } = {
  'fund.pause': (fund) => ({
    calls: [{ account: fund.accounts.guardian, to: fund.core, data: pauseCall(), label: `pause fund ${fund.fundId}` }],
    fact: { type: 'fund.paused' },
  }),
  'fund.unpause': (fund) => ({
    calls: [{ account: fund.accounts.owner, to: fund.core, data: unpauseCall(), label: `unpause fund ${fund.fundId}` }],
    fact: { type: 'fund.unpaused' },
  }),
  'fund.deposit': (fund, event) => {
    const account = fund.accounts.owner
    const amount = amountOf(event)
    return {
      calls: [
        {
          account,
          to: fund.asset,
          data: approveCall(fund.vault as `0x${string}`, amount),
          label: `approve ${amount} for fund ${fund.fundId}`,
        },
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
    const amount = amountOf(event)
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
}

function isCommand(event: { readonly type: string }): event is FundCommand {
  return Object.hasOwn(plans, event.type)
}
function amountOf(event: FundCommand): string {
  if (!('amount' in event)) throw new Error(`${event.type} has no amount`)
  return event.amount
}
