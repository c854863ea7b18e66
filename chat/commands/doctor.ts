import { z } from 'zod'
import { localCommand } from './command.ts'
import { printable } from './style.ts'

/** One thing the daemon needs. `skip`: it does not apply here. */
export interface DoctorCheck {
  readonly name: string
  readonly state: 'ok' | 'bad' | 'warn' | 'skip'
  readonly found: string
  /** How to mend it; only when it is bad or a warning. */
  readonly mend?: string
}
export interface DoctorResult {
  readonly ok: boolean
  readonly checks: readonly DoctorCheck[]
}
export const doctorArgs = z.strictObject({})

export const doctorCommand = localCommand<typeof doctorArgs, DoctorResult>({
  name: 'doctor',
  summary: 'Check everything the daemon needs and say how to mend it',
  help: 'Looks at Node.js, native packages, the Anvil binary, folders, disk space, the instance lock, settings, the chain, keystores, the control socket and the journal. Works with and without a running daemon. Ends with exit code 5 when something is bad.',
  permission: 'viewer',
  args: doctorArgs,
  positionals: [],
  examples: [{ type: 'doctor', does: 'checks the default instance' }],
  render({ ok, checks }, style) {
    const sign = { ok: style.good('ok  '), bad: style.bad('BAD '), warn: style.warn('warn'), skip: style.dim('-   ') }
    const width = Math.max(...checks.map((check) => check.name.length))
    const lines = checks.map(
      (check) =>
        `${sign[check.state]} ${check.name.padEnd(width)}  ${printable(check.found)}${check.mend === undefined ? '' : `\n     ${' '.repeat(width)}  ${style.bold('mend:')} ${printable(check.mend)}`}`,
    )
    return [...lines, '', ok ? style.good('nothing stands in the way') : style.bad('mend what is BAD, then: ./quorate up')].join(
      '\n',
    )
  },
  exit: ({ ok }) => (ok ? 0 : 5),
})
