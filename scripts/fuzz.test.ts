import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'quorate-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Said {
  readonly code: number
  readonly last: Readonly<Record<string, unknown>>
  readonly told: string
}
function fuzz(...given: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/fuzz.ts', ...given, '--json'], { encoding: 'utf8' }, (error, said, told) => {
      const last = said.trimEnd().split('\n').at(-1) ?? ''
      resolve({ code: error === null ? 0 : Number(error.code), last: last === '' ? {} : JSON.parse(last), told })
    })
  })
}

describe('npm run fuzz', { timeout: 120_000 }, () => {
  it('ends with one line that a script can judge', async () => {
    const { code, last } = await fuzz('--seed', '1', '--steps', '60')
    expect(code).toBe(0)
    expect(Object.keys(last)).toEqual([
      'type',
      'seeds',
      'steps',
      'executions',
      'crashes',
      'reorgs',
      'tornWrites',
      'violations',
      'historyHash',
    ])
    expect(last).toMatchObject({ type: 'summary', seeds: 1, violations: 0 })
    // and some more, until what is owed has happened
    expect(Number(last['steps'])).toBeGreaterThanOrEqual(60)
  })

  it('says that nothing is proven where no crash, reorg or trade was met', async () => {
    const { code, told } = await fuzz('--seeds', '2', '--steps', '2', '--workers', '1')
    expect(code).toBe(1)
    expect(told).toContain('nothing is proven: no')
  })

  it('lives the schedule it is given', async () => {
    const faults = JSON.stringify([
      { step: 5, kind: 'kill' },
      { step: 20, kind: 'reorg', depth: 3 },
    ])
    const { last } = await fuzz('--seed', '1', '--steps', '60', '--faults', faults)
    expect(last).toMatchObject({ crashes: 1, reorgs: 1 })
  })

  it('takes up where a record ends, to the same end as without a break', async () => {
    const record = join(folder, 'record.json')
    const common = ['--steps', '40', '--workers', '1']
    await fuzz('--from', '10', '--seeds', '2', ...common, '--record', record)
    const continued = await fuzz('--from', '10', '--seeds', '4', ...common, '--record', record)
    const whole = await fuzz('--from', '10', '--seeds', '4', ...common)
    expect(continued.last).toEqual(whole.last)
    expect(whole.last['seeds']).toBe(4)
  })

  it('refuses what is no number', async () => {
    const { code, told } = await fuzz('--seeds', 'many')
    expect(code).toBe(1)
    expect(told).toContain('--seeds many: give a number of at least 1')
  })
})
