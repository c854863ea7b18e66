// A host with workflow runs' bots over the stand-in, by real Octokit: what a daemon has of GitHub, and nothing else.
import { makeGithubHands } from '#actors/githubHands.ts'
import { worldOf } from '#actors/fixtures.ts'
import { workflowBot, workflowEffects } from '#actors/workflow.ts'
import { openGithub, type GithubApi } from '#integrations/github/githubApi.ts'
import type { GithubRepository } from '#protocol/github.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { standInRepo } from './standIn.ts'

export const repositories: readonly GithubRepository[] = [{ repo: standInRepo, run: 'operator', review: ['jun', 'mara'] }]

/** Who asks the stand-in. */
export const apiOf = (url: string): GithubApi =>
  openGithub({ auth: { kind: 'token', token: 'a-token-that-nobody-has' }, apiUrl: url })

/** @param directory goes on where an earlier one of it stopped, or was killed */
export async function runHost(directory: string, url: string): Promise<LocalHost> {
  let host: LocalHost | undefined
  const running = (): LocalHost => {
    if (host === undefined) throw new Error('no effect runs before the host')
    return host
  }
  const hands = makeGithubHands({ api: apiOf(url), repositories, host: running })
  // what is listed within seconds at GitHub, the stand-in lists at once
  const github = { ...hands, rest: () => Promise.resolve() }
  host = await createLocalHost({ directory, bots: [workflowBot], effects: workflowEffects(worldOf({ github })) })
  return host
}
