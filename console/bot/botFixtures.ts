// Turns and bots for the tests of this folder.
import type { BotNow, TurnRow } from './botShapes.ts'

/** A turn of fund:main that stays where it is, but for what is said. */
export const turnOf = (seq: number, said: Partial<TurnRow> = {}): TurnRow => ({
  seq,
  at: new Date(Date.UTC(2026, 0, 1) + seq * 1_000).toISOString(),
  actor: 'fund:main',
  event: 'clock.tick',
  cause: { kind: 'timer', id: 't', generation: 1 },
  from: 'idle',
  to: 'idle',
  status: 'active',
  effects: [],
  messages: [],
  timers: [],
  facts: [],
  value: 'idle',
  taken: [],
  ...said,
})

/** fund:main as it stands after a turn. */
export const botOf = (seq: number, said: Partial<BotNow> = {}): BotNow => ({
  address: 'fund:main',
  role: 'fund',
  version: 1,
  incarnation: 1,
  status: 'active',
  value: 'idle',
  context: { cash: '1' },
  seq,
  at: turnOf(seq).at,
  parent: 'swarm:root',
  queued: 0,
  timers: [],
  effects: [],
  fundId: 'main',
  accepts: [],
  ...said,
})
