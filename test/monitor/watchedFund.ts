// A fund on a real chain with the bots that watch it, and nobody else: its monitor, its incidents, its guardian's account.
import { githubHere } from '#cli/githubHere.ts'
import { isSignedBy } from '#integrations/chain/attestationCheck.ts'
import { loadKeyRing } from '#integrations/keys/keyRing.ts'
import { noChat } from '#actors/fixtures.ts'
import { effectsOf, roles } from '#actors/swarm.ts'
import { accountId, guardianOf } from '#cli/fundBots.ts'
import { fundMonitor } from '#cli/monitorBots.ts'
import { signerOfAddress } from '#cli/signerOfAddress.ts'
import { makeWorld } from '#cli/world.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { fundMonitorSchema, monitorPlan } from '#protocol/monitorRules.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { quietMessengers } from '../chat/quietMessengers.ts'

/** Everything that a process needs to watch. */
export interface Watch {
  readonly url: string
  readonly directory: string
  readonly fund: FundConfig
  /** `monitor` of the fund's settings. */
  readonly monitor: unknown
}

/** The host, with its bots begun; begun again it goes on where it was. */
export async function watchFund({ url, directory, fund, monitor }: Watch): Promise<LocalHost> {
  const guardian = guardianOf(fund)
  const development = { chainId: fund.chainId, url, accounts: { guardian: 3 } } // as integrations/chain/chainFixtures.ts has it
  const keys = await loadKeyRing(['guardian'], { environment: {}, development })
  const plan = monitorPlan(fundMonitorSchema.parse(monitor))
  const nothing = () => Promise.reject(new QuorateError('SOURCE_UNAVAILABLE', { source: 'http', problem: 'nobody crawls' }))
  let host: LocalHost | undefined
  const running = (): LocalHost => {
    if (host === undefined) throw new Error('no effect runs before the host')
    return host
  }
  const world = makeWorld({
    chainId: fund.chainId,
    rpcUrlOf: () => url,
    funds: new Map([[fund.fundId, fund]]),
    host: running,
    signerOf: (address) => signerOfAddress(keys, address),
    isSignedBy,
    http: { json: nothing, text: nothing },
    faults: new Map(),
    maxDeviationBps: 500,
    planOf: () => plan,
    outgoing: quietMessengers(),
    chat: noChat,
    github: githubHere({}, {}),
  })
  host = await createLocalHost({ directory, bots: roles, effects: effectsOf(world) })
  const account = { chainId: fund.chainId, address: guardian, confirmations: 1 }
  await host.spawn('account', accountId(fund.chainId, guardian), account)
  const { role, id, input } = fundMonitor(fund)
  await host.spawn(role, id, input)
  return host
}
