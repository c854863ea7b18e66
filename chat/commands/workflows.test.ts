import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { githubDesk } from '#cli/githubHere.ts'
import type { GithubRepository } from '#protocol/github.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { worldOf } from '../../actors/fixtures.ts'
import { makeGithubHands } from '../../actors/githubHands.ts'
import { workflowBot, workflowEffects } from '../../actors/workflow.ts'
import { apiOf } from '../../test/github/runHost.ts'
import { standIn, standInRepo as repo, type StandIn } from '../../test/github/standIn.ts'
import type { Command } from './command.ts'
import { commandNamed } from './commandTable.ts'
import type { CommandContext } from './commandContext.ts'
import { contextOf } from './fixtures.ts'
import { plainStyle } from './style.ts'
import type { WorkflowLine } from './workflowView.ts'

const rule: GithubRepository = { repo, run: 'operator', review: ['jun', 'mara'] }
const folder = mkdtempSync(join(tmpdir(), 'quorate-workflows-'))
let github: StandIn
let host: LocalHost
let context: CommandContext
beforeAll(async () => {
  github = await standIn()
  const hands = makeGithubHands({ api: apiOf(github.url), repositories: [rule], host: () => host })
  host = await createLocalHost({ directory: folder, bots: [workflowBot], effects: workflowEffects(worldOf({ github: hands })) })
  context = contextOf({ host, who: 'key:mara', person: 'mara', ...desk([rule]) })
}, 60_000)
afterAll(async () => {
  await host.shutdown()
  await github.close()
  rmSync(folder, { recursive: true, force: true })
})

const desk = (repositories: readonly GithubRepository[]): Pick<CommandContext, 'github'> => ({
  github: githubDesk({ api: apiOf(github.url), repositories }),
})
let requests = 0
const ask = async <Answer = WorkflowLine>(name: string, args: object, more: Partial<CommandContext> = {}): Promise<Answer> => {
  const command = rowOf(name)
  for await (const answer of command.answer(args, { ...context, requestId: `request-${(requests += 1)}`, ...more })) {
    expect(command.result?.safeParse(answer).success).toBe(true)
    expect(command.render(answer, plainStyle(100))).not.toBe('')
    return answer as Answer // as the command states
  }
  throw new Error('no answer')
}
const rowOf = (name: string): Command => {
  const command = commandNamed(name)
  if (command === undefined) throw new Error(`no command ${name}`)
  return command
}
const jun = { who: 'key:jun', person: 'jun' }
const run = (args: object = {}, more: Partial<CommandContext> = {}): Promise<WorkflowLine> =>
  ask('workflow.run', { workflow: 'deploy.yml', inputs: ['target=staging'], ...args }, more)
const began = async (line: WorkflowLine): Promise<WorkflowLine> => {
  await expect.poll(() => host.view(`workflow:${line.id}`)?.value).toEqual({ followed: 'queued' })
  return ask('workflow.show', { id: line.id })
}

describe('workflow list', () => {
  test('lists what can be run, and only that', async () => {
    await expect(ask('workflow.list', {})).resolves.toMatchObject({
      workflows: [{ repo, workflow: 'deploy.yml', name: 'Deploy' }],
    })
    await expect(ask('workflow.list', {}, desk([{ ...rule, workflows: ['other.yml'] }]))).resolves.toEqual({ workflows: [] })
  })
  test('of a repository that is not listed in the settings says which are; without GitHub, what to do', async () => {
    await expect(ask('workflow.list', { repo: 'quorate/other' })).rejects.toMatchObject({
      code: 'UNKNOWN_REPOSITORY',
      details: { known: repo },
    })
    await expect(ask('workflow.list', {}, { github: contextOf().github })).rejects.toMatchObject({ code: 'GITHUB_OFF' })
  })
})

