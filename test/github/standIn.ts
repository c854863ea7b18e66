// A GitHub of one repository for whole lives of a run: what it answers is made of the examples of GitHub's own document and
// judged by it on the way (documented.ts). What happens there, the test says.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { exampleOf, judge } from './documented.ts'

export interface StandInJob {
  readonly name: string
  readonly status: 'queued' | 'in_progress' | 'completed' | 'waiting'
  readonly conclusion?: string
  readonly failedStep?: string
}
export interface StandInRun {
  readonly id: number
  attempt: number
  status: 'queued' | 'in_progress' | 'waiting' | 'completed'
  conclusion: string | null
  jobs: readonly StandInJob[]
  waiting: readonly string[]
  readonly login: string
  readonly head: string
  readonly ref: string
  readonly at: string
}
/** What was asked of it that changes something. */
export interface StandInDeed {
  readonly what: string
  readonly body: unknown
}
export interface StandIn {
  /** through the judge */
  readonly url: string
  readonly runs: StandInRun[]
  readonly deeds: readonly StandInDeed[]
  readonly violations: readonly string[]
  /** the newest commit of every branch */
  head: string
  /** does it name a run as it takes it? Older servers do not */
  namesRuns: boolean
  /** Answers of this status instead of doing it, for the next so many requests whose path holds this. */
  fail(path: string, status: number, times: number, headers?: Readonly<Record<string, string>>): void
  /** Takes the next request whose path holds this, does it, and never answers. */
  cut(path: string): void
  /** A run that somebody began. */
  begin(more?: Partial<StandInRun>): StandInRun
  close(): Promise<void>
}

export const standInLogin = 'octocat'
export const standInRepo = 'octocat/Hello-World'
const file = `name: Deploy
on:
  workflow_dispatch:
    inputs:
      target: { description: Where to, type: choice, options: [staging, production], required: true }
      dry: { type: boolean, default: false }
jobs: {}
`

type Members = Record<string, unknown>
// as the document has them; what is made of them is judged by it
const membersOf = (name: string): Members => exampleOf(name) as Members
const itemsOf = (name: string): readonly Members[] => exampleOf(name) as readonly Members[]

export async function standIn(): Promise<StandIn> {
  const github = new Github()
  const server = createServer((request, response) => void github.answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port
  const judged = await judge(`http://127.0.0.1:${port}`)
  const more = {
    url: judged.url,
    // a failure that a test wants may be none that is documented
    get violations() {
      return judged.violations.filter((one) => !github.fails || !one.includes('returned status code'))
    },
    async close() {
      await judged.close()
      server.closeAllConnections()
      server.close()
    },
  }
  Object.defineProperties(github, Object.getOwnPropertyDescriptors(more))
  return github as Github & typeof more // as defined on it one line above
}

class Github {
  readonly runs: StandInRun[] = []
  readonly deeds: StandInDeed[] = []
  head = 'a'.repeat(40)
  namesRuns = true
  readonly #decided: unknown[] = []
  #failures: { path: string; status: number; times: number; headers: Readonly<Record<string, string>> }[] = []
  #cuts: string[] = []
  #ids = 9_000

  get fails(): boolean {
    return this.#failures.length > 0
  }
  fail(path: string, status: number, times: number, headers: Readonly<Record<string, string>> = {}): void {
    this.#failures.push({ path, status, times, headers })
  }
  cut(path: string): void {
    this.#cuts.push(path)
  }
  begin(more: Partial<StandInRun> = {}): StandInRun {
    const run: StandInRun = {
      id: (this.#ids += 1),
      attempt: 1,
      status: 'queued',
      conclusion: null,
      jobs: [],
      waiting: [],
      login: standInLogin,
      head: this.head,
      ref: 'trunk',
      at: new Date().toISOString(),
      ...more,
    }
    this.runs.push(run)
    return run
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString('utf8')
    const path = (request.url ?? '').split('?')[0] ?? ''
    const send = (status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): void => {
      const json = body === undefined ? '' : JSON.stringify(body)
      response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }).end(json)
    }
    const failure = this.#failures.find((one) => one.times > 0 && path.includes(one.path))
    if (failure !== undefined) {
      failure.times -= 1
      return send(failure.status, { message: `no, ${failure.status}` }, failure.headers)
    }
    const done = this.#do(request.method ?? '', path, text === '' ? null : (JSON.parse(text) as Members))
    const cut = this.#cuts.findIndex((one) => path.includes(one))
    if (cut >= 0) {
      this.#cuts.splice(cut, 1)
      return void request.socket.destroy()
    }
    send(done.status, done.body)
  }

  #do(method: string, path: string, body: Members | null): { readonly status: number; readonly body?: unknown } {
    const at = path.replace(`/repos/${standInRepo}`, '')
    const ok = (answer: unknown): { status: number; body: unknown } => ({ status: 200, body: answer })
    if (path === '/user') return ok(exampleOf('private-user-response-with-public-and-private-profile-information'))
    if (at === '') {
      // of what it was made from the document's example shows less than the document wants
      const { source: _source, parent: _parent, ...repository } = membersOf('full-repository-default-response')
      return ok({ ...repository, language: null, default_branch: 'trunk' })
    }
    if (at === '/commits') {
      const [first] = itemsOf('commit-items')
      return ok([{ ...first, sha: this.head }])
    }
    if (at === '/actions/workflows') return ok(workflows())
    if (at.startsWith('/contents/')) return ok(content())
    if (at.endsWith('/dispatches')) return this.#dispatched(body)
    if (/\/workflows\/[^/]+\/runs$/.test(at)) return ok(this.#listed())
    const run = this.runs.find(({ id }) => at.startsWith(`/actions/runs/${id}`))
    if (run === undefined) return { status: 404, body: { message: 'Not Found' } }
    return this.#ofRun(method, at.replace(`/actions/runs/${run.id}`, ''), run, body)
  }

  #dispatched(body: Members | null): { readonly status: number; readonly body?: unknown } {
    this.deeds.push({ what: 'dispatch', body })
    const run = this.begin({ ref: String(body?.['ref']) })
    if (!this.namesRuns) return { status: 204 }
    const url = `https://github.com/${standInRepo}/actions/runs/${run.id}`
    return { status: 200, body: { workflow_run_id: run.id, run_url: url, html_url: url } }
  }

  #ofRun(
    method: string,
    of: string,
    run: StandInRun,
    body: Members | null,
  ): { readonly status: number; readonly body?: unknown } {
    if (of === '') return { status: 200, body: runBody(run) }
    if (of === '/jobs') return { status: 200, body: jobsBody(run) }
    if (of === '/approvals') return { status: 200, body: this.#decided }
    if (of === '/pending_deployments' && method === 'GET') return { status: 200, body: run.waiting.map(pendingBody) }
    this.deeds.push({ what: `${of.slice(1)} ${run.id}`, body })
    switch (of) {
      case '/cancel':
        if (run.status === 'completed')
          return { status: 409, body: { message: 'Cannot cancel a workflow run that is completed.' } }
        Object.assign(run, { status: 'completed', conclusion: 'cancelled', waiting: [] })
        return { status: 202, body: {} }
      case '/rerun':
      case '/rerun-failed-jobs':
        Object.assign(run, { attempt: run.attempt + 1, status: 'queued', conclusion: null, jobs: [] })
        return { status: 201, body: {} }
      case '/pending_deployments': {
        const [decided = {}] = itemsOf('environment-approvals-items')
        const [environment] = decided['environments'] as readonly Members[]
        const environments = run.waiting.map((name) => ({ ...environment, name }))
        this.#decided.push({ ...decided, environments, state: body?.['state'], comment: body?.['comment'] })
        Object.assign(run, { waiting: [], status: 'in_progress' })
        return { status: 200, body: exampleOf('deployment-items') }
      }
      default:
        return { status: 404, body: { message: 'Not Found' } }
    }
  }

  #listed(): unknown {
    const newest = this.runs.toReversed().map(runBody)
    return { total_count: newest.length, workflow_runs: newest }
  }
}

