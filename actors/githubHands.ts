// GitHub as workflow runs' bots reach it: its calls, what the other runs' bots hold already, and who may review where.
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { GithubApi } from '#integrations/github/githubApi.ts'
import { sameRepository, type GithubRepository } from '#protocol/github.ts'
import type { Host } from '#runtime/host.ts'

/** A run's bot as others see it. */
export interface RunBook {
  readonly id: string
  readonly repo: string
  readonly workflow: string
  readonly ref: string
  /** the run that is its own; null: none that it knows */
  readonly runId: number | null
  /** until when it may have begun a run that it does not know, ms since 1970; null: none at all */
  readonly mayBeginUntil: number | null
}
export interface GithubHands {
  readonly api: GithubApi
  /** every run's bot of this instance */
  runs(): readonly RunBook[]
  /** as the settings have it now */
  mayReview(repo: string, person: string): boolean
  /** @throws when the signal aborts */
  rest(ms: number, signal: AbortSignal): Promise<void>
}
export interface GithubHandsParts {
  readonly api: GithubApi
  readonly repositories: readonly GithubRepository[]
  readonly host: () => Pick<Host, 'list'>
}

// as machines/workflowState.ts keeps it
const contextSchema = z.object({
  id: z.string(),
  repo: z.string(),
  workflow: z.string(),
  ref: z.string(),
  runId: z.int().nullable(),
  beginning: z.unknown(),
  ending: z.object({ end: z.string() }).nullable(),
})

export function makeGithubHands({ api, repositories, host }: GithubHandsParts): GithubHands {
  return {
    api,
    runs: () =>
      host()
        .list('workflow')
        .flatMap(({ context, status, at }): readonly RunBook[] => {
          const read = contextSchema.safeParse(context)
          if (!read.success) return []
          const { beginning, ending, ...book } = read.data
          const none = book.runId !== null || beginning === null || ending?.end === 'refused'
          // one that ended without knowing may have begun a run all the same
          return [{ ...book, mayBeginUntil: none ? null : status === 'done' ? Date.parse(at) : Number.MAX_SAFE_INTEGER }]
        }),
    mayReview: (repo, person) => repositories.some((one) => sameRepository(one.repo, repo) && one.review.includes(person)),
    rest: async (ms, signal) => {
      await delay(ms, undefined, { signal })
    },
  }
}
