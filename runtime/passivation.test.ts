import { expect, test } from 'vitest'
import { limits } from './limits.ts'
import { Passivation } from './passivation.ts'
import type { Entry } from './entry.ts'
import { Store } from './store.ts'

/** Bots whose last record has the number given. */
function storeOf(seqs: readonly number[]): ReadonlyMap<string, Entry> {
  const store = new Store()
  seqs.forEach((seq, index) => {
    const entry = store.entry(`worker:${index}`)
    Object.assign(entry, { seq, live: {}, shown: {} })
  })
  return store.entries
}
const awake = (entries: ReadonlyMap<string, Entry>): string[] =>
  [...entries.values()].flatMap(({ address, live }) => (live === undefined ? [] : [address]))

test('lets go of bots that did nothing for the idle time, and of no others', () => {
  const entries = storeOf([5, 20])
  const passivation = new Passivation()
  let letGo = 0
  for (let look = 0; look < limits.idleLooks; look += 1) letGo += passivation.look(entries, 10)
  expect([letGo, awake(entries)]).toEqual([0, ['worker:0', 'worker:1']])
  for (let look = 0; look < 10; look += 1) letGo += passivation.look(entries, 10)
  expect([letGo, awake(entries)]).toEqual([1, ['worker:1']])
})

test('keeps a bot for which something waits', () => {
  const entries = storeOf([5])
  entries.get('worker:0')?.queue.push({ kind: 'timer', id: 'x', generation: 1 })
  const passivation = new Passivation()
  for (let look = 0; look < limits.idleLooks * 2; look += 1) passivation.look(entries, 10)
  expect(awake(entries)).toEqual(['worker:0'])
})

test('among too many, lets go after one look', () => {
  const entries = storeOf([...Array.from({ length: limits.liveSnapshotsMax }, () => 5), 30])
  const passivation = new Passivation()
  expect(passivation.look(entries, 10)).toBe(0)
  expect(passivation.look(entries, 40)).toBe(limits.liveSnapshotsMax)
  expect(awake(entries)).toEqual([`worker:${limits.liveSnapshotsMax}`])
})
