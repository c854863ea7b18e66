// Is it allowed here? Tokens, venues and spenders that an operator listed, and bounds on amounts, prices, gas and time.
import { decodeFunctionData, parseAbi } from 'viem/utils'
import { changeBps } from '#protocol/amounts.ts'
import type { EvmAddress } from '#protocol/address.ts'
import type { CopilotCheck } from '#protocol/copilotCheck.ts'
import type { CopilotAsset } from '#protocol/copilotPlan.ts'
import { check, spentBy, type CheckGround } from './checkGround.ts'

const approveAbi = parseAbi(['function approve(address spender, uint256 amount) returns (bool)'])
/** From here on somebody has to look twice. */
const slippageWarnBps = 100
const deviationWarnBps = 100
/** Nobody means so much of anything: it is "for ever" in digits. */
const nearUnlimited = 2n ** 128n

/** In the order in which they are told. */
export function policyChecks(ground: CheckGround): readonly CopilotCheck[] {
  return [
    artifacts(ground),
    chain(ground),
    tokens(ground),
    venue(ground),
    spenders(ground),
    approvals(ground),
    ...trade(ground),
    ...values(ground),
    gas(ground),
  ]
}

function artifacts({ requests, simulation, action, trade: planned }: CheckGround): CopilotCheck {
  const missing = [
    ...(requests.length === 0 ? ['transactions'] : []),
    ...(simulation === null ? ['a simulation'] : []),
    ...(action.kind === 'swap' && planned === null ? ['a plan of the trade'] : []),
  ]
  return missing.length === 0
    ? check('artifacts.complete', 'PASS', 'everything that has to be looked at is there')
    : check('artifacts.complete', 'FAIL', `there is no ${missing.join(', and no ')}`)
}

function chain({ policy, chainId, requests }: CheckGround): CopilotCheck {
  const isAllowed = chainId === policy.chainId && requests.every((request) => request.chainId === policy.chainId)
  const data = { chainId, allowed: policy.chainId }
  return isAllowed
    ? check('chain.allowed', 'PASS', `chain ${chainId} is the one that is used here`, data)
    : check('chain.allowed', 'FAIL', `only chain ${policy.chainId} is used here`, data)
}

function tokens({ policy, action }: CheckGround): CopilotCheck {
  const used = assetsOf(action)
  const isAllowed = (asset: CopilotAsset): boolean =>
    asset === 'native'
      ? policy.wrapper !== null || action.kind === 'transfer'
      : policy.tokens.some(({ address }) => address === asset)
  const wrong = used.filter((asset) => !isAllowed(asset))
  return wrong.length === 0
    ? check('token.allowed', 'PASS', used.length === 0 ? 'no token is moved' : 'each token is on the list')
    : check('token.allowed', 'FAIL', `not on the list of tokens: ${wrong.join(', ')}`, { token: wrong[0] ?? '' })
}

/** A vault's shares are no token of the list: the vault is on the list of spenders. */
function assetsOf(action: CheckGround['action']): readonly CopilotAsset[] {
  switch (action.kind) {
    case 'transfer':
      return [action.asset]
    case 'approve':
    case 'revoke':
      return [action.token]
    case 'swap':
      return [action.tokenIn, action.tokenOut]
    case 'deposit':
      return [action.asset]
    case 'wrap':
    case 'unwrap':
      return ['native']
    case 'redeem':
      return []
  }
}

function venue({ policy, action, trade: planned }: CheckGround): CopilotCheck {
  if (action.kind !== 'swap') return check('venue.allowed', 'PASS', 'nothing is traded')
  const used = planned?.venue
  const isListed = used !== undefined && policy.venues.some(({ id, router }) => id === used.id && router === used.router)
  return isListed
    ? check('venue.allowed', 'PASS', `${used.id} is on the list of venues`, { router: used.router })
    : check('venue.allowed', 'FAIL', used === undefined ? 'no venue was found' : `${used.id} is not on the list of venues`)
}

interface Approval {
  readonly token: EvmAddress
  readonly spender: string
  readonly amount: bigint
}

/** What the transactions themselves allow, whatever they are called. */
export function approvalsIn({ requests }: Pick<CheckGround, 'requests'>): readonly Approval[] {
  return requests.flatMap(({ to, data }) => {
    try {
      const { args } = decodeFunctionData({ abi: approveAbi, data })
      return [{ token: to, spender: args[0], amount: args[1] }]
    } catch {
      return []
    }
  })
}

function spenders(ground: CheckGround): CopilotCheck {
  const { policy, action } = ground
  const listed = new Set(
    [...policy.venues.map(({ router }) => router), ...policy.spenders].map((address) => address.toLowerCase()),
  )
  const vault = action.kind === 'deposit' || action.kind === 'redeem' ? [action.vault] : []
  const used = [
    ...approvalsIn(ground)
      .filter(({ amount }) => amount > 0n)
      .map(({ spender }) => spender),
    ...vault,
  ]
  const wrong = used.find((spender) => !listed.has(spender.toLowerCase()))
  return wrong === undefined
    ? check(
        'spender.allowed',
        'PASS',
        used.length === 0 ? 'nobody is allowed to take anything' : 'who may take tokens is on the list',
      )
    : check('spender.allowed', 'FAIL', `${wrong} is not on the list of those who may take tokens`, { spender: wrong })
}

