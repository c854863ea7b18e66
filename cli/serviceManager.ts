// Tells systemd that the daemon is ready, alive and stopping (sd_notify(3)). Node has no Unix datagram sockets, and the
// addons that have are compiled at installation; systemd's own `systemd-notify` is wherever systemd is.
import { execFile } from 'node:child_process'

/** What a service manager is told. */
export interface ServiceManager {
  ready(status: string): void
  stopping(): void
  /** Ends the signs of life. */
  close(): void
}
/** Where the daemon runs. */
export interface ServiceSurroundings {
  readonly environment: NodeJS.ProcessEnv
  /** Is the daemon able to work? Asked before each sign of life; where it is not, systemd starts it anew. */
  readonly isAlive: () => boolean
  /** Told once when nobody could be told. */
  readonly complain: (problem: string) => void
}

/** A sign of life comes three times in the time it is waited for: one may be late, and one may be lost. */
const signsPerWait = 3
/** A manager that does not take a word is not waited for. */
const tellMs = 5_000

/** Nothing is told where nobody listens: without `NOTIFY_SOCKET` this does nothing. */
export function serviceManager({ environment, isAlive, complain }: ServiceSurroundings): ServiceManager {
  const socket = environment['NOTIFY_SOCKET']
  if (socket === undefined || socket === '') return { ready: nothing, stopping: nothing, close: nothing }
  let complained = false
  const tell = (...words: readonly string[]): void => {
    const env = { PATH: environment['PATH'] ?? '/usr/bin:/bin', NOTIFY_SOCKET: socket }
    execFile('systemd-notify', [...words], { env, timeout: tellMs }, (failure) => {
      if (failure === null || complained) return
      complained = true
      complain(`systemd-notify: ${failure.message.split('\n')[0] ?? ''}`)
    })
  }
  let timer: NodeJS.Timeout | undefined
  const everyMs = watchdogMs(environment)
  return {
    ready(status) {
      tell('READY=1', `STATUS=${status.replaceAll(/\s+/g, ' ')}`)
      if (everyMs === null) return
      timer = setInterval(() => {
        if (isAlive()) tell('WATCHDOG=1')
      }, everyMs)
      timer.unref()
    },
    stopping() {
      clearInterval(timer)
      tell('STOPPING=1', 'STATUS=stopping')
    },
    close: () => clearInterval(timer),
  }
}

/** How often a sign of life is due; null where none is waited for, or for another process. */
function watchdogMs(environment: NodeJS.ProcessEnv): number | null {
  const usec = Number(environment['WATCHDOG_USEC'] ?? '')
  const pid = environment['WATCHDOG_PID']
  if (!Number.isSafeInteger(usec) || usec <= 0 || (pid !== undefined && pid !== String(process.pid))) return null
  return Math.max(100, Math.floor(usec / 1_000 / signsPerWait))
}

function nothing(): void {
  // nobody listens
}