function runBody(run: StandInRun): Members {
  const example = membersOf('workflow-run')
  const user = { ...(example['actor'] as Members), login: run.login }
  return {
    ...example,
    id: run.id,
    event: 'workflow_dispatch',
    head_branch: run.ref,
    head_sha: run.head,
    status: run.status,
    conclusion: run.conclusion,
    run_attempt: run.attempt,
    html_url: `https://github.com/${standInRepo}/actions/runs/${run.id}`,
    created_at: run.at,
    actor: user,
    triggering_actor: user,
  }
}

function jobsBody(run: StandInRun): Members {
  const { jobs } = exampleOf('job-paginated') as { readonly jobs: readonly Members[] }
  const [job = {}] = jobs
  const [step = {}] = job['steps'] as readonly Members[]
  const made = run.jobs.map(({ name, status, conclusion = null, failedStep }, at) => ({
    ...job,
    id: run.id * 100 + at,
    run_id: run.id,
    created_at: run.at,
    name,
    status,
    conclusion,
    html_url: `https://github.com/${standInRepo}/actions/runs/${run.id}/job/${at}`,
    steps: [
      { ...step, name: 'Set up job', conclusion: 'success' },
      ...(failedStep === undefined ? [] : [{ ...step, name: failedStep, conclusion: 'failure' }]),
    ],
  }))
  return { total_count: made.length, jobs: made }
}

function pendingBody(name: string, at: number): Members {
  const [first = {}] = itemsOf('pending-deployment-items')
  // of its reviewers, the document's example shows less than the document wants
  return { ...first, reviewers: [], environment: { ...(first['environment'] as Members), id: 70 + at, name } }
}

function workflows(): unknown {
  const { workflows: examples } = exampleOf('workflow-paginated') as { readonly workflows: readonly Members[] }
  const [first] = examples
  return { total_count: 1, workflows: [{ ...first, name: 'Deploy', path: '.github/workflows/deploy.yml', state: 'active' }] }
}

function content(): unknown {
  const example = membersOf('content-file-response-if-content-is-a-file')
  return { ...example, type: 'file', encoding: 'base64', size: file.length, content: Buffer.from(file).toString('base64') }
}