function approvals(ground: CheckGround): CopilotCheck {
  const { action } = ground
  const given = approvalsIn(ground).filter(({ amount }) => amount > 0n)
  const unlimited = given.find(({ amount }) => amount >= nearUnlimited)
  if (unlimited !== undefined)
    return check('approval.exact', 'FAIL', 'it would let somebody take without a bound: that is never built', {
      amount: String(unlimited.amount),
    })
  const meant = action.kind === 'approve' ? BigInt(action.amount) : (spentBy(ground)?.most ?? 0n)
  const more = given.find(({ amount }) => amount > meant)
  return more === undefined
    ? check('approval.exact', 'PASS', given.length === 0 ? 'nothing is approved' : 'exactly what is spent may be taken, no more')
    : check('approval.exact', 'FAIL', 'it would let somebody take more than is spent', {
        amount: String(more.amount),
        spent: String(meant),
      })
}

function trade({ action, trade: planned, policy, fair, now }: CheckGround): readonly CopilotCheck[] {
  if (action.kind !== 'swap' || planned === null) return []
  const { slippageBps: bps } = action
  const bound = BigInt(planned.bound)
  const left = planned.deadline - now
  return [
    bps > policy.slippageBpsMax
      ? check('slippage.bounded', 'FAIL', `${percent(bps)} is more than the ${percent(policy.slippageBpsMax)} that are allowed`, {
          bps,
        })
      : check('slippage.bounded', bps > slippageWarnBps ? 'WARN' : 'PASS', `at most ${percent(bps)} worse than the quote`, {
          bps,
        }),
    bound > 0n
      ? check(
          'swap.minimum',
          'PASS',
          action.side === 'in' ? 'there is a least that has to arrive' : 'there is a most that may be paid',
          { bound: planned.bound },
        )
      : check('swap.minimum', 'FAIL', 'it would take whatever it gets'),
    fairness(action.side, BigInt(planned.quoted), fair, policy.deviationBpsMax),
    left < 30 || left > policy.deadlineMaxS
      ? check('deadline.sane', 'FAIL', left < 30 ? 'its deadline is over, or about to be' : 'its deadline is too far away', {
          seconds: left,
        })
      : check('deadline.sane', 'PASS', `it is void after ${left} s`, { seconds: left }),
  ]
}

function fairness(side: 'in' | 'out', quoted: bigint, fair: bigint | null, most: number): CopilotCheck {
  if (fair === null || fair === 0n) return check('price.fair', 'WARN', 'there is no time-weighted price to compare with')
  // worse is less of what is wanted, or more of what is paid
  const worse = side === 'in' ? -changeBps(quoted, fair) : changeBps(quoted, fair)
  const data = { bps: worse }
  if (worse > most) return check('price.fair', 'FAIL', `it is ${percent(worse)} worse than the time-weighted price`, data)
  const words = worse > 0 ? `${percent(worse)} worse than the time-weighted price` : 'no worse than the time-weighted price'
  return check('price.fair', worse > deviationWarnBps ? 'WARN' : 'PASS', words, data)
}

function values({ policy, value, valueToday }: CheckGround): readonly CopilotCheck[] {
  const single = bounded('value.single', value, policy.valueMax, 'one action')
  const day = bounded('value.daily', value === null ? null : value + valueToday, policy.valueDayMax, 'a day')
  return [single, day]
}

function bounded(id: 'value.single' | 'value.daily', value: bigint | null, most: string | null, of: string): CopilotCheck {
  if (most === null) return check(id, 'PASS', `there is no bound on ${of}`)
  if (value === null) return check(id, 'FAIL', `what it is worth is not known, and there is a bound on ${of}`, { most })
  const data = { value: String(value), most }
  return value > BigInt(most)
    ? check(id, 'FAIL', `it is over the bound on ${of}`, data)
    : check(id, 'PASS', `within the bound on ${of}`, data)
}

function gas({ simulation, policy }: CheckGround): CopilotCheck {
  const used = simulation?.results.map(({ gasUsed }) => gasUsed) ?? []
  if (used.length === 0 || used.includes(null)) return check('gas.sane', 'WARN', 'what it costs to send is not known')
  const sum = used.reduce((total, each) => total + BigInt(each ?? 0), 0n)
  const data = { gas: String(sum), most: policy.gasMax }
  return sum > BigInt(policy.gasMax)
    ? check('gas.sane', 'FAIL', `it would take ${sum} gas, more than ${policy.gasMax}`, data)
    : check('gas.sane', 'PASS', `it takes ${sum} gas`, data)
}

const percent = (bps: number): string => `${(bps / 100).toFixed(2)} %`
