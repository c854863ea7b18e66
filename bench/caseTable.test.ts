import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { caseTable } from './caseTable.ts'

test('every row of the targets is a case with its baselines', () => {
  const rows = caseTable.map(({ name, targets, limit }) => {
    const wanted = Object.entries(targets).map(([baseline, { is, ratio }]) => `${is} ${ratio} × ${baseline}`)
    return `${name}: ${[...wanted, ...(limit === undefined ? [] : [`${limit.is} ${limit.value}`])].join(', ')}`
  })
  expect(rows.join('\n')).toMatchInlineSnapshot(`
    "one actor: at least 0.7 × raw append, at least 3 × lowdb, at least 1.2 × sqlite
    100 actors: at least 0.6 × serial bound, at least 30 × lowdb, at least 8 × raw append
    100 busy actors: at least 0.6 × serial bound, at least 8 × raw append, at least 0.25 × xstate live
    root tree: at least 500 × xstate root tree
    start 10k: at most 1
    start 100k: at most 8
    idle actor: at most 0.5
    journal scan: at least 400000
    spawn 10k: at most 1.5 × four times 2,500, at least 0.67 × half of 20,000, at most 1
    attestation check: at most 120
    cycle: at most 2 × sum of its own chain calls
    gateway latency: at most 3 × bare route
    gateway throughput: at least 0.5 × bare route
    gateway p99: at most 50
    chat acknowledgement: at most 250
    copilot routing: at most 5
    console script: at most 100
    console first bot: at most 2000
    console layout: at most 150
    console latency: at most 200
    console frames: at most 100
    console scroll: at most 100
    console memory: at most 1.5 × before, at most 1.1 × half way
    flat curve: at most 1.5 × among 10
    restate: at least 100 × restate
    dbos: at least 80 × dbos"
  `)
})

test('the project takes part in every case, and every contender is there', () => {
  expect(caseTable.filter(({ contenders }) => Object.keys(contenders)[0] !== 'quorate')).toEqual([])
  const modules = caseTable.flatMap(({ contenders }) => Object.values(contenders).map(({ module }) => module))
  expect(modules.filter((module) => !existsSync(join(import.meta.dirname, module)))).toEqual([])
})

test('only the engines wait to be asked for', () => {
  expect(caseTable.filter(({ engines }) => engines).map(({ name }) => name)).toEqual(['restate', 'dbos'])
})
