// GitHub as this instance has it: the settings say which repositories, the environment who we are. Where either says nothing,
// there is no GitHub, and whoever asks for it is told what to do.
import { githubAuthOf } from '#integrations/github/githubAuth.ts'
import { githubOff, openGithub, type GithubApi } from '#integrations/github/githubApi.ts'
import { githubDeskOff, type GithubDesk } from '#chat/commands/githubDesk.ts'
import type { GithubRepository } from '#protocol/github.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Settings } from './settings.ts'

/** No repositories: no GitHub. */
export interface GithubHere {
  readonly api: GithubApi
  readonly repositories: readonly GithubRepository[]
}

/** Asks nothing of GitHub yet. @throws GITHUB_AUTH_INVALID for a way in that is none */
export function githubHere({ github }: Pick<Settings, 'github'>, environment: NodeJS.ProcessEnv): GithubHere {
  const auth = github === undefined ? undefined : githubAuthOf(environment)
  if (github === undefined || auth === undefined) return { api: githubOff(), repositories: [] }
  return { api: openGithub({ auth, apiUrl: github.apiUrl }), repositories: github.repositories }
}

/** What commands may ask. */
export function githubDesk({ api, repositories }: GithubHere): GithubDesk {
  if (repositories.length === 0) return githubDeskOff
  return {
    repositories: () => repositories,
    workflows: (repo) => api.workflows(repo),
    defaultBranch: (repo) => api.defaultBranch(repo),
    inputs: (of) => api.inputs(of),
  }
}

/** Shorter ones can be guessed. */
const charsMin = 16

/** The secret that GitHub signs its webhooks with; undefined: there is no path for them. @throws SETTINGS_INVALID */
export function githubWebhookSecretOf(environment: NodeJS.ProcessEnv): string | undefined {
  const secret = environment['QUORATE_GITHUB_WEBHOOK_SECRET']
  if (secret === undefined || secret === '') return undefined
  if (secret.length >= charsMin && secret.length <= 512) return secret
  throw new QuorateError('SETTINGS_INVALID', {
    file: 'QUORATE_GITHUB_WEBHOOK_SECRET',
    problem: `a webhook secret has ${charsMin} to 512 characters`,
  })
}
