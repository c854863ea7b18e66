// Does it do what was asked, and nothing else? What the simulation saw is compared with what the action says, to the unit; and
// the one who gets something is looked at.
import { zeroAddress, type EvmAddress } from '#protocol/address.ts'
import type { CopilotCheck } from '#protocol/copilotCheck.ts'
import type { CopilotAsset } from '#protocol/copilotPlan.ts'
import type { Simulation } from '#protocol/simulation.ts'
import { check, spentBy, type CheckGround } from './checkGround.ts'

/** As many signs at both ends as people compare. */
const comparedSigns = 4

/** In the order in which they are told. */
export function securityChecks(ground: CheckGround): readonly CopilotCheck[] {
  const { simulation } = ground
  return [
    balance(ground),
    ...(simulation === null
      ? []
      : [succeeds(simulation), mode(simulation), changes(ground, simulation), taken(ground, simulation)]),
    ...recipient(ground),
  ]
}

function balance(ground: CheckGround): CopilotCheck {
  const spent = spentBy(ground)
  if (spent === null) return check('balance.enough', 'PASS', 'nothing is spent')
  const has = ground.balances.get(spent.asset)
  if (has === undefined) return check('balance.enough', 'WARN', 'what the wallet has of it is not known')
  const data = { has: String(has), spends: String(spent.most) }
  return has < spent.most
    ? check('balance.enough', 'FAIL', 'the wallet has less than that', data)
    : check('balance.enough', 'PASS', 'the wallet has that', data)
}

function succeeds({ results }: Simulation): CopilotCheck {
  const failing = results.find(({ success }) => !success)
  if (failing !== undefined)
    return check('simulation.succeeds', 'FAIL', failing.revert?.problem ?? 'it fails', { transaction: failing.txRequestId })
  const assumed = results.find(({ assumedSuccess }) => assumedSuccess)
  return assumed === undefined
    ? check('simulation.succeeds', 'PASS', 'each of its transactions succeeds on the chain as it is now')
    : check('simulation.succeeds', 'WARN', 'one of them could not be tried with its approval in place, and is taken to succeed', {
        transaction: assumed.txRequestId,
        reason: assumed.assumptionReason,
      })
}

const mode = ({ mode: ran, why, block }: Simulation): CopilotCheck =>
  ran === 'stateful'
    ? check('simulation.mode', 'PASS', `run in order on block ${block}`, { mode: ran })
    : check('simulation.mode', 'WARN', why, { mode: ran })

/** Of the wallet, and to the unit: only what was asked may leave, and what was promised has to arrive. */
function changes(ground: CheckGround, { changes: seen, otherChanges, changesFrom }: Simulation): CopilotCheck {
  const own = new Map(seen.filter(({ address }) => address === ground.wallet).map(({ asset, delta }) => [asset, BigInt(delta)]))
  const spent = spentBy(ground)
  for (const [asset, delta] of own) {
    const most = mayLeave(ground, asset, spent)
    if (-delta > most)
      return check(
        'changes.asAsked',
        'FAIL',
        `${most === 0n ? 'something leaves that was not asked for' : 'more leaves than was asked for'}: ${asset}`,
        {
          asset,
          leaves: String(-delta),
          asked: String(most),
        },
      )
  }
  const promised = arrives(ground)
  if (promised !== null && (own.get(promised.asset) ?? 0n) < promised.least && !isSelf(ground))
    return check('changes.asAsked', 'FAIL', 'less arrives than has to', {
      asset: promised.asset,
      arrives: String(own.get(promised.asset) ?? 0n),
      least: String(promised.least),
    })
  if (otherChanges > 0) return check('changes.asAsked', 'WARN', `${otherChanges} changes of others were left out`)
  return changesFrom === 'logs'
    ? check('changes.asAsked', 'PASS', 'what leaves and what arrives is what was asked for')
    : check('changes.asAsked', 'WARN', 'by what the calls say, what was asked for: no events could be seen')
}

