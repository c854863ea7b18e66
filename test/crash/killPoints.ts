// Every named point of the crash matrix, and when a running daemon passes it. killPoints.test.ts compares the table with
// the points in the sources.

/** When a point is passed: by a daemon at work, by one that starts, or by one that is told to stop. */
export type Moment = 'work' | 'start' | 'stop'

export interface NamedPoint {
  readonly point: string
  readonly moment: Moment
  /** A kill falls on one of the first so many passes. 1 when absent. */
  readonly passes?: number
}

const around = (name: string, passes: number, moment: Moment = 'work'): readonly NamedPoint[] =>
  ['before', 'after'].map((side) => ({ point: `${name}.${side}`, moment, passes }))

/** What every host does, whatever its bots are. */
const hostPoints: readonly NamedPoint[] = [
  // the journal: written, synced, told
  { point: 'turn.append.before', moment: 'work', passes: 40 },
  ...around('segment.write', 20),
  ...around('segment.sync', 20),
  // once for each time that the journal comes to rest
  ...around('durableMark.write', 4),
  { point: 'turn.publish.before', moment: 'work', passes: 40 },
  { point: 'attempt.append.before', moment: 'work', passes: 6 },
  { point: 'attempt.publish.before', moment: 'work', passes: 6 },
  ...around('record.acknowledge', 40),
  // a new segment
  ...around('segment.open', 1),
  ...around('journal.syncFolder', 1),
  // a turn, an effect, a timer
  ...around('turn.run', 40),
  ...around('marks.write', 40),
  ...around('effect.run', 6),
  ...around('timer.fire', 4),
  // compaction
  { point: 'compaction.before', moment: 'work' },
  ...around('base.open', 1),
  ...around('base.write', 1),
  ...around('base.sync', 1),
  ...around('base.rename', 1),
  ...around('base.remove', 1),
  ...around('hint.open', 1),
  ...around('hint.write', 1),
  ...around('hint.sync', 1),
  ...around('hint.rename', 1),
  ...around('hint.remove', 1),
  ...around('archived.rename', 2),
  ...around('archive.syncFolder', 1),
  // files for people
  ...around('snapshotFile.open', 6),
  ...around('snapshotFile.write', 6),
  ...around('snapshotFile.rename', 6),
  // a start
  ...around('suspects.open', 1, 'start'),
  ...around('suspects.write', 1, 'start'),
  ...around('suspects.rename', 1, 'start'),
  ...around('marks.open', 1, 'start'),
  ...around('durableMark.open', 1, 'start'),
  { point: 'daemon.append.before', moment: 'start' },
  { point: 'daemon.publish.before', moment: 'start' },
  { point: 'start.takenUp', moment: 'start' },
  // an end
  { point: 'shutdown.before', moment: 'stop' },
  { point: 'shutdown.drained', moment: 'stop' },
  { point: 'shutdown.journaled', moment: 'stop' },
  { point: 'shutdown.filesWritten', moment: 'stop' },
  ...around('segment.truncate', 1, 'stop'),
]

/** What befalls bots that fail. The bots of a healthy daemon do not: killMatrix.test.ts has some that do. */
const failurePoints: readonly NamedPoint[] = [
  'attemptFailed',
  'consumed',
  'dead',
  'restart',
  'quarantine',
  'release',
  'settled',
].flatMap((kind): NamedPoint[] => [
  { point: `${kind}.append.before`, moment: 'work', passes: 2 },
  { point: `${kind}.publish.before`, moment: 'work', passes: 2 },
])

/** What the small matrix asks the world for. Each port has such a pair; a daemon's are chosen where they matter. */
const portPoints: readonly NamedPoint[] = around('actor.act', 1)

/** What only the daemon of a fund does. */
const moneyPoints: readonly NamedPoint[] = [
  ...around('sign', 4),
  ...around('broadcast', 4),
  { point: 'receipt.read', moment: 'work', passes: 4 },
  { point: 'receipt.confirmed', moment: 'work', passes: 4 },
  ...around('answer', 1),
]

/** The points of `npm run crash`: all that a daemon passes in its ordinary life. */
export const daemonPoints: readonly NamedPoint[] = [...hostPoints, ...moneyPoints]
/** The points of the small matrix: all of the runtime's. */
export const runtimePoints: readonly NamedPoint[] = [...hostPoints, ...failurePoints, ...portPoints]
