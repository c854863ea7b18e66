import { expect, test } from 'vitest'
import { mayWait, runStateOf } from './runState.ts'

const run = (status: string | null, conclusion: string | null = null) => ({
  status,
  conclusion,
  run_attempt: 2,
  html_url: 'https://github.com/quorate/site/actions/runs/9',
})
const job = (
  name: string,
  status: string,
  conclusion: string | null = null,
  steps: { name: string; conclusion: string | null }[] = [],
) => ({
  name,
  status,
  conclusion,
  html_url: null,
  steps,
})

test.each([
  ['queued', [], 'queued'],
  ['requested', [], 'queued'],
  ['pending', [], 'queued'],
  [null, [], 'queued'],
  ['in_progress', [], 'running'],
  ['in_progress', ['production'], 'waiting'],
  ['waiting', ['production'], 'waiting'],
  // for a timer of the environment, and for nobody
  ['waiting', [], 'queued'],
  ['completed', [], 'completed'],
] as const)('GitHub’s %s with %j waiting is %s', (status, waiting, phase) =>
  expect(runStateOf(run(status), [], waiting).phase).toBe(phase),
)

test('counts jobs, and names the first that failed with its step', () => {
  const jobs = [
    job('lint', 'completed', 'success'),
    job('build', 'completed', 'failure', [
      { name: 'Set up job', conclusion: 'success' },
      { name: 'Compile', conclusion: 'failure' },
    ]),
    job('test', 'completed', 'timed_out'),
    job('ship', 'queued'),
    job('tell', 'in_progress'),
  ]
  expect(runStateOf(run('in_progress'), jobs, [])).toMatchObject({
    attempt: 2,
    conclusion: '',
    jobs: { queued: 1, running: 1, done: 3, failed: 2 },
    failed: { job: 'build', step: 'Compile', url: 'https://github.com/quorate/site/actions/runs/9' },
  })
  expect(runStateOf(run('completed', 'failure'), [job('test', 'completed', 'timed_out')], []).failed).toMatchObject({
    job: 'test',
    step: '',
  })
})

test('only what may wait is asked about', () => {
  expect(mayWait(run('waiting'), [])).toBe(true)
  expect(mayWait(run('in_progress'), [job('ship', 'waiting')])).toBe(true)
  expect(mayWait(run('in_progress'), [job('ship', 'queued')])).toBe(false)
  expect(mayWait(run('completed', 'success'), [job('ship', 'waiting')])).toBe(false)
})
