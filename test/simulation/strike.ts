// How each fault strikes a life.
import type { SimulatedMachine } from '#runtime/simulatedHost.ts'
import type { Daemon } from './daemon.ts'
import type { Fault } from './faults.ts'
import type { ModelChain } from './modelChain.ts'
import { fairWeather, type Network } from './network.ts'

/** What a fault can strike. */
export interface Struck {
  readonly machine: SimulatedMachine
  readonly daemon: Daemon
  readonly chain: ModelChain
  readonly network: Network
  /** Cuts the power. */
  losePower(): void
  /** Ends a fault that lasts, after so many steps. */
  later(steps: number, end: () => void): void
}

/** Lets one fault happen. */
export function strike(struck: Struck, fault: Fault): void {
  const { machine, daemon, chain, network } = struck
  switch (fault.kind) {
    case 'kill':
      return daemon.process.die()
    case 'powerCut':
      return struck.losePower()
    case 'stop':
      return daemon.stop()
    case 'disk':
      return machine.disk.arm(fault.fault, fault.operations)
    case 'fullDisk':
      machine.disk.isFull = true
      return struck.later(fault.steps, () => (machine.disk.isFull = false))
    case 'slowDisk': {
      const { syncMs } = machine.disk
      machine.disk.syncMs = [fault.ms / 4, fault.ms]
      return struck.later(fault.steps, () => (machine.disk.syncMs = syncMs))
    }
    case 'reorg':
      return chain.reorg(fault.depth)
    case 'dropPool':
      return chain.dropPool()
    case 'fees':
      chain.setFees(fault.factor)
      return struck.later(fault.steps, () => chain.setFees(1))
    case 'foreignNonce':
      return useKeyElsewhere(chain, fault)
    case 'weather':
      network.weather = fault.weather
      return struck.later(fault.steps, () => (network.weather = fairWeather))
    case 'clockJump':
      return machine.time.jump(fault.ms)
  }
}

/** A transfer of nothing at the account's next nonce, made by somebody who has the key as well. */
function useKeyElsewhere(chain: ModelChain, { account, step }: Extract<Fault, { kind: 'foreignNonce' }>): void {
  const { relayer, strategy, executor } = chain.fund.accounts
  const from = [relayer, strategy, executor][account] ?? relayer
  const nonce = chain.pendingNonce(from)
  const hash = `0xf${step.toString(16)}f${account}f${nonce.toString(16)}`.padEnd(66, '0')
  chain.send({ hash, raw: '', from, nonce, to: from, data: '0x', maxFee: 1_000_000 })
}
