// Named places at which a test ends the process as kill -9 would. In normal operation each of them does nothing:
// what `QUORATE_KILL_AT` says is read once, when this module is loaded, and without it a point is an empty function.
import { existsSync, readFileSync, writeSync } from 'node:fs'

interface Plan {
  readonly point: string
  /** The process ends when it passes the point this many times. */
  readonly pass: number
}
type KillPoint = (point: string, subject?: string) => void

const asked = process.env['QUORATE_KILL_AT'] ?? ''

/** May a point of this process do anything at all? */
export const killPointsAreOn: boolean = asked !== ''

/**
 * Marks a place. With `QUORATE_KILL_AT=<point>#<n>` the process kills itself the n-th time it comes here (#1 when only
 * the point is named). With `QUORATE_KILL_AT=@<file>` it looks for the same words in that file, so that a test can first
 * let it come to rest: passes are counted from the moment the file is there. With `QUORATE_KILL_AT=?` it only names each
 * point that it passes, once. What it does is written to stderr.
 * A place that many things pass has a subject: `killPoint('append.before', 'turn')` is the point `turn.append.before`.
 */
export const killPoint: KillPoint = asked === '' ? () => undefined : asked === '?' ? naming() : killing()

function killing(): KillPoint {
  let plan = asked.startsWith('@') ? undefined : planIn(asked)
  let passes = 0
  return (name, subject) => {
    const point = wholeName(name, subject)
    plan ??= existsSync(asked.slice(1)) ? planIn(readFileSync(asked.slice(1), 'utf8')) : undefined
    if (point !== plan?.point) return
    passes += 1
    if (passes < plan.pass) return
    writeSync(2, `killed at ${point}#${passes}\n`)
    process.kill(process.pid, 'SIGKILL')
  }
}

function naming(): KillPoint {
  const named = new Set<string>()
  return (name, subject) => {
    const point = wholeName(name, subject)
    if (named.has(point)) return
    named.add(point)
    writeSync(2, `passes ${point}\n`)
  }
}

function wholeName(name: string, subject: string | undefined): string {
  return subject === undefined ? name : `${subject}.${name}`
}

/** The words as a plan; a number that is none means the first pass. */
function planIn(words: string): Plan {
  const [point = '', pass = '1'] = words.trim().split('#')
  return { point, pass: Math.max(1, Number(pass) || 1) }
}