function mayLeave({ action, policy }: CheckGround, asset: CopilotAsset, spent: ReturnType<typeof spentBy>): bigint {
  if (action.kind === 'unwrap' && asset === policy.wrapper) return BigInt(action.amount)
  return spent?.asset === asset ? spent.most : 0n
}

/** What has to be there afterwards. */
function arrives({ action, trade, policy }: CheckGround): { readonly asset: CopilotAsset; readonly least: bigint } | null {
  if (action.kind === 'swap' && trade !== null)
    return { asset: action.tokenOut, least: BigInt(action.side === 'in' ? trade.bound : action.amount) }
  if (action.kind === 'wrap' && policy.wrapper !== null) return { asset: policy.wrapper, least: BigInt(action.amount) }
  if (action.kind === 'unwrap') return { asset: 'native', least: BigInt(action.amount) }
  return null
}

const isSelf = ({ action, wallet }: CheckGround): boolean => action.kind === 'transfer' && action.to === wallet

/** Nobody but those that were asked for may take anything afterwards. */
function taken(ground: CheckGround, { results }: Simulation): CopilotCheck {
  const { wallet, action, trade } = ground
  const meant =
    action.kind === 'approve' ? action.spender : action.kind === 'deposit' ? action.vault : (trade?.venue.router ?? null)
  const events = results.flatMap(({ events: each }) => each).filter(({ name }) => name === 'Approval')
  for (const { args, contract } of events) {
    const at = new Map(args)
    const [owner, spender, value] = [at.get('owner'), at.get('spender'), at.get('value')]
    if (owner?.toLowerCase() !== wallet.toLowerCase() || value === '0') continue
    if (meant === null || spender?.toLowerCase() !== meant.toLowerCase())
      return check('approvals.asAsked', 'FAIL', 'somebody may take tokens afterwards who was not asked for', {
        token: contract,
        spender: spender ?? '',
      })
  }
  return check('approvals.asAsked', 'PASS', 'nobody else may take anything afterwards')
}

function recipient({ action, recipient: about, policy, wallet }: CheckGround): readonly CopilotCheck[] {
  if (action.kind !== 'transfer' || about === null) return []
  const { to } = action
  return [
    real(
      to,
      about.isContract,
      policy.tokens.map(({ address }) => address),
    ),
    known(to, about.isKnown),
    lookAlike(to, wallet, about.known),
  ]
}

function real(to: EvmAddress, isContract: boolean, tokens: readonly EvmAddress[]): CopilotCheck {
  if (to === zeroAddress) return check('recipient.real', 'FAIL', 'nobody has this address: what is sent there is gone')
  if (tokens.includes(to)) return check('recipient.real', 'FAIL', 'this is a token itself: what is sent there is gone')
  return isContract
    ? check('recipient.real', 'WARN', 'this is a contract: not each of them can give back what it gets')
    : check('recipient.real', 'PASS', 'this is an account')
}

const known = (to: EvmAddress, isKnown: boolean): CopilotCheck =>
  isKnown
    ? check('recipient.known', 'PASS', 'you sent there before')
    : check('recipient.known', 'WARN', `you never sent to ${to} from here: compare every sign of it`)

/** Who makes such an address hopes that only its ends are compared. */
function lookAlike(
  to: EvmAddress,
  wallet: EvmAddress,
  all: readonly { readonly name: string; readonly address: EvmAddress }[],
): CopilotCheck {
  const ends = (address: string): string =>
    address.slice(2, 2 + comparedSigns).toLowerCase() + address.slice(-comparedSigns).toLowerCase()
  const like = [...all, { name: 'your own wallet', address: wallet }].find(
    ({ address }) => address !== to && ends(address) === ends(to),
  )
  return like === undefined
    ? check('recipient.lookAlike', 'PASS', 'it looks like no other that is known here')
    : check('recipient.lookAlike', 'FAIL', `it begins and ends like ${like.name} (${like.address}), and is another one`, {
        like: like.address,
      })
}
