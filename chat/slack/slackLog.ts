// What Bolt and Slack's client log, into the log of the daemon: warnings and errors, one line each. Their debug lines carry
// whole bodies, and what they print of a failure may carry its headers: neither gets here.
import { LogLevel, type Logger } from '@slack/bolt'
import { printable } from '#chat/commands/style.ts'

export type SlackLog = (level: 'warn' | 'error', line: string) => void

const secrets = /\bx(?:ox[a-z]|app)-[\w-]+|https:\/\/hooks\.slack\S+/g
const lineCharsMax = 500

/** A log whose lines are one line each, and without tokens and addresses for answers. */
export const safeLog =
  (log: SlackLog): SlackLog =>
  (level, line) =>
    log(level, printable(line).replace(secrets, '…').slice(0, lineCharsMax))

/** As Bolt wants it. @param log a safe one */
export function slackLogger(log: SlackLog): Logger {
  const line = (parts: readonly unknown[]): string =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ')
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => log('warn', line(parts)),
    error: (...parts) => log('error', line(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  }
}
