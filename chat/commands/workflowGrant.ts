// Which repository is meant, whether a workflow is open in it, and who may: what every command about workflows asks first.
import { distance } from 'fastest-levenshtein'
import { QuorateError } from '#protocol/errors.ts'
import { isOpenWorkflow, sameRepository, type GithubRepository } from '#protocol/github.ts'
import { inputsMissing } from '#protocol/workflowInput.ts'
import type { CommandContext } from './commandContext.ts'
import type { DeskWorkflow, GithubDesk } from './githubDesk.ts'

/** The one that is named, or the only one that there is. @throws GITHUB_OFF, UNKNOWN_REPOSITORY, INPUTS_MISSING */
export function repositoryNamed(github: GithubDesk, named: string | undefined, command: string): GithubRepository {
  const all = github.repositories()
  const known = all.map(({ repo }) => repo)
  const [only] = all
  if (named === undefined) {
    if (only !== undefined && all.length === 1) return only
    const repo = { name: 'repo', says: 'which repository', kind: 'text', choices: known, preset: '' } as const
    throw new QuorateError('INPUTS_MISSING', inputsMissing(command, [repo]))
  }
  const found = all.find(({ repo }) => sameRepository(repo, named))
  if (found === undefined) throw new QuorateError('UNKNOWN_REPOSITORY', { repo: named, known: known.join(', ') })
  return found
}

/** @throws NOT_PERMITTED for who has less than the repository's role */
export function requireRunner(
  { isStillAllowed }: Pick<CommandContext, 'isStillAllowed'>,
  { repo, run }: GithubRepository,
  command: string,
): void {
  if (!isStillAllowed(run)) throw new QuorateError('NOT_PERMITTED', { command, permission: `${run} in ${repo}` })
}

/** Those that may be run here. */
export const openWorkflows = <Workflow extends DeskWorkflow>(
  rule: GithubRepository,
  workflows: readonly Workflow[],
): readonly Workflow[] => workflows.filter(({ file, isActive }) => isActive && isOpenWorkflow(rule, file))

/** By its file, with or without its ending, or by its name. @throws UNKNOWN_WORKFLOW, with what may have been meant */
export function workflowNamed(rule: GithubRepository, workflows: readonly DeskWorkflow[], named: string): DeskWorkflow {
  const open = openWorkflows(rule, workflows)
  const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
  const bare = (file: string): string => file.replace(/\.ya?ml$/, '')
  const found =
    open.find(({ file }) => file === named) ??
    onlyOne(open.filter(({ file, name }) => same(bare(file), bare(named)) || same(name, named)))
  if (found !== undefined) return found
  throw new QuorateError('UNKNOWN_WORKFLOW', { repo: rule.repo, workflow: named.slice(0, 120), near: nearWords(open, named) })
}

const onlyOne = <Item>(items: readonly Item[]): Item | undefined => (items.length === 1 ? items[0] : undefined)

/** As many as one reads at a glance. */
const shownMax = 3

function nearWords(open: readonly DeskWorkflow[], named: string): string {
  const far = ({ file, name }: DeskWorkflow): number =>
    Math.min(...[file, file.replace(/\.ya?ml$/, ''), name].map((one) => distance(named.toLowerCase(), one.toLowerCase())))
  const near = open
    .map((workflow) => ({ file: workflow.file, far: far(workflow) }))
    .filter((one) => one.far <= Math.max(2, Math.floor(one.file.length / 2)))
    .toSorted((one, other) => one.far - other.far)
    .slice(0, shownMax)
  if (near.length > 0) return `did you mean ${near.map(({ file }) => file).join(' or ')}`
  return open.length === 0 ? 'none of its workflows may be run from here' : 'list those that may be run'
}
