// What an operator's act is to a running daemon.
import type { Daemon } from './daemon.ts'
import type { Act } from './workload.ts'

/** Who is told what came of it. */
export interface OperatorWitness {
  /** A command of the fund was answered, or what a person asked its strategy. */
  answered(bot: string, askId: string, answer: string): void
  /** Something failed that has no right to. */
  refused(error: unknown): void
}

const fund = 'fund:main'
const strategy = 'strategy:main'

/** Does it, if there is a daemon to do it. What it comes to is told later. */
export function operate({ host, process, isUp }: Daemon, act: Act, witness: OperatorWitness): void {
  if (host === undefined || !isUp || !process.isAlive()) return
  switch (act.kind) {
    case 'compact':
      host.compact().catch((error: unknown) => {
        if (process.isAlive()) witness.refused(error)
      })
      return
    case 'release':
      for (const { address, status } of host.list())
        if (status === 'quarantined') host.release(address, 'operator').catch(nothingPromised)
      return
    case 'tidy':
      for (const { seq } of host.deadLetters().slice(0, 3))
        host.settleDeadLetter(seq, 'dropped', 'operator').catch(nothingPromised)
      return
    case 'ask': {
      const { requestId, person, action, amountIn } = act
      const event = { type: 'strategy.ask', requestId, principal: `key:${person}`, person, action, amountIn }
      const askId = `propose/${requestId}`
      host.ask(strategy, event, { askId, who: event.principal }).then((answer) => {
        if (process.isAlive()) witness.answered(strategy, askId, JSON.stringify(answer))
      }, nothingPromised)
      return
    }
    case 'command': {
      const { type, commandId, amount } = act
      const event = { type, by: 'operator', commandId, ...(amount === undefined ? {} : { amount }) }
      host.ask(fund, event, { askId: commandId, who: 'operator' }).then((answer) => {
        if (process.isAlive()) witness.answered(fund, commandId, JSON.stringify(answer))
      }, nothingPromised)
    }
  }
}

/** Refused, too late, or the daemon is gone: nobody was told anything that must be kept. */
const nothingPromised = (): void => undefined
