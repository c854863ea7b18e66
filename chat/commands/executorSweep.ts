// Has executors try what they wait with: approved trades whose next attempt is due later. The contract still decides.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import type { Host } from '#runtime/host.ts'
import { askBotsCommand } from './command.ts'
import { readableState, shortHash } from './figures.ts'
import type { Told } from './told.ts'

export const sweptSchema = z.object({
  fundId: z.string(),
  state: z.string().describe('of the executor, after it was told'),
  intentHash: z.string().nullable().describe('the approved trade that it is at; null when there is none'),
})

export const executorSweepCommand = askBotsCommand({
  name: 'executor.sweep',
  result: sweptSchema,
  summary: 'Have an executor try its approved trade again now',
  help: 'It does not wait for the time of its next attempt; none of its attempts is used up by it. Nothing executes that would not execute by itself: the contract decides. Where nothing waits, nothing is tried.',
  permission: 'operator',
  args: z.strictObject({ fund: fundIdSchema.describe('whose executor') }),
  positionals: ['fund'],
  examples: [{ type: 'executor sweep main', does: 'has the executor of the fund main look at once' }],
  async run({ fund }, { host, who }): Promise<Told<typeof sweptSchema>> {
    const [swept] = await sweepExecutors(host, [fund], who)
    if (swept === undefined) throw new QuorateError('UNKNOWN_BOT', { address: `executor:${fund}` })
    return { ...swept }
  },
  render: ({ fundId, state, intentHash }, style) =>
    intentHash === null
      ? style.dim(`the executor of ${fundId} waits with nothing: it is ${state}`)
      : `the executor of ${fundId} is ${state} with the trade ${shortHash(intentHash)}`,
})

/** An executor after it was told. */
export interface Swept {
  readonly fundId: string
  readonly state: string
  /** The approved trade that it is at; null when there is none. */
  readonly intentHash: string | null
}

// machines/executorState.ts states it
const contextSchema = z.object({ task: z.object({ intentHash: z.string() }).nullable() })

/** Tells each and says where it stands; the attempt itself goes on by itself. */
export async function sweepExecutors(
  host: Pick<Host, 'send' | 'view'>,
  funds: readonly string[],
  by: string,
): Promise<readonly Swept[]> {
  const swept: Swept[] = []
  for (const fundId of funds) {
    const address = `executor:${fundId}` as const
    if (host.view(address)?.status !== 'active') continue
    await host.send(address, { type: 'executor.sweep', by }, { who: by })
    const view = host.view(address)
    const read = contextSchema.safeParse(view?.context)
    const intentHash = read.success ? (read.data.task?.intentHash ?? null) : null
    swept.push({ fundId, state: readableState(view?.value ?? 'unknown'), intentHash })
  }
  return swept
}
