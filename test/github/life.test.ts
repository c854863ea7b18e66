// Whole lives of workflow runs: real bots on a real journal, real Octokit, and between it and the stand-in GitHub's own document,
// which judges every request and every answer.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WorkflowContext, WorkflowInput } from '#machines/workflow.ts'
import type { Fact, Json } from '#runtime/host.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import { root } from '../house/trackedFiles.ts'
import { runHost } from './runHost.ts'
import { runInput } from './runInput.ts'
import { standIn, standInLogin, type StandIn } from './standIn.ts'

let github: StandIn
let folder: string
let host: LocalHost
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-workflow-'))
  github = await standIn()
  host = await runHost(folder, github.url)
})
afterEach(async () => {
  await host.shutdown()
  await github.close()
  rmSync(folder, { recursive: true, force: true })
  // whatever the test was about, all of it went as GitHub documents it
  if (github.violations.length > 0) throw new Error(github.violations.join('\n'))
})

const fact = async (wants: (fact: Fact) => boolean): Promise<Fact> => {
  const found = await host.nextFact({ after: '0/0', wants, signal: AbortSignal.timeout(30_000) })
  if (found === undefined) throw new Error('it was never told')
  return found
}
const told = (type: string, more: Readonly<Record<string, Json>> = {}): Promise<Fact> =>
  fact((one) => one.type === type && Object.entries(more).every(([name, value]) => one.data[name] === value))
const begin = (more: Partial<WorkflowInput> = {}): Promise<boolean> => host.spawn('workflow', more.id ?? 'r1', runInput(more))
const contextOf = (id = 'r1'): WorkflowContext => host.view(`workflow:${id}`)?.context as unknown as WorkflowContext // the machine's
const valueOf = (id = 'r1'): unknown => host.view(`workflow:${id}`)?.value
let hooks = 0
const hook = (id = 'r1'): Promise<Json> =>
  host.ask(`workflow:${id}`, { type: 'workflow.look' }, { askId: `github/${(hooks += 1)}` })
const dispatches = (): number => github.deeds.filter(({ what }) => what === 'dispatch').length
const jun = { by: 'key:jun', person: 'jun' }

describe('a run', () => {
  test('is begun with its inputs, followed, and told with the job and the step that failed', async () => {
    await begin()
    expect((await told('workflow.dispatched')).data).toMatchObject({ how: 'began', runId: github.runs[0]?.id, attempt: 1 })
    expect(github.deeds).toEqual([
      { what: 'dispatch', body: { ref: 'trunk', inputs: { target: 'staging' }, return_run_details: true } },
    ])
    const [run] = github.runs
    Object.assign(run ?? {}, {
      status: 'in_progress',
      jobs: [
        { name: 'build', status: 'in_progress' },
        { name: 'ship', status: 'queued' },
      ],
    })
    await hook()
    await expect(told('workflow.progressed', { phase: 'running' })).resolves.toMatchObject({
      data: { jobs: { queued: 1, running: 1, done: 0, failed: 0 } },
    })
    Object.assign(run ?? {}, {
      status: 'completed',
      conclusion: 'failure',
      jobs: [
        { name: 'build', status: 'completed', conclusion: 'failure', failedStep: 'Compile' },
        { name: 'ship', status: 'completed', conclusion: 'skipped' },
      ],
    })
    await hook()
    expect((await told('workflow.ended')).data).toMatchObject({
      end: 'failed',
      conclusion: 'failure',
      job: 'build',
      step: 'Compile',
      url: `https://github.com/octocat/Hello-World/actions/runs/${run?.id ?? 0}/job/0`,
    })
  })

  test('waits for a review, which somebody else gives, once', async () => {
    await begin()
    await told('workflow.dispatched')
    Object.assign(github.runs[0] ?? {}, {
      status: 'waiting',
      waiting: ['production'],
      jobs: [{ name: 'ship', status: 'waiting' }],
    })
    await hook()
    expect((await told('workflow.waiting')).data).toMatchObject({ environments: ['production'] })
    const decision = { type: 'workflow.review', environment: 'production', verdict: 'approve', reason: 'tested' }
    const own = await host.ask('workflow:r1', { ...decision, by: 'key:phone', person: 'mara' })
    expect(own).toMatchObject({ ok: false, code: 'OWN' })
    const stranger = await host.ask('workflow:r1', { ...decision, by: 'key:eve', person: 'eve' })
    expect(stranger).toMatchObject({ ok: false, code: 'REVIEW_DENIED' })
    await expect.poll(() => valueOf()).toEqual({ followed: 'awaitingReview' })
    expect(await host.ask('workflow:r1', { ...decision, ...jun }, { askId: 'once' })).toMatchObject({ ok: true })
    expect(await host.ask('workflow:r1', { ...decision, ...jun }, { askId: 'once' })).toMatchObject({ ok: true })
    expect(github.deeds.filter(({ what }) => what.startsWith('pending'))).toEqual([
      {
        what: `pending_deployments ${github.runs[0]?.id ?? 0}`,
        body: { environment_ids: [70], state: 'approved', comment: 'tested\n\nApproved by jun (run r1, attempt 1).' },
      },
    ])
    expect((await told('workflow.reviewed')).data).toMatchObject({ person: 'jun', verdict: 'approve' })
  })

  test('is cancelled, and repeated as its next attempt', async () => {
    await begin()
    await told('workflow.dispatched')
    expect(await host.ask('workflow:r1', { type: 'workflow.cancel', ...jun })).toMatchObject({ ok: true })
    expect((await told('workflow.ended')).data).toMatchObject({ end: 'cancelled', detail: 'key:jun asked for it' })
    expect(await host.ask('workflow:r1', { type: 'workflow.rerun', failedOnly: true, ...jun })).toMatchObject({ ok: true })
    Object.assign(github.runs[0] ?? {}, { status: 'completed', conclusion: 'success' })
    await hook()
    expect((await told('workflow.ended', { end: 'succeeded' })).data).toMatchObject({ attempt: 2, runId: github.runs[0]?.id })
    expect(github.deeds.map(({ what }) => what.split(' ')[0])).toEqual(['dispatch', 'cancel', 'rerun-failed-jobs'])
  })

  test('that GitHub does not take ends at once, with its reason', async () => {
    github.fail('/dispatches', 422, 1)
    await begin()
    expect((await told('workflow.ended')).data).toMatchObject({
      end: 'refused',
      runId: null,
      detail: expect.stringContaining('no, 422'),
    })
    expect(valueOf()).toBe('refused')
  })

  test('waits as long as GitHub wants to be left alone, and asks nothing meanwhile', async () => {
    github.fail('/commits', 429, 1, { 'retry-after': '1800' })
    await begin()
    await expect.poll(() => valueOf()).toBe('postponed')
    expect(contextOf().retryAfterMs).toBe(1_800_000)
    const due = host.view('workflow:r1')?.timers.map(({ dueAt }) => Date.parse(dueAt) - Date.now()) ?? []
    expect(due).toEqual([expect.toSatisfy((ms: number) => ms > 1_700_000)])
    // another asks nothing either: the limit is one for all
    await begin({ id: 'r2' })
    await expect.poll(() => valueOf('r2')).toBe('postponed')
    expect(dispatches()).toBe(0)
  })

  test('that an older server takes without naming it is found among the others', async () => {
    github.namesRuns = false
    github.begin({ at: '2026-01-01T00:00:00Z' })
    github.begin({ login: 'somebody' })
    await begin()
    expect((await told('workflow.dispatched')).data).toMatchObject({ how: 'began', runId: github.runs[2]?.id })
  })
})

