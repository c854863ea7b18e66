import { describe, expect, test } from 'vitest'
import { parseFact, type Fact } from '#protocol/facts.ts'
import { jobWords, workflowWords } from './workflowWords.ts'

const about = { workflowId: 'c0ffee', repo: 'quorate/site', workflow: 'deploy.yml', ref: 'trunk' }
const run = { ...about, runId: 9, attempt: 1, url: 'https://github.com/quorate/site/actions/runs/9' }
const mara = { by: 'key:mara', person: 'mara' }
const ended = { ...run, ...mara, conclusion: '', job: '', step: '', detail: '' }
const said = (type: string, data: object): string => {
  const fact = parseFact({ type, data }) as Extract<Fact, { readonly type: `workflow.${string}` }> // each row below is one
  const [tone, text] = workflowWords(fact)
  return `${tone}: ${text}`
}
const it = 'run c0ffee (deploy.yml of quorate/site at trunk)'

test.each([
  ['workflow.dispatched', { ...run, ...mara, how: 'began' }, 'plain: mara runs deploy.yml of quorate/site at trunk: run c0ffee'],
  [
    'workflow.dispatched',
    { ...run, by: 'key:robot', person: null, how: 'repeated' },
    'plain: key:robot repeats deploy.yml of quorate/site at trunk: run c0ffee',
  ],
  [
    'workflow.dispatched',
    { ...run, ...mara, how: 'adopted' },
    'plain: mara finds again deploy.yml of quorate/site at trunk: run c0ffee',
  ],
  [
    'workflow.progressed',
    { ...run, phase: 'running', jobs: { queued: 1, running: 1, done: 2, failed: 1 } },
    `quiet: ${it} is running: 2 of 4 jobs done, 1 running, 1 failed`,
  ],
  [
    'workflow.waiting',
    { ...run, environments: ['staging', 'production'] },
    `plain: ${it} waits for a review of staging, production`,
  ],
  [
    'workflow.reviewed',
    { ...run, ...mara, environment: 'production', verdict: 'approve', reason: '' },
    `good: mara approves production of ${it}`,
  ],
  [
    'workflow.reviewed',
    { ...run, ...mara, environment: 'production', verdict: 'reject', reason: 'too late' },
    `bad: mara rejects production of ${it}: too late`,
  ],
  ['workflow.cancelAsked', { ...run, ...mara }, `plain: mara asks GitHub to cancel ${it}`],
  [
    'workflow.blind',
    { ...about, code: 'GITHUB_UNREACHABLE', detail: 'away' },
    `bad: GitHub does not say where ${it} is: GITHUB_UNREACHABLE away`,
  ],
  ['workflow.ended', { ...ended, end: 'succeeded' }, `good: ${it} succeeded`],
  ['workflow.ended', { ...ended, end: 'failed', job: 'build', step: 'Compile' }, `bad: ${it} failed in build, at Compile`],
  ['workflow.ended', { ...ended, end: 'failed', job: 'build' }, `bad: ${it} failed in build`],
  [
    'workflow.ended',
    { ...ended, end: 'cancelled', detail: 'key:mara asked for it' },
    `plain: ${it} is cancelled: key:mara asked for it`,
  ],
  [
    'workflow.ended',
    { ...ended, runId: null, attempt: 0, url: '', end: 'refused', detail: 'no' },
    `bad: ${it} was not begun: no`,
  ],
  ['workflow.ended', { ...ended, end: 'unsure', detail: 'two' }, `bad: ${it} is given up, whether it ran cannot be told: two`],
])('%s %j', (type, data, text) => expect(said(type, data)).toBe(text))

describe('jobs', () => {
  test('are counted in words', () => {
    expect(jobWords({ queued: 0, running: 0, done: 0, failed: 0 })).toBe('no jobs yet')
    expect(jobWords({ queued: 0, running: 0, done: 1, failed: 0 })).toBe('1 of 1 job done')
  })
})
