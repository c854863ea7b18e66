// Lives that broke a law once, with the least faults that did it. What was wrong is said beside each.
import { expect, it } from 'vitest'
import { faultsOf, type Fault } from './faults.ts'
import { live } from './lives.ts'

const onceBroken: readonly { readonly was: string; readonly seed: number; readonly faults?: readonly Fault[] }[] = [
  {
    was: 'order: what a start in doubt told the accounts overtook what the root had told them before',
    seed: 2_020,
    faults: [
      { step: 16, kind: 'powerCut' },
      { step: 56, kind: 'stop' },
      { step: 82, kind: 'reorg', depth: 2 },
      { step: 109, kind: 'slowDisk', ms: 239, steps: 86 },
      { step: 112, kind: 'powerCut' },
      { step: 182, kind: 'kill' },
      { step: 216, kind: 'disk', fault: 'dieWithin', operations: 4 },
      { step: 228, kind: 'stop' },
      { step: 247, kind: 'powerCut' },
      { step: 268, kind: 'disk', fault: 'dieWithin', operations: 3 },
    ],
  },
  {
    was: 'effect: a segment whose name was made but not synced was written on by the next process',
    seed: 1_326,
    faults: [{ step: 70, kind: 'disk', fault: 'syncError', operations: 5 }],
  },
  { was: 'progress: a clock set back an hour before a start made every timer wait that hour', seed: 3_043 },
]

it.each(onceBroken)(
  'keeps the law where it was once broken: $was',
  { timeout: 120_000 },
  async ({ seed, faults = faultsOf(seed, 400) }) => {
    expect((await live({ seed, steps: 400, faults })).violations).toEqual([])
  },
)
