// Has executors try what they wait with: approved trades whose next attempt is due later. The contract still decides.
import { z } from 'zod'
import type { Host } from '#runtime/host.ts'
import { readableState } from './figures.ts'

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
