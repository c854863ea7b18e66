// The recorded history as the journal of an instance that is not running.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replayArgs, type ReplayLine } from '#chat/commands/replay.ts'
import { segmentName } from '#runtime/journalFormat.ts'
import { demoSegment } from '../test/history/demoHistory.ts'
import { runtimeFolder, type } from './fixtures.ts'
import { instanceFolders } from './instance.ts'
import { replayLines } from './replayInstance.ts'

let runtime: ReturnType<typeof runtimeFolder>
let journal: string
let segment: string
beforeAll(() => {
  runtime = runtimeFolder()
  journal = join(instanceFolders('default', runtime.path).storage, 'journal')
  mkdirSync(journal, { recursive: true })
  segment = join(journal, segmentName(1))
  writeFileSync(segment, demoSegment())
})
afterAll(() => runtime.end())

const replayed = (args: object): readonly ReplayLine[] => [...replayLines(replayArgs.parse(args), journal)]

describe('quorate replay', () => {
  test('prints one line a turn and ends with what a script can judge', async () => {
    const { code, out, err } = await type(['replay', 'swarm:root', '--to', '200', '--json'], runtime.path)
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ReplayLine)
    expect([code, err]).toEqual([0, ''])
    const turns = lines.length - 1
    expect(lines.slice(0, turns).every((line) => line.type === 'turn' && line.verdict === 'agrees')).toBe(true)
    const none = { notRun: 0, divergences: 0, damaged: 0, first: null }
    expect(lines.at(-1)).toEqual({ type: 'summary', bot: 'swarm:root', turns, agrees: turns, ...none })
  })

  test('ends with 7 and the first differing turn when the journal was changed', async () => {
    writeFileSync(segment, demoSegment().replace('"type":"swarm.booted"', '"type":"swarm.botched"'))
    const { code, out } = await type(['replay', 'swarm:root'], runtime.path)
    writeFileSync(segment, demoSegment())
    expect(code).toBe(7)
    expect(out).toMatch(/✗ swarm\.botched: booting → recovering\n +snapshot\.value: journal "recovering" machine "booting"/)
    expect(out.trim().split('\n').at(-1)).toMatch(
      /^differs: swarm:root, 1 of \d+ turns, .* the first is seq \d+, snapshot\.value/,
    )
  })

  test('prints a stretch, or what changed between two moments', () => {
    const seqs = replayed({ bot: 'fund:main', from: 40, to: 120 }).flatMap((line) => (line.type === 'turn' ? [line.seq] : []))
    expect(seqs.length).toBeGreaterThan(1)
    expect(seqs.every((seq) => seq >= 40 && seq <= 120)).toBe(true)
    // where its rounds begin is the recording's chance: from its first turn to its last they have moved on
    const all = replayed({ bot: 'fund:main' }).flatMap((line) => (line.type === 'turn' ? [line.seq] : []))
    const round = { path: 'context.round', before: expect.any(Number), after: expect.any(Number) }
    expect(replayed({ bot: 'fund:main', diff: [all[0] ?? 0, all.at(-1) ?? 0] })).toEqual([
      expect.objectContaining({ type: 'diff', differences: expect.arrayContaining([round]) }),
      expect.objectContaining({ type: 'summary', divergences: 0 }),
    ])
  })

  test.each([
    ['a bot that never was', { bot: 'fund:none' }, 'UNKNOWN_BOT'],
    ['a role that never was', { bot: 'nothing:none' }, 'UNKNOWN_BOT'],
    ['a moment before its birth', { bot: 'fund:main', diff: [1, 120] }, 'UNKNOWN_BOT'],
  ])('refuses %s', (_what, args, code) => {
    expect(() => replayed(args)).toThrow(expect.objectContaining({ code }))
  })

  test('names the earliest point when what is asked for is no longer held', () => {
    const moved = join(journal, segmentName(100))
    renameSync(segment, moved)
    const message = 'the journal no longer holds sequence 40; the earliest is 100'
    for (const args of [{ from: 40 }, { to: 40 }, { diff: [40, 120] }])
      expect(() => replayed({ bot: 'fund:main', ...args })).toThrow(expect.objectContaining({ message }))
    renameSync(moved, segment)
  })
})
