// The daemon's log: JSON lines with levels in the session's file, each with the request it was written for, none with a
// secret in it. What a person must see is on the terminal too (`up`), in words.
import pino, { type Logger } from 'pino'
import { redaction } from '#chat/commands/redaction.ts'
import type { UpLine } from '#chat/commands/up.ts'
import type { GatewayParts } from '#gateway/gatewayParts.ts'
import { QuorateError } from '#protocol/errors.ts'
import { currentRequest } from '#runtime/requestScope.ts'
import type { Settings } from './settings.ts'
import { hideTracingSecrets } from './tracing.ts'

/** What is written down; each includes the ones before it. */
export const logLevels = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]
export type Log = Logger

/** The level that `QUORATE_LOG_LEVEL` names; `info` without one. @throws LOG_LEVEL_INVALID */
export function logLevelOf(environment: Readonly<Record<string, string | undefined>>): LogLevel {
  const given = environment['QUORATE_LOG_LEVEL']
  if (given === undefined || given === '') return 'info'
  const known = logLevels.find((level) => level === given)
  if (known !== undefined) return known
  throw new QuorateError('LOG_LEVEL_INVALID', { level: given.slice(0, 40), levels: logLevels.join(', ') })
}

/** @param write takes one line without its end; it must not throw */
export function openLog(write: (line: string) => void, level: LogLevel): Log {
  return pino(
    {
      level,
      base: null,
      messageKey: 'text',
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => {
        const requestId = currentRequest()
        return requestId === undefined ? {} : { requestId }
      },
    },
    // the whole line, whoever wrote whatever into it
    { write: (line) => write(redaction.text(line.trimEnd())) },
  )
}

const levelOf: Readonly<Record<UpLine['tone'], LogLevel>> = {
  plain: 'info',
  good: 'info',
  quiet: 'debug',
  bad: 'error',
}

/** Writes down what a person was told. */
export function logLine(log: Log, { type, tone, text, data }: UpLine): void {
  log[levelOf[tone]]({ type, ...(data === undefined ? {} : { data }) }, text)
}

/** Writes down requests: what changes something at `info`, what only looks at `debug`, what failed at `error`. */
export function logAnswered(log: Log): NonNullable<GatewayParts['onAnswered']> {
  return (answered, failure) => {
    const level = answered.status >= 500 ? 'error' : answered.method === 'GET' ? 'debug' : 'info'
    log[level]({ ...answered, ...(failure === undefined ? {} : { err: failure }) }, 'answered')
  }
}

/** Hides what the operator configured as secret, and what is secret of an address that they configured. */
export function hideSecrets({ chain, funds, tracing }: Settings, environment: NodeJS.ProcessEnv): void {
  redaction.hideEnvironment(environment)
  hideTracingSecrets(tracing, environment)
  if (chain.kind === 'rpc') redaction.hideUrl(chain.rpcUrl)
  else if (chain.forkUrl !== undefined) redaction.hideUrl(chain.forkUrl)
  for (const { verifiers } of funds) for (const { rpcUrl } of verifiers) if (rpcUrl !== undefined) redaction.hideUrl(rpcUrl)
}
