// Workflows on GitHub: what there is to run, and running it. The run is a bot of its own from then on.
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { gitRefSchema, repositorySchema } from '#protocol/github.ts'
import { inputsMax, inputsMissing, readInputs } from '#protocol/workflowInput.ts'
import { askCommand } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import { printable } from './style.ts'
import { textTable } from './textTable.ts'
import type { Told } from './told.ts'
import { openWorkflows, repositoryNamed, requireRunner, workflowNamed } from './workflowGrant.ts'
import { workflowLine, workflowLineSchema, type WorkflowLine } from './workflowView.ts'

export const workflowListSchema = z.object({
  workflows: z.array(
    z.object({
      repo: z.string(),
      workflow: z.string().describe('its file: what `workflow run` names'),
      name: z.string(),
      url: z.string(),
    }),
  ),
})
export type WorkflowList = Told<typeof workflowListSchema>

export const workflowListCommand = askCommand({
  name: 'workflow.list',
  also: ['workflows'],
  result: workflowListSchema,
  summary: 'List the workflows on GitHub that can be run',
  help: 'Of one repository, or of each that the settings open to this instance. What a workflow wants to be told is asked for when it is run.',
  permission: 'viewer',
  args: z.strictObject({ repo: repositorySchema.optional().describe('only of this repository, owner/name') }),
  positionals: ['repo'],
  examples: [{ type: 'workflow list', does: 'lists what can be run' }],
  async run({ repo }, { github }): Promise<WorkflowList> {
    const rules = repo === undefined ? github.repositories() : [repositoryNamed(github, repo, 'workflow list')]
    const found = await Promise.all(
      rules.map(async (rule) =>
        openWorkflows(rule, await github.workflows(rule.repo)).map(({ file, name, url }) => ({
          repo: rule.repo,
          workflow: file,
          name,
          url,
        })),
      ),
    )
    return { workflows: found.flat() }
  },
  render({ workflows }, style) {
    if (workflows.length === 0) return style.dim('there is no workflow that could be run')
    return textTable(
      [{ title: 'repository' }, { title: 'workflow' }, { title: 'name', gives: true }],
      workflows.map(({ repo, workflow, name }) => [repo, workflow, printable(name)]),
      style,
    )
  },
})

const word = z.string().max(2_048)
const runArgs = z.strictObject({
  workflow: z.string().min(1).max(128).describe('its file, such as deploy.yml, or its name'),
  ref: word.optional().describe('branch or tag; absent: the default branch'),
  inputs: z
    .array(word)
    .max(inputsMax + 1)
    .optional()
    .describe('what the workflow wants to be told, each as name=value'),
  repo: repositorySchema.optional().describe('owner/name; may be left out where the settings name one'),
})

export const workflowRunCommand = askCommand({
  name: 'workflow.run',
  also: ['run'],
  result: workflowLineSchema,
  summary: 'Run a workflow on GitHub, and follow it to its end',
  help: 'Its inputs are read from its own file at that branch or tag. Those that are missing are named and nothing is run. The same request is one run, however often it is sent and whatever is killed meanwhile: where it cannot be told whether GitHub has begun it, it ends as `unsure` and is not begun a second time. See it with `workflow show`.',
  permission: 'operator',
  args: runArgs,
  positionals: ['workflow', 'ref', 'inputs'],
  examples: [
    { type: 'workflow run deploy.yml', does: 'runs it at the default branch' },
    { type: 'workflow run deploy.yml release target=staging', does: 'runs it at the branch release, with an input' },
  ],
  run: (args, context) => begin(args, context),
  render: ({ id, workflow, repo, ref }, style) => style.good(`run ${id}: ${workflow} of ${repo} at ${ref}`),
})

const command = 'workflow run'

/** @throws what GitHub refuses, UNKNOWN_WORKFLOW, INPUT_INVALID, INPUTS_MISSING, NOT_PERMITTED */
async function begin(args: z.output<typeof runArgs>, context: CommandContext): Promise<WorkflowLine> {
  const { host, github, who, person, requestId = randomUUID() } = context
  const id = workflowIdOf(requestId)
  // asked for before: GitHub may say something else by now, and the run is the one that it is
  if (host.view(`workflow:${id}`) !== undefined) return workflowLine(host, id)
  const said = wordsOf(args)
  const rule = repositoryNamed(github, said.repo, command)
  requireRunner(context, rule, command)
  const { repo } = rule
  const ref = said.ref ?? (await github.defaultBranch(repo))
  const { file: workflow } = workflowNamed(rule, await github.workflows(repo), args.workflow)
  const wanted = await github.inputs({ repo, workflow, ref })
  const { values, missing, wrong } = readInputs(wanted, said.inputs)
  const [first] = wrong
  if (first !== undefined) throw new QuorateError('INPUT_INVALID', { workflow, ...first })
  if (missing.length > 0) throw new QuorateError('INPUTS_MISSING', inputsMissing(command, missing))
  // decided at the door, and again here: GitHub took its time
  requireRunner(context, rule, command)
  const inputs = Object.entries(values).map(([name, value]) => ({ name, value }))
  await host.spawn('workflow', id, { id, repo, workflow, ref, inputs, by: who, person }).catch((error: unknown) => {
    // the same request, sent twice at once: the default branch or the file may have changed in between
    if (!(error instanceof QuorateError && error.code === 'BOT_EXISTS')) throw error
  })
  return workflowLine(host, id)
}

/** From the request, so that the same request is the same run: 20 letters and digits, short enough to type and to press. */
const workflowIdOf = (requestId: string): string =>
  createHash('sha256').update(`workflow/${requestId}`).digest('hex').slice(0, 20)

interface Words {
  readonly repo: string | undefined
  readonly ref: string | undefined
  readonly inputs: Readonly<Record<string, string>>
}

/** A word with `=` is an input wherever it stands; `repo=` names the repository where no option did. @throws ARGUMENTS_INVALID */
function wordsOf({ ref, inputs = [], repo }: z.output<typeof runArgs>): Words {
  const refused = (problem: string): QuorateError => new QuorateError('ARGUMENTS_INVALID', { command, problem })
  const words = ref?.includes('=') === true ? [ref, ...inputs] : inputs
  const said = new Map<string, string>()
  for (const one of words) {
    const at = one.indexOf('=')
    const name = one.slice(0, Math.max(0, at)).trim()
    if (name === '') throw refused(`${one.slice(0, 64)} is no input: write name=value`)
    if (said.has(name)) throw refused(`${name} is said twice`)
    said.set(name, one.slice(at + 1))
  }
  const named = repo ?? said.get('repo')
  if (repo === undefined) said.delete('repo')
  if (named !== undefined && !repositorySchema.safeParse(named).success) throw refused('repo: expected owner/name')
  const isRef = ref !== undefined && !ref.includes('=') && ref !== ''
  if (isRef && !gitRefSchema.safeParse(ref).success) throw refused('ref: expected a branch or a tag')
  return { repo: named, ref: isRef ? ref : undefined, inputs: Object.fromEntries(said) }
}
