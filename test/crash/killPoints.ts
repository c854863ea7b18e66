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

/** Points that a healthy daemon passes. */
export const daemonPoints: readonly NamedPoint[] = [
  // the journal: written, synced, told
  { point: 'turn.append.before', moment: 'work', passes: 40 },
  ...around('segment.write', 20),
  ...around('segment.sync', 20),
  { point: 'turn.publish.before', moment: 'work', passes: 40 },
  { point: 'attempt.append.before', moment: 'work', passes: 20 },
  { point: 'attempt.publish.before', moment: 'work', passes: 20 },
  ...around('record.acknowledge', 40),
  // a new segment
  ...around('segment.open', 1),
  ...around('journal.syncFolder', 1),
  // a turn, an effect, a timer
  ...around('turn.run', 40),
  ...around('marks.write', 40),
  ...around('effect.run', 20),
  ...around('timer.fire', 4),
  // money
  ...around('sign', 4),
  ...around('broadcast', 4),
  { point: 'receipt.read', moment: 'work', passes: 4 },
  { point: 'receipt.confirmed', moment: 'work', passes: 4 },
  // answers to people
  ...around('answer', 1),
  // compaction
  { point: 'compaction.before', moment: 'work' },
  ...around('base.write', 1),
  ...around('base.sync', 1),
  ...around('base.rename', 1),
  ...around('base.remove', 1),
  ...around('hint.write', 1),
  ...around('hint.sync', 1),
  ...around('hint.rename', 1),
  ...around('hint.remove', 1),
  ...around('archived.rename', 4),
  ...around('archive.syncFolder', 1),
  // files for people
  ...around('snapshotFile.write', 20),
  ...around('snapshotFile.rename', 20),
  // a start
  ...around('suspects.rename', 1, 'start'),
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
