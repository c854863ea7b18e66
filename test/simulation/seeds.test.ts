// A thousand lives in every run of the tests, by the program that people run for longer.
import { execFile } from 'node:child_process'
import { expect, it } from 'vitest'

const seeds = 1_000
/** Each life then goes on until what is owed has happened, and some until they have traded again. */
const stepsEach = 200

it('keeps every law through a thousand lives of crashes, torn writes, reorgs and bad weather', { timeout: 600_000 }, async () => {
  const { code, said, told } = await fuzz([
    '--seeds',
    String(seeds),
    '--steps',
    String(stepsEach),
    '--workers',
    '2',
    '--minutes',
    '9',
    '--json',
  ])
  expect({ code, told: told.split('\n').filter((line) => !line.includes('next --from')) }).toEqual({ code: 0, told: [''] })
  const { steps, ...summary } = JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as Record<string, number | string>
  expect(summary).toEqual({
    type: 'summary',
    seeds,
    executions: expect.any(Number),
    crashes: expect.any(Number),
    reorgs: expect.any(Number),
    tornWrites: expect.any(Number),
    violations: 0,
    historyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(Number(steps)).toBeGreaterThanOrEqual(seeds * stepsEach)
  for (const what of ['executions', 'crashes', 'reorgs', 'tornWrites']) expect(Number(summary[what])).toBeGreaterThan(seeds / 20)
})

function fuzz(given: readonly string[]): Promise<{ readonly code: number; readonly said: string; readonly told: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/fuzz.ts', ...given], { encoding: 'utf8' }, (error, said, told) => {
      resolve({ code: error === null ? 0 : Number(error.code), said, told })
    })
  })
}
