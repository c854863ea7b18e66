// The log of one session, kept: storage/sessions/<utc>/system.log, one JSON line each (log.ts).
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'

export interface SessionLog {
  readonly file: string
  /** One line, without its end. */
  write(line: string): void
  close(): Promise<void>
}

/** Begins this session's log. A log that cannot be written costs its lines, never the daemon. */
export function openSessionLog(sessions: string, now: Date): SessionLog {
  const folder = join(sessions, now.toISOString().replaceAll(/[-:]/g, '').replace(/\.\d+/, ''))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'system.log')
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 })
  stream.on('error', () => undefined)
  return {
    file,
    write: (line) => void stream.write(`${line}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  }
}
