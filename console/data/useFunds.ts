// The funds that are there for the reader: how they and their tokens are called.
import { api, asked } from './api.ts'
import type { Fund } from './shapes.ts'
import { useAnswer, type Answer } from './useAnswer.ts'

/** Asked once for each page that is opened. */
export function useFunds(): Answer<readonly Fund[]> {
  return useAnswer('funds', async (signal) => (await asked(api.GET('/api/v1/funds', { signal }))).funds)
}

/** One by its name. */
export const fundNamed = (funds: readonly Fund[] | undefined, fundId: string): Fund | undefined =>
  funds?.find((fund) => fund.fundId === fundId)
