// The sandbox: a thread in which machines are given what people think of. It reads the journal and writes nothing; it has no
// host, no effects and no network of ours. Whatever a machine does with such input, the daemon goes on.
import { roles } from '#actors/swarm.ts'
import { forkAt } from '#runtime/forkAt.ts'
import type { StateAtOptions } from '#runtime/stateAt.ts'
import { whatIf, type WhatIf, type WhatIfStep } from '#runtime/whatIf.ts'
import { answerAsked } from './askedThread.ts'

/** A bot at a moment, and what is tried on it. */
export interface WhatIfQuestion {
  readonly at: Pick<StateAtOptions, 'journal' | 'address' | 'seq'>
  readonly steps: readonly WhatIfStep[]
}

answerAsked(({ at, steps }: WhatIfQuestion): WhatIf => whatIf({ ...forkAt({ ...at, bots: roles }), steps }))
