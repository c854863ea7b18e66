// Looks whether GitHub can be worked with as the settings want it, and says of each thing that is missing what to do. It asks,
// and changes nothing: what a token may do is found by asking for it about a run that there cannot be.
import type { ConnectCheck } from '#protocol/connectCheck.ts'
import type { GithubRepository } from '#protocol/github.ts'
import { QuorateError } from '#protocol/errors.ts'
import { GithubDoor, type GithubCall, type GithubDoorParts } from './githubDoor.ts'
import { anyShape } from './githubShapes.ts'
import { githubReads } from './githubReads.ts'

export interface GithubCheckParts {
  /** undefined: the environment names none */
  readonly auth: GithubDoorParts['auth'] | undefined
  readonly apiUrl: string
  readonly repositories: readonly GithubRepository[]
  /** Is there a secret for webhooks, and an address of the gateway that GitHub can reach? */
  readonly webhooks: { readonly hasSecret: boolean; readonly publicUrl: string | undefined }
}

/** No run has this number. */
const noRun = 0

/** In the order in which a person would mend them. Never throws: what fails is a check that is not well. */
export async function checkGithub({ auth, apiUrl, repositories, webhooks }: GithubCheckParts): Promise<readonly ConnectCheck[]> {
  if (auth === undefined)
    return [
      {
        what: 'way in',
        ok: false,
        says: 'the environment names neither a token nor an app',
        fix: 'put a fine-grained token into QUORATE_GITHUB_TOKEN, or the app’s number and key into QUORATE_GITHUB_APP_ID and QUORATE_GITHUB_APP_PRIVATE_KEY',
      },
    ]
  const door = new GithubDoor({ auth, apiUrl })
  const name = auth.kind === 'token' ? 'token' : 'app'
  const who = await checked(`${name} works`, async () => `it is ${await door.login()}`)
  // nothing that follows would say anything else
  if (!who.ok) return [who]
  const each = []
  for (const rule of repositories) each.push(...(await repositoryChecks(door, rule, name)))
  return [who, ...(repositories.length === 0 ? [noRepository] : each), webhookCheck(webhooks)]
}

const noRepository: ConnectCheck = {
  what: 'repositories',
  ok: false,
  says: 'the settings name none',
  fix: 'list them under github.repositories: [{ "repo": "owner/name", "review": ["<person>"] }]',
}

async function repositoryChecks(door: GithubDoor, { repo, review }: GithubRepository, name: string): Promise<ConnectCheck[]> {
  const api = githubReads(door)
  let branch = ''
  const seen = await checked(`${repo} is there`, async () => `its default branch is ${(branch = await api.defaultBranch(repo))}`)
  if (!seen.ok) return [seen]
  const may = (permission: string, call: GithubCall): Promise<ConnectCheck> =>
    checked(`${repo}: ${permission}`, () => probed(door, repo, permission, name, call))
  return [
    seen,
    await checked(
      `${repo}: contents: read`,
      async () => `its newest commit is ${(await api.head({ repo, ref: branch })).sha.slice(0, 10)}`,
    ),
    await checked(`${repo}: actions: read`, async () => countOf((await api.workflows(repo)).length)),
    await may('actions: write', (octokit, place, signal) =>
      octokit.rest.actions.cancelWorkflowRun({ ...place, run_id: noRun, request: { signal } }),
    ),
    ...(review.length === 0
      ? []
      : [
          await may('deployments: write', (octokit, place, signal) =>
            octokit.rest.actions.reviewPendingDeploymentsForRun({
              ...place,
              run_id: noRun,
              environment_ids: [],
              state: 'rejected',
              comment: 'asked to see whether it may be asked',
              request: { signal },
            }),
          ),
        ]),
  ]
}

/** An app’s installation says what it may; a token has to be tried. */
async function probed(door: GithubDoor, repo: string, permission: string, name: string, call: GithubCall): Promise<string> {
  const [area = '', level = ''] = permission.split(': ')
  if (door.isApp) {
    const { permissions } = await door.installation(repo)
    if (permissions[area] === level || permissions[area] === 'admin') return 'its installation has it'
    throw new QuorateError('GITHUB_REFUSED', {
      what: `${permission} in ${repo}`,
      problem: `the installation has ${area}: ${permissions[area] ?? 'nothing'}`,
      permission,
    })
  }
  const there = `the ${name} may, as far as asking about a run that there is not can tell`
  return door.ask(repo, { what: `whether we may (${permission})`, permission, missing: notThere }, anyShape, call).then(
    () => there,
    (failure: unknown) => {
      // that it is not there, or takes no such decision, is said to who may only
      const isThere = failure instanceof QuorateError && ['UNKNOWN_RUN', 'GITHUB_DECLINED'].includes(failure.code)
      if (isThere) return there
      throw failure
    },
  )
}
const notThere = (): QuorateError => new QuorateError('UNKNOWN_RUN', { id: String(noRun) })

function webhookCheck({ hasSecret, publicUrl }: GithubCheckParts['webhooks']): ConnectCheck {
  const what = 'webhooks'
  const address = `${publicUrl ?? 'https://<your gateway>'}/api/v1/github/webhooks`
  if (!hasSecret)
    return {
      what,
      ok: false,
      says: 'there is no secret for them: an end is seen within a minute, and not at once',
      fix: 'put 16 characters or more into QUORATE_GITHUB_WEBHOOK_SECRET, and the same into the webhook on GitHub',
    }
  if (publicUrl === undefined)
    return {
      what,
      ok: false,
      says: 'the gateway has no address that GitHub could reach',
      fix: 'name the one that a proxy hands on under gateway.publicUrls in the settings',
    }
  return {
    what,
    ok: true,
    says: `GitHub is to send workflow_run, workflow_job and deployment_review as JSON to ${address}`,
    fix: '',
  }
}

async function checked(what: string, look: () => Promise<string>): Promise<ConnectCheck> {
  try {
    return { what, ok: true, says: await look(), fix: '' }
  } catch (failure) {
    if (failure instanceof QuorateError) return { what, ok: false, says: failure.message, fix: failure.hint }
    throw failure
  }
}

const countOf = (workflows: number): string => (workflows === 1 ? 'it has 1 workflow' : `it has ${workflows} workflows`)
