import { expect, it } from 'vitest'
import type { BotLine, TurnChange } from './shapes.ts'
import { forgetEnded, takeTurn } from './takeTurn.ts'
import { turnChange } from './turnFixtures.ts'

const at = '2026-01-01T00:00:00.000Z'
const after = (...turns: readonly Partial<TurnChange>[]): ReadonlyMap<string, BotLine> => {
  const bots = new Map<string, BotLine>()
  for (const turn of turns) takeTurn(bots, turnChange(turn))
  return bots
}

it('shows all that a bot waits for, not only what its last turn asked', () => {
  const bots = after(
    { waits: { timers: 2, effects: 1, dueAt: at } },
    { seq: 8, effects: [], waits: { timers: 2, effects: 1, dueAt: at } },
  )
  expect(bots.get('relayer:main')).toMatchObject({ seq: 8, state: 'gathering', waits: { timers: 2, effects: 1 } })
})

it('knows who started a bot, whichever of the two is told first', () => {
  const begins = { actor: 'intent:one', role: 'intent', seq: 8, from: null, to: 'proposed' }
  for (const bots of [after({ starts: ['intent:one'] }, begins), after(begins, { seq: 9, starts: ['intent:one'] })])
    expect(bots.get('intent:one')).toMatchObject({ parent: 'relayer:main', state: 'proposed', fundId: 'main' })
})

it('counts restarts and keeps what only the list tells', () => {
  const bots = new Map([['relayer:main', { ...after({}).get('relayer:main'), queued: 3, parent: 'swarm:root' } as BotLine]])
  takeTurn(bots, turnChange({ restarts: 2, status: 'done' }))
  expect(bots.get('relayer:main')).toMatchObject({ restarts: 2, queued: 3, parent: 'swarm:root', status: 'done' })
})

it('remembers of those that have ended the last ones, and all that live', () => {
  const ends = ['done', 'stopped', 'done'] as const
  const turns = ends.map((status, index) => ({ actor: `claim:${index}`, seq: 10 - index, status }))
  const bots = new Map(after({ actor: 'relayer:main', seq: 1 }, ...turns))
  forgetEnded(bots, 2)
  expect([...bots.keys()]).toEqual(['relayer:main', 'claim:0', 'claim:1'])
  forgetEnded(bots, 2)
  expect(bots.size).toBe(3)
})
