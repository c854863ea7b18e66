// A turn of the swarm as the stream of turns tells it, for tests: set only what the test is about.
import type { TurnChange } from './shapes.ts'

/** Of a relayer that took a claim, unless it is bent. */
export const turnChange = (more: Partial<TurnChange> = {}): TurnChange => ({
  seq: 7,
  at: '2026-01-01T00:00:00.000Z',
  actor: 'relayer:main',
  role: 'relayer',
  fundId: 'main',
  event: 'claim.submit',
  cause: { kind: 'external' },
  from: 'idle',
  to: 'gathering',
  value: 'gathering',
  status: 'active',
  restarts: 0,
  messages: [],
  starts: [],
  facts: [],
  effects: [],
  waits: { timers: 0, effects: 0, dueAt: null },
  ...more,
})
