// What commands may ask of GitHub: what could be run, and how. What is run is a bot's.
import { QuorateError } from '#protocol/errors.ts'
import type { GithubRepository } from '#protocol/github.ts'
import type { WorkflowInput } from '#protocol/workflowInput.ts'

/** A workflow as it is listed. */
export interface DeskWorkflow {
  /** its file's name in `.github/workflows` */
  readonly file: string
  readonly name: string
  readonly isActive: boolean
  readonly url: string
}

/** @throws GITHUB_OFF where there is no GitHub; GITHUB_UNREACHABLE, GITHUB_LIMITED, GITHUB_REFUSED */
export interface GithubDesk {
  /** Those of the settings; nothing is open of any other. */
  repositories(): readonly GithubRepository[]
  workflows(repo: string): Promise<readonly DeskWorkflow[]>
  /** looked up: it has any name */
  defaultBranch(repo: string): Promise<string>
  /** What a workflow wants to be told. @throws UNKNOWN_REF, WORKFLOW_UNREADABLE */
  inputs(of: { readonly repo: string; readonly workflow: string; readonly ref: string }): Promise<readonly WorkflowInput[]>
}

const off = (): Promise<never> => Promise.reject(new QuorateError('GITHUB_OFF'))
/** Where the settings name no repository, or the environment no way in. */
export const githubDeskOff: GithubDesk = {
  repositories: () => {
    throw new QuorateError('GITHUB_OFF')
  },
  workflows: off,
  defaultBranch: off,
  inputs: off,
}
