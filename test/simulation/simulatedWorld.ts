// The world of one process: the model chain through the network, cheap signatures, the relayer's door in the same process.
import { noGithub } from '#actors/fixtures.ts'
import { QuorateError } from '#protocol/errors.ts'
import { localRelay } from '#actors/localRelay.ts'
import type { World } from '#actors/world.ts'
import type { Host } from '#runtime/host.ts'
import type { SimulatedProcess } from '#runtime/simulatedHost.ts'
import { quietMessengers } from '../chat/quietMessengers.ts'
import { noChat } from '#actors/fixtures.ts'
import { quietGauges } from '../monitor/quietGauges.ts'
import { chainWindow } from './chainWindow.ts'
import { cheapSigner, isCheaplySigned } from './cheapSignatures.ts'
import type { ModelChain } from './modelChain.ts'
import { modelDesk, type SigningWitness } from './modelDesk.ts'
import type { Network } from './network.ts'
import { speaker, type Cast } from './simulatedFund.ts'

/** What a process's world is made of. */
export interface WorldParts {
  readonly cast: Cast
  readonly chain: ModelChain
  readonly network: Network
  readonly process: SimulatedProcess
  readonly witness: SigningWitness
  /** Long polls under way are put here: Node keeps one that can still be aborted for ever, and all that it leads to. */
  readonly polls: Set<AbortController>
  readonly host: () => Host
}

export function simulatedWorld(parts: WorldParts): World {
  const { cast, chain, network, process, witness, polls, host } = parts
  const { fund } = cast
  const now = (): number => Math.floor(process.clock.now() / 1_000)
  const fundOf = (fundId: string): typeof fund => {
    if (fundId !== fund.fundId) throw new QuorateError('UNKNOWN_FUND', { fundId })
    return fund
  }
  const relay = localRelay({ host, fund: fundOf, now, isSignedBy: isCheaplySigned })
  const desk = modelDesk({ chain, network, process, witness })
  const nothing = () =>
    Promise.reject(new QuorateError('SOURCE_UNAVAILABLE', { source: 'http', problem: 'the simulation has no web' }))
  return {
    now,
    patience: (ms) => {
      const ending = new AbortController()
      polls.add(ending)
      process.clock.after(ms, () => {
        polls.delete(ending)
        ending.abort()
      })
      return ending.signal
    },
    fund: fundOf,
    view: (bot) => {
      const view = chainWindow({ chain, network, process, pricePercent: cast.lying.get(bot) ?? 100 })
      return cast.dead.has(bot) ? { ...view, chainTime: () => new Promise(() => undefined) } : view
    },
    signer: (bot) => cheapSigner(speaker(fund, bot), () => undefined),
    isSignedBy: isCheaplySigned,
    account: () => desk,
    relay: () => ({
      ...relay,
      post: (fundId, envelope) => network.pass(process, () => relay.post(fundId, envelope)),
    }),
    http: { json: nothing, text: nothing },
    fault: (bot) => (cast.liars.has(bot) ? 'lie' : 'none'),
    gauges: quietGauges(),
    ...quietMessengers(),
    chat: noChat,
    github: noGithub(),
    maxDeviationBps: 500,
  }
}
