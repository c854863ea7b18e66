// Whether a messenger or GitHub is connected as it has to be: each thing that is looked at, and what to do where it is not well.
import { z } from 'zod'
import type { ConnectCheck } from '#protocol/connectCheck.ts'
import { localCommand } from './command.ts'
import { printable } from './style.ts'

export const connectArgs = z.strictObject({ what: z.enum(['slack', 'discord', 'github']).describe('slack, discord or github') })
export type ConnectArgs = z.output<typeof connectArgs>

export interface ConnectResult {
  readonly what: ConnectArgs['what']
  readonly ok: boolean
  readonly checks: readonly ConnectCheck[]
  /** where it is told step by step */
  readonly guide: string
}

export const connectCommand = localCommand<typeof connectArgs, ConnectResult>({
  name: 'connect',
  summary: 'Look whether Slack, Discord or GitHub is connected, and say exactly what is missing',
  help: 'Looks at the settings, the secrets of the environment, what the other side says of them and of the places that are named; where all is well and a channel for it is named, it sends a test message. Changes nothing here. Works with and without a running daemon. Ends with exit code 5 when something is missing.',
  permission: 'admin',
  args: connectArgs,
  positionals: ['what'],
  examples: [{ type: 'connect slack', does: 'looks at everything that Slack needs' }],
  render({ what, ok, checks, guide }, style) {
    const width = Math.max(...checks.map((check) => check.what.length))
    const lines = checks.flatMap(({ what: name, ok: isWell, says, fix }) => [
      `${isWell ? style.good('ok      ') : style.bad('MISSING ')} ${printable(name).padEnd(width)}  ${printable(says)}`,
      ...(isWell || fix === '' ? [] : [`         ${' '.repeat(width)}  ${style.bold('do:')} ${printable(fix)}`]),
    ])
    const end = ok
      ? style.good(`${what} is connected`)
      : style.bad(`do what is MISSING, then: ./quorate connect ${what} (${guide})`)
    return [...lines, '', end].join('\n')
  },
  exit: ({ ok }) => (ok ? 0 : 5),
})
