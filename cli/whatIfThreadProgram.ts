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

/** The last fork: a person tries one step more from the same moment, and what is past does not change. */
let last: { readonly of: string; readonly fork: ReturnType<typeof forkAt> } | undefined

answerAsked(({ at, steps }: WhatIfQuestion): WhatIf => {
  const of = `${at.journal} ${at.address} ${at.seq}`
  if (last?.of !== of) last = { of, fork: forkAt({ ...at, bots: roles }) }
  return whatIf({ ...last.fork, steps })
})
