// The statechart of a role, asked once for each version.
import { api, asked } from '#console/data/api.ts'
import { useAnswer, type Answer } from '#console/data/useAnswer.ts'
import type { Chart } from './botShapes.ts'

const kept = new Map<string, Promise<Chart>>()

/** @param version of the bot: the program that was updated under an open page has another chart */
export function useChart(role: string, version: number | undefined): Answer<Chart | undefined> {
  const key = `${role} ${version ?? ''}`
  return useAnswer(key, async () => {
    if (version === undefined) return undefined
    const there = kept.get(key) ?? asked(api.GET('/api/v1/charts/{role}', { params: { path: { role } } }))
    kept.set(key, there)
    // a refusal is not kept
    there.catch(() => kept.delete(key))
    return there
  })
}
