import { z } from 'zod'
import type { MigrationCheck } from '#runtime/migrationCheck.ts'
import { localCommand } from './command.ts'
import { printable, type Style } from './style.ts'

export const migrateArgs = z.strictObject({
  check: z.boolean().default(false).describe('the dry run; nothing else is there: migrations run by themselves at a start'),
})
/** Enough for a script to judge. */
export interface MigrateResult {
  readonly type: 'summary'
  readonly migrates: number
  readonly fails: number
  readonly ended: number
  /** Every bot whose stored version is not this program's. */
  readonly bots: readonly MigrationCheck[]
}

export const migrateCommand = localCommand<typeof migrateArgs, MigrateResult>({
  name: 'migrate',
  summary: 'Try this program’s versions on the stored bots without changing anything',
  help: 'Lists every bot that was stored by another version of its role, runs the migrations on a copy of its state and restores it into the machine: what a migration throws, a state that is not there any more, and a timer, effect, child or history that would be lost is named for each, exit code 7. Bots that have ended are not migrated. The migrations themselves run when a bot takes its next turn after a start.',
  permission: 'viewer',
  args: migrateArgs,
  positionals: [],
  examples: [{ type: 'migrate --check', does: 'says whether the stored bots can go on under this program' }],
  render: ({ migrates, fails, ended, bots }, style) => {
    if (bots.length === 0) return style.good('every stored bot is of this program’s version')
    const total = `${migrates} can go on, ${fails} cannot, ${ended} have ended`
    return [...bots.map((bot) => botText(bot, style)), fails === 0 ? style.good(total) : style.bad(total)].join('\n')
  },
  exit: ({ fails }) => (fails === 0 ? 0 : 7),
})

function botText({ address, found, known, verdict, problems, warnings }: MigrationCheck, style: Style): string {
  const sign = { migrates: style.good('✓'), fails: style.bad('✗'), ended: style.dim('–') }[verdict]
  const said = [...problems.map((text) => style.bad(printable(text))), ...warnings.map((text) => style.warn(printable(text)))]
  return [`${sign} ${address}: version ${found} → ${known ?? 'none'}`, ...said.map((text) => `    ${text}`)].join('\n')
}