describe('workflow run', () => {
  test('runs it at the default branch, which is looked up, with its inputs', async () => {
    const line = await run({ inputs: ['target=staging', 'dry=yes'] })
    expect(line).toMatchObject({ repo, workflow: 'deploy.yml', ref: 'trunk', by: 'key:mara', person: 'mara', runId: null })
    expect(line.id).toMatch(/^[a-z0-9]{1,32}$/)
    expect(await began(line)).toMatchObject({ runId: github.runs.at(-1)?.id, attempt: 1, state: 'followed.queued' })
    expect(github.deeds.at(-1)?.body).toMatchObject({ ref: 'trunk', inputs: { target: 'staging', dry: 'true' } })
  })

  test('is one run for one request, however often it is sent', async () => {
    const before = github.deeds.length
    const [one, two] = await Promise.all([run({}, { requestId: 'same' }), run({}, { requestId: 'same' })])
    await began(one)
    expect([two.id, (await run({ workflow: 'is-not-looked-up' }, { requestId: 'same' })).id]).toEqual([one.id, one.id])
    expect(github.deeds.length).toBe(before + 1)
  })

  test('takes the workflow by its name or its bare file, and inputs where a branch could stand', async () => {
    await expect(run({ workflow: 'Deploy', ref: 'target=production', inputs: [] })).resolves.toMatchObject({
      ref: 'trunk',
      workflow: 'deploy.yml',
    })
    await expect(run({ workflow: 'deploy', ref: 'release/1.2' })).resolves.toMatchObject({ ref: 'release/1.2' })
  })

  test('asks for what is missing, with all that a conversation needs', async () => {
    const failure = await run({ inputs: [] }).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      code: 'INPUTS_MISSING',
      details: {
        command: 'workflow run',
        names: 'target',
        missing: [{ name: 'target', says: 'Where to', kind: 'text', choices: ['staging', 'production'], preset: '' }],
      },
    })
  })

  test.each<[string, object, string, RegExp]>([
    ['a choice that there is not', { inputs: ['target=moon'] }, 'INPUT_INVALID', /one of staging, production/],
    ['an input that there is not', { inputs: ['target=staging', 'speed=1'] }, 'INPUT_INVALID', /it takes target, dry/],
    ['a flag that is none', { inputs: ['target=staging', 'dry=maybe'] }, 'INPUT_INVALID', /true or false/],
    ['a word that is no input', { inputs: ['staging'] }, 'ARGUMENTS_INVALID', /help/],
    ['an input twice', { inputs: ['target=staging', 'target=production'] }, 'ARGUMENTS_INVALID', /help/],
    ['a branch that is none', { ref: '../main' }, 'ARGUMENTS_INVALID', /help/],
    ['a workflow that is nearly there', { workflow: 'deplyo.yml' }, 'UNKNOWN_WORKFLOW', /did you mean deploy\.yml/],
    ['a workflow that is not there', { workflow: 'x' }, 'UNKNOWN_WORKFLOW', /workflow list/],
    ['a repository that is not listed', { repo: 'quorate/other' }, 'UNKNOWN_REPOSITORY', /Hello-World/],
  ])('refuses %s, and nothing is begun', async (_what, args, code, hint) => {
    const before = host.list('workflow').length
    await expect(run(args)).rejects.toMatchObject({ code, hint: expect.stringMatching(hint) })
    expect(host.list('workflow').length).toBe(before)
  })

  test('asks which repository where there are several, and takes the answer as an option or a word', async () => {
    const two = desk([rule, { ...rule, repo: 'quorate/other' }])
    await expect(run({}, two)).rejects.toMatchObject({
      code: 'INPUTS_MISSING',
      details: { missing: [{ name: 'repo', choices: [repo, 'quorate/other'] }] },
    })
    await expect(run({ repo }, two)).resolves.toMatchObject({ repo })
    await expect(run({ inputs: [`repo=${repo.toUpperCase()}`, 'target=staging'] }, two)).resolves.toMatchObject({ repo })
  })

  test('is for the role that the repository wants, and for workflows that it opens', async () => {
    const isStillAllowed = (permission: string): boolean => permission !== 'admin'
    const strict = desk([{ ...rule, run: 'admin' }])
    await expect(run({}, { ...strict, isStillAllowed })).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
      details: { permission: `admin in ${repo}` },
    })
    await expect(run({}, desk([{ ...rule, workflows: ['other.yml'] }]))).rejects.toMatchObject({ code: 'UNKNOWN_WORKFLOW' })
  })

  test('of a file that cannot be begun by hand, or a branch that is not there, says so', async () => {
    github.fail('/contents/', 404, 1)
    await expect(run()).rejects.toMatchObject({ code: 'WORKFLOW_UNREADABLE' })
  })
})

