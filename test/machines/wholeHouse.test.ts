// Rules of style.md that every machine keeps.
import { readdirSync, readFileSync } from 'node:fs'
import type { AnyStateMachine } from 'xstate'
import { describe, expect, test } from 'vitest'
import { factSchemas } from '#protocol/facts.ts'
import { defineBot } from '#runtime/registration.ts'
import * as limits from '#machines/limits.ts'
import { allMachines } from './allMachines.ts'
import { nodesOf, pathOf } from './recording.ts'

const machinesFolder = new URL('../../machines/', import.meta.url)
const sources = readdirSync(machinesFolder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(new URL(file, machinesFolder), 'utf8') }))
const bounds = new Set(Object.values(limits).flatMap((group) => Object.values(group)))

test('every machine is in the table', () => {
  const written = sources.filter(({ text }) => text.includes('createMachine(')).map(({ file }) => file.replace(/\.ts$/, ''))
  expect(Object.keys(allMachines).toSorted()).toEqual(written.toSorted())
})

test('every fact of the shared table is told by some machine', () => {
  const machines = sources.map(({ text }) => text).join('\n')
  // the port that waits for a receipt sees a reorg and keeps waiting: no event of the account bot's tells of it
  expect(Object.keys(factSchemas).filter((name) => !machines.includes(`'${name}'`))).toEqual([])
})

describe.each(Object.entries(allMachines))('%s', (name, machine: AnyStateMachine) => {
  const nodes = nodesOf(machine)
  const invokes = nodes.flatMap((node) => node.invoke)

  test('the runtime takes it', () => {
    expect(defineBot({ role: name, version: 1, machine }).role).toBe(name)
  })

  test('every state says what is true in it', () => {
    expect(nodes.filter((node) => (node.description ?? '').length < 12).map(pathOf)).toEqual([])
  })

  test('every effect’s id is its port, named after the role and used once', () => {
    for (const invoke of invokes) expect([invoke.src, invoke.id.split('.')[0]]).toEqual([invoke.id, name])
    expect(new Set(invokes.map((invoke) => invoke.id)).size).toBe(invokes.length)
    expect(invokes.map((invoke) => invoke.id).toSorted()).toEqual(Object.keys(machine.implementations.actors).toSorted())
  })

  test('every wait is named, and comes from the limits or the input', () => {
    const delays = machine.implementations.delays as Readonly<Record<string, unknown>>
    const used = nodes.flatMap((node) => Object.keys((node.config.after as object | undefined) ?? {}))
    for (const delay of used) expect(Object.keys(delays)).toContain(delay)
    const fixed = Object.entries(delays).filter(([, value]) => typeof value !== 'function')
    expect(fixed.filter(([, value]) => !bounds.has(value as never))).toEqual([])
  })
})
