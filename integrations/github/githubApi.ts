// All of GitHub that this program knows, over one door.
import { QuorateError } from '#protocol/errors.ts'
import { githubActs, type GithubActs } from './githubActs.ts'
import { GithubDoor, type GithubDoorParts } from './githubDoor.ts'
import { githubReads, type GithubReads } from './githubReads.ts'

export interface GithubApi extends GithubReads, GithubActs {
  /** Who runs are begun by: the token's owner, or the app's bot. */
  login(): Promise<string>
}

/** Over a door that is there already. */
export const githubApiOf = (door: GithubDoor): GithubApi => ({
  ...githubReads(door),
  ...githubActs(door),
  login: () => door.login(),
})

/** Asks nothing yet. */
export const openGithub = (parts: GithubDoorParts): GithubApi => githubApiOf(new GithubDoor(parts))

/** Where no repository is named, or no way in: each question is refused. */
export function githubOff(): GithubApi {
  const off = (): Promise<never> => Promise.reject(new QuorateError('GITHUB_OFF'))
  return {
    login: off,
    defaultBranch: off,
    workflows: off,
    inputs: off,
    head: off,
    begunSince: off,
    run: off,
    pending: off,
    decided: off,
    dispatch: off,
    cancel: off,
    rerun: off,
    review: off,
  }
}
