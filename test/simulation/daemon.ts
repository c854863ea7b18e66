// One daemon after another on the same machine: each is the real local host with the real roles and effects, begins as the
// real one does, and may vanish at any moment.
import { QuorateError } from '#protocol/errors.ts'
import { effectsOf, roles } from '#actors/swarm.ts'
import { fundBots } from '#cli/fundBots.ts'
import type { EffectBinding, Host } from '#runtime/host.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import { createSimulatedHost, type SimulatedMachine, type SimulatedProcess } from '#runtime/simulatedHost.ts'
import type { ModelChain } from './modelChain.ts'
import type { SigningWitness } from './modelDesk.ts'
import type { Network } from './network.ts'
import type { Cast } from './simulatedFund.ts'
import { simulatedWorld } from './simulatedWorld.ts'

/** What is told of a daemon's life. */
export interface DaemonWitness extends SigningWitness {
  /** An attempt of an effect begins. */
  effectBegins(effectId: string, attempt: number): void
  /** Something was told to be durable. */
  acknowledged(what: string, seq: number): void
  /** It recovered: what it believes, before it does anything. */
  recovered(host: LocalHost): void
  /** It would not start. */
  refused(error: unknown): void
}
/** What the machine and the world around it are. */
export interface Surroundings {
  readonly machine: SimulatedMachine
  readonly cast: Cast
  readonly chain: ModelChain
  readonly network: Network
  readonly witness: DaemonWitness
  readonly polls: Set<AbortController>
}

/** A daemon's process. */
export class Daemon {
  readonly process: SimulatedProcess
  host: LocalHost | undefined
  /** It has begun its bots. */
  isUp = false
  /** It was told to stop. */
  isStopping = false

  constructor({ machine, cast, chain, network, witness, polls }: Surroundings) {
    const process = machine.boot()
    this.process = process
    const world = simulatedWorld({ cast, chain, network, process, witness, polls, host: () => this.#running() })
    const starting = createSimulatedHost(process, {
      bots: roles,
      effects: effectsOf(world).map((binding) => watched(binding, process, witness)),
      // as cli/up.ts: a daemon whose journal failed ends
      onStopped: () => process.die(),
    })
    starting
      .then(async (host) => {
        if (!process.isAlive()) return
        this.host = host
        witness.recovered(host)
        await begin(host, cast, (what, seq) => process.isAlive() && witness.acknowledged(what, seq))
        this.isUp = true
      })
      .catch((error: unknown) => {
        const wasAlive = process.isAlive()
        process.die()
        // one that is told to stop while it begins takes nothing new
        if (wasAlive && !this.isStopping) witness.refused(error)
      })
  }

  get isAlive(): boolean {
    return this.process.isAlive()
  }

  /** Tells it to end in order; it is gone when that is done. */
  stop(): void {
    this.isStopping = true
    const end = (): void => this.process.die()
    this.host?.shutdown().then(end, end)
  }

  #running(): Host {
    if (this.host === undefined) throw new QuorateError('SHUTTING_DOWN')
    return this.host
  }
}

/** As cli/swarm.ts begins it. */
async function begin(host: Host, { fund }: Cast, told: (what: string, seq: number) => void): Promise<void> {
  if (fund.approvalAboveValue !== undefined) await host.spawn('audit', 'log', {})
  await host.spawn('swarm', 'root', { instance: 'simulated', children: [] })
  for (const event of [{ type: 'swarm.booted' }, { type: 'swarm.recovered' }, { type: 'swarm.add', children: fundBots(fund) }]) {
    const { seq } = await host.send('swarm:root', event)
    told(event.type, seq)
  }
}

function watched(binding: EffectBinding, process: SimulatedProcess, witness: DaemonWitness): EffectBinding {
  return {
    ...binding,
    run: (input, context) => {
      // what a dead process begins happens nowhere
      if (!process.isAlive()) return new Promise(() => undefined)
      witness.effectBegins(context.effectId, context.attempt)
      return binding.run(input, context)
    },
  }
}
