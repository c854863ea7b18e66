import { expect, test } from 'vitest'
import { replayArgs, replayCommand, type ReplayLine } from './replay.ts'
import { plainStyle } from './style.ts'

const shown = (line: ReplayLine): string => replayCommand.render(line, plainStyle())
const turn = {
  type: 'turn',
  seq: 812,
  at: '2026-03-01T08:15:02.000Z',
  kind: 'turn',
  incarnation: 1,
  version: 1,
  cause: { kind: 'external' },
  event: { type: 'round.due' },
  from: 'idle',
  to: { work: 'collecting' },
  status: 'active',
  verdict: 'agrees',
  differences: [],
} as const satisfies ReplayLine
const summary = {
  type: 'summary',
  bot: 'fund:main',
  turns: 3,
  agrees: 3,
  notRun: 0,
  divergences: 0,
  damaged: 0,
  first: null,
} as const

test('a turn is one line, and what differs, is damaged or was not run stands below it', () => {
  expect(shown(turn)).toBe('   812 08:15:02 ✓ round.due: idle → work.collecting')
  expect(shown({ ...turn, from: null, to: 'idle', status: 'done' })).toContain('✓ round.due: begins in idle (done)')
  const dead = { ...turn, kind: 'dead', status: 'failed', note: 'TURN_FAILED: boom\u001b[2J' } as const
  expect(shown(dead)).toBe('   812 08:15:02 ✓ round.due: failed, nothing changed\n         TURN_FAILED: boom\\u001b[2J')
  const differences = ['a', 'b', 'c', 'd', 'e', 'f'].map((path) => ({ path, journal: '5', machine: undefined }))
  const damage = { file: '0000000000000001.jsonl', offset: 77, problem: 'records that do not match their seal' }
  expect(shown({ ...turn, to: 'idle', verdict: 'differs', differences, damage }).split('\n')).toEqual([
    '   812 08:15:02 ✗ round.due: stays idle',
    ...['a', 'b', 'c', 'd', 'e'].map((path) => `         ${path}: journal "5" machine nothing`),
    '         and 1 more',
    '         0000000000000001.jsonl at byte 77: records that do not match their seal',
  ])
})

test('a difference between two moments says what came, went and changed', () => {
  const moment = (seq: number): { seq: number; since: number; at: string } => ({ seq, since: seq - 1, at: turn.at })
  const between = [moment(3), moment(9)] as const
  const differences = [
    { path: 'context.cash', before: '5', after: '6' },
    { path: 'context.old', before: 1, after: undefined },
    { path: 'timers.due', before: undefined, after: 'x'.repeat(200) },
  ]
  expect(shown({ type: 'diff', bot: 'fund:main', between, differences }).split('\n')).toEqual([
    'fund:main from 3 (turn 2, 08:15:02) to 9 (turn 8, 08:15:02)',
    '  ~ context.cash: "5" → "6"',
    '  - context.old: 1',
    `  + timers.due: "${'x'.repeat(118)}…`,
  ])
  expect(shown({ type: 'diff', bot: 'fund:main', between, differences: [] })).toContain('nothing differs')
})

test('the summary is judged by its exit code', () => {
  expect(shown(summary)).toBe('agrees: fund:main, 3 of 3 turns run again')
  expect(replayCommand.exit(summary)).toBe(0)
  const first = { seq: 812, path: 'snapshot.context.cash', journal: '5', machine: '6' }
  const bad = { ...summary, agrees: 1, notRun: 1, divergences: 1, damaged: 1, first }
  expect(shown(bad)).toBe(
    'differs: fund:main, 1 of 3 turns, 1 taken as they stand, 1 in batches that do not match their seal; the first is seq 812, snapshot.context.cash: journal "5" machine "6"',
  )
  expect(replayCommand.exit(bad)).toBe(7)
  expect(replayCommand.exit(turn)).toBe(0)
})

test('bounds are in order and a difference has two ends', () => {
  expect(() => replayArgs.parse({ bot: 'fund:main', from: 9, to: 3 })).toThrow('must not be before from')
  expect(() => replayArgs.parse({ bot: 'fund:main', diff: [3] })).toThrow()
  expect(replayArgs.parse({ bot: 'fund:main', diff: [3, 9] }).diff).toEqual([3, 9])
})