describe('an answer that was lost', () => {
  test('is looked for, and the run that GitHub began is adopted', async () => {
    github.cut('/dispatches')
    await begin()
    expect((await told('workflow.dispatched')).data).toMatchObject({ how: 'adopted', runId: github.runs[0]?.id })
    expect(dispatches()).toBe(1)
  })
  test('of a request that never arrived begins one', async () => {
    github.fail('/dispatches', 502, 1)
    await begin()
    expect((await told('workflow.dispatched')).data).toMatchObject({ how: 'began', runId: github.runs[0]?.id })
    expect([dispatches(), github.runs.length]).toEqual([1, 1])
  })
})

describe('kill -9', () => {
  /** A process that begins the run and dies at this place; then what happens meanwhile; then a daemon that goes on. */
  const killedAt = async (point: string, meanwhile: () => void = () => undefined, id = 'r1'): Promise<void> => {
    await host.shutdown()
    const child = spawn(process.execPath, [join(root, 'test/github/killedRunHost.ts'), folder, github.url, id], {
      env: { ...process.env, QUORATE_KILL_AT: point },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    const [, signal] = (await once(child, 'close')) as [unknown, string]
    expect([signal, said]).toEqual(['SIGKILL', expect.stringContaining(`killed at ${point.split('#')[0] ?? ''}`)])
    meanwhile()
    host = await runHost(folder, github.url)
  }

  test('between GitHub’s doing and its record: the run is adopted, and none is begun a second time', async () => {
    await killedAt('workflow.dispatch.after')
    expect((await told('workflow.dispatched')).data).toMatchObject({ how: 'adopted', runId: github.runs[0]?.id, person: 'mara' })
    expect([dispatches(), github.runs.length]).toEqual([1, 1])
  })
  test('before GitHub was asked: it is asked, once', async () => {
    await killedAt('effect.run.before#2')
    expect((await told('workflow.dispatched')).data).toMatchObject({ how: 'began', runId: github.runs[0]?.id })
    expect([dispatches(), github.runs.length]).toEqual([1, 1])
  })
  test.each<[string, () => void]>([
    ['another run by the same login', () => void github.begin()],
    [
      'no run but one of another commit',
      () => {
        github.runs.splice(0)
        github.begin({ head: 'b'.repeat(40) })
      },
    ],
  ])('with %s: it ends unsure and says so', async (_what, meanwhile) => {
    await killedAt('workflow.dispatch.after', meanwhile)
    expect((await told('workflow.ended')).data).toMatchObject({
      end: 'unsure',
      detail: expect.stringContaining('/actions/runs/'),
    })
    expect([dispatches(), valueOf()]).toEqual([1, 'unsure'])
  })
  test('with runs of others only: one is begun', async () => {
    await killedAt('workflow.dispatch.after', () => {
      github.runs.splice(0)
      github.begin({ login: 'somebody' })
      github.begin({ ref: 'other' })
    })
    expect((await told('workflow.dispatched')).data).toMatchObject({ how: 'began', runId: github.runs[2]?.id })
  })
  test('and a run that is another bot’s is not adopted', async () => {
    await begin({ id: 'other' })
    await told('workflow.dispatched', { workflowId: 'other' })
    await killedAt('effect.run.before#3')
    expect((await told('workflow.dispatched', { workflowId: 'r1' })).data).toMatchObject({
      how: 'began',
      runId: github.runs[1]?.id,
    })
    expect(github.runs.map(({ login }) => login)).toEqual([standInLogin, standInLogin])
  })
  test('while it is followed: it goes on, and tells its end once', async () => {
    await killedAt('effect.run.before#3', () => {
      Object.assign(github.runs[0] ?? {}, { status: 'completed', conclusion: 'success' })
    })
    await told('workflow.ended', { end: 'succeeded' })
    expect(dispatches()).toBe(1)
  })
})
