import { expect, test } from 'vitest'
import { crawlerMachine } from '#machines/crawler.ts'
import { incidentMachine } from '#machines/incident.ts'
import { connected } from './connected.ts'

const bot = (role: string, state: string, status: 'active' | 'done' | 'quarantined' = 'active') => ({ role, state, status })

test('a source that does not answer is counted, one whose bot has ended is not there', () => {
  const bots = [bot('crawler', 'watching'), bot('crawler', 'resting'), bot('crawler', 'extracting'), bot('fund', 'flat')]
  expect(connected(bots).feeds).toEqual({ all: 3, silent: 1 })
  expect(connected([...bots, bot('crawler', 'resting', 'done'), bot('verifier', 'resting')]).feeds).toEqual({ all: 3, silent: 1 })
  expect(connected([]).feeds).toEqual({ all: 0, silent: 0 })
})

test('an incident is open until its bot has ended', () => {
  expect(
    connected([bot('incident', 'open'), bot('incident', 'acknowledged'), bot('incident', 'resolved', 'done')]).incidents,
  ).toBe(2)
})

test('the machines have what is looked for', () => {
  expect(crawlerMachine.states.resting.description).toContain('does not answer')
  const ends = Object.values(incidentMachine.states).map(({ states }) =>
    Object.values(states).some(({ type }) => type === 'final'),
  )
  expect(ends).toEqual([true, true, true])
})
