import { z } from 'zod'
import { localCommand } from './command.ts'
import { shortHash } from './figures.ts'
import { renderUpLine, type UpLine } from './up.ts'

export const demoArgs = z.strictObject({
  cycles: z.int().min(1).max(50).default(1).describe('round trips (a BUY and its SELL) to wait for'),
  seed: z.int().min(1).max(1_000_000).optional().describe('seed of the development price walk'),
  timeout: z.int().min(10).max(3_600).default(170).describe('seconds after which it gives up'),
})
export type DemoArgs = z.output<typeof demoArgs>

/** The last line of a demo: enough to check it against the contract's own events. */
export interface DemoSummary {
  readonly type: 'summary'
  readonly executed: readonly {
    readonly intentHash: string
    readonly action: 'BUY' | 'SELL'
    /** where: a venue's name */
    readonly venue: string
    readonly reason: string
    readonly amountIn: string
    readonly amountOut: string
    readonly txHash: string
    readonly block: number
  }[]
  readonly claims: number
  readonly attestations: number
  readonly durationMs: number
  readonly chainId: number
  readonly core: string
  readonly vault: string
  readonly stateFile: string
}

export const demoCommand = localCommand<typeof demoArgs, UpLine | DemoSummary>({
  name: 'demo',
  summary: 'Run a whole swarm on a fresh local chain until it has traded, then end',
  help: 'A complete run that ends by itself: an empty local chain, real contracts, a fund, its bots, and as many BUY and SELL round trips as asked. The last line is a summary; its stateFile is the chain’s state, so that anyone can read the same executions from the contract’s events.',
  permission: 'operator',
  args: demoArgs,
  positionals: [],
  examples: [{ type: 'demo --cycles 1 --json', does: 'runs one round trip and prints JSON lines' }],
  streams: true,
  render(line, style) {
    if (line.type !== 'summary') return renderUpLine(line, style)
    return [
      '',
      style.bold(
        `${line.executed.length} executed trades, ${line.claims} claims, ${line.attestations} attestations in ${(line.durationMs / 1000).toFixed(1)} s`,
      ),
      ...line.executed.map(
        (trade) =>
          `  ${trade.action.padEnd(4)} ${trade.venue.padEnd(10)} ${trade.reason.padEnd(14)} block ${trade.block}, ${shortHash(trade.txHash)}`,
      ),
      style.dim(`chain ${line.chainId}, core ${line.core}`),
      style.dim(`state ${line.stateFile}`),
    ].join('\n')
  },
})