describe('a run', () => {
  test('is listed while it is under way, and with those that are over when it is', async () => {
    const { id } = await began(await run())
    const listed = async (args: object): Promise<readonly string[]> =>
      (await ask<{ runs: readonly WorkflowLine[] }>('workflow.runs', args)).runs.map((line) => line.id)
    expect(await listed({ repo })).toContain(id)
    expect(await listed({ repo: 'quorate/other' })).toEqual([])
    await ask('workflow.cancel', { id })
    await expect.poll(() => host.view(`workflow:${id}`)?.value).toEqual({ ended: 'cancelled' })
    expect([await listed({}), await listed({ all: true })]).toEqual([
      expect.not.arrayContaining([id]),
      expect.arrayContaining([id]),
    ])
  })

  test('is cancelled, is not cancelled twice, and is repeated', async () => {
    const { id } = await began(await run())
    await expect(ask('workflow.rerun', { id })).rejects.toMatchObject({ code: 'RUN_REFUSED' })
    await ask('workflow.cancel', { id })
    await expect.poll(() => host.view(`workflow:${id}`)?.value).toEqual({ ended: 'cancelled' })
    await expect(ask('workflow.cancel', { id })).rejects.toMatchObject({ code: 'RUN_REFUSED', hint: expect.stringContaining(id) })
    await expect(ask('workflow.rerun', { id, failed: true })).resolves.toMatchObject({ attempt: 2 })
    expect(github.deeds.at(-1)?.what).toBe(`rerun-failed-jobs ${github.runs.at(-1)?.id ?? 0}`)
  })

  test('says what GitHub refuses as GitHub’s refusal', async () => {
    const { id } = await began(await run())
    github.fail('/cancel', 403, 1)
    await expect(ask('workflow.cancel', { id })).rejects.toMatchObject({
      code: 'GITHUB_REFUSED',
      hint: expect.stringContaining('actions: write'),
    })
  })

  test.each(['workflow.show', 'workflow.cancel', 'workflow.rerun'])('%s of one that is not there', (name) =>
    expect(ask(name, { id: 'nothing' })).rejects.toMatchObject({ code: 'UNKNOWN_RUN' }),
  )
  test('of a repository that is not listed any more is nobody’s to cancel', async () => {
    const { id } = await began(await run())
    await expect(ask('workflow.cancel', { id }, desk([{ ...rule, repo: 'quorate/other' }]))).rejects.toMatchObject({
      code: 'UNKNOWN_REPOSITORY',
    })
  })
})

describe('workflow review', () => {
  const waiting = async (...environments: readonly string[]): Promise<WorkflowLine> => {
    const line = await began(await run())
    Object.assign(github.runs.at(-1) ?? {}, {
      status: 'waiting',
      waiting: environments,
      jobs: [{ name: 'ship', status: 'waiting' }],
    })
    await host.ask(`workflow:${line.id}`, { type: 'workflow.look' })
    await expect.poll(() => host.view(`workflow:${line.id}`)?.value).toEqual({ followed: 'awaitingReview' })
    return line
  }
  test('lets a deployment go on in the name of a reviewer, once for one request', async () => {
    const { id } = await waiting('production')
    const args = { id, verdict: 'approve', reason: 'tested' }
    await ask('workflow.review', args, { ...jun, requestId: 'review-1' })
    await ask('workflow.review', { ...args, environment: 'production' }, { ...jun, requestId: 'review-1' })
    const deeds = github.deeds.filter(({ what }) => what === `pending_deployments ${github.runs.at(-1)?.id ?? 0}`)
    expect(deeds.map(({ body }) => body)).toEqual([
      expect.objectContaining({ state: 'approved', comment: expect.stringContaining('tested') }),
    ])
  })
  test('is not for who ran it, not for who is no reviewer, not for who is nobody, and not without the role', async () => {
    const { id } = await waiting('production')
    const review = (more: Partial<CommandContext>) => ask('workflow.review', { id, verdict: 'approve' }, more)
    await expect(review({})).rejects.toMatchObject({ code: 'REVIEW_DENIED', message: expect.stringContaining('mara ran it') })
    await expect(review({ who: 'key:eve', person: 'eve' })).rejects.toMatchObject({
      code: 'REVIEW_DENIED',
      message: expect.stringContaining('reviewers'),
    })
    await expect(review({ who: 'key:robot', person: null })).rejects.toMatchObject({ code: 'PERSON_UNKNOWN' })
    await expect(review({ ...jun, isStillAllowed: () => false })).rejects.toMatchObject({ code: 'NOT_PERMITTED' })
    await expect(ask('workflow.review', { id, verdict: 'approve', environment: 'moon' }, jun)).rejects.toMatchObject({
      code: 'RUN_REFUSED',
    })
    await expect(ask('workflow.review', { id, verdict: 'reject' })).resolves.toMatchObject({ id })
  })
  test('asks which where several wait, and says so where none does', async () => {
    const { id } = await waiting('production', 'staging')
    await expect(ask('workflow.review', { id, verdict: 'approve' }, jun)).rejects.toMatchObject({
      code: 'INPUTS_MISSING',
      details: { missing: [{ name: 'environment', choices: ['production', 'staging'] }] },
    })
    const other = await began(await run())
    await expect(ask('workflow.review', { id: other.id, verdict: 'approve' }, jun)).rejects.toMatchObject({ code: 'RUN_REFUSED' })
  })
})

test('all of it went as GitHub documents it', () => expect(github.violations).toEqual([]))
