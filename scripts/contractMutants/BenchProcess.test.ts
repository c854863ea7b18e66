import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BenchProcess } from './BenchProcess.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-bench-process-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const draws = { fuzzRuns: 1, campaignRuns: 1, campaignDepth: 1 }
const program = join(folder, 'program.mjs')
writeFileSync(
  program,
  `process.on('message', ({ id }) => {
    if (id === 1) process.exit(3)
    if (id === 2) return
    if (id === 6) return process.send({ by: [String(process.pid)], isFull: true })
    if (id === 5) return void setTimeout(() => process.send({ by: [] }), 1_000)
    process.send(id === 3 ? { problem: 'no results' } : { by: id === 4 ? ['Fund.test_x'] : [] })
  })`,
)
const ask = (bench: BenchProcess, id: number) => bench.failures({ id, seed: '0x51', suites: 'tests' }, 1_000)

test('a process that dies, or does not end, has failed its tests, and the next one goes on', async () => {
  const bench = new BenchProcess(folder, draws, program)
  expect(await ask(bench, 0)).toEqual([])
  expect(await ask(bench, 4)).toEqual(['Fund.test_x'])
  expect(await ask(bench, 1)).toEqual(['the tests died with exit code 3'])
  expect(await ask(bench, 4)).toEqual(['Fund.test_x'])
  expect(await ask(bench, 2)).toEqual(['the tests did not end'])
  expect(await ask(bench, 0)).toEqual([])
  bench.end()
})

test('who comes back late, because something else took the processor, is waited for', async () => {
  const bench = new BenchProcess(folder, draws, program)
  expect(await bench.failures({ id: 5, seed: '0x51', suites: 'tests' }, 500)).toEqual([])
  bench.end()
})

test('a process that has grown large is not asked again', async () => {
  const bench = new BenchProcess(folder, draws, program)
  const pids = [await ask(bench, 6), await ask(bench, 6)].flat()
  expect(new Set(pids).size).toBe(2)
  bench.end()
})

test('tests that never ran catch nothing', async () => {
  const broken = join(folder, 'broken.mjs')
  writeFileSync(broken, `process.on('message', () => process.exit(4))`)
  await expect(ask(new BenchProcess(folder, draws, broken), 1)).rejects.toThrow(
    'without a wrong line the tests died with exit code 4',
  )
  const bench = new BenchProcess(folder, draws, program)
  await expect(ask(bench, 3)).rejects.toThrow('no results')
  bench.end()
})
