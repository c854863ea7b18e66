// docs/cli.md, generated from the command table. `node cli/cliReference.ts` writes it, `--check` only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argumentList, argumentUse, type Argument } from '#chat/commands/argumentList.ts'
import { typedName, type Command } from '#chat/commands/command.ts'
import { commandTable } from '#chat/commands/commandTable.ts'
import { exitCodes } from './exitCodes.ts'
import { programFolder } from './instance.ts'
import { globalOptions } from './program.ts'

const file = join(programFolder, 'docs', 'cli.md')

/** The whole document. */
export function cliReference(commands: readonly Command[]): string {
  return [
    '# Commands',
    '',
    'Generated from `chat/commands/` by `node cli/cliReference.ts`; do not edit by hand.',
    '',
    'Every command takes these options, before or after its name:',
    '',
    '| option | |',
    '|---|---|',
    ...globalOptions.map(({ flags, says }) => `| \`${flags}\` | ${says} |`),
    '',
    'Instances live in `.runtime/instances/<name>`; another place is named by the environment variable `QUORATE_RUNTIME`. `NO_COLOR` turns colours off.',
    '',
    '## Exit codes',
    '',
    'Which failure ends with which code stands in [errors.md](errors.md).',
    '',
    '| code | meaning |',
    '|---|---|',
    ...exitCodes.map(([code, meaning]) => `| ${code} | ${meaning} |`),
    '',
    ...commands.flatMap(commandSection),
  ].join('\n')
}

function commandSection(command: Command): readonly string[] {
  const list = argumentList(command)
  const use = [
    './quorate',
    typedName(command),
    ...list.map((argument) => (argument.positional || argument.required ? argumentUse(argument) : `[${argumentUse(argument)}]`)),
  ]
  return [
    `## ${typedName(command)}`,
    '',
    `${command.summary}.`,
    '',
    '```',
    use.join(' '),
    '```',
    '',
    command.help,
    '',
    ...(command.also.length === 0 ? [] : [`Also typed ${command.also.map((also) => `\`${also}\``).join(' or ')}.`, '']),
    ...(list.length === 0
      ? []
      : ['| argument | |', '|---|---|', ...list.map((argument) => `| \`${argumentUse(argument)}\` | ${words(argument)} |`), '']),
    `Needs the permission \`${command.permission}\`; ${command.runs === 'here' ? 'runs without a daemon' : 'asks the daemon'}${command.streams ? '; with `--json` prints JSON lines' : ''}.`,
    '',
    ...command.examples.flatMap(({ type, does }) => [`- \`./quorate ${type}\`: ${does}`]),
    '',
  ]
}

function words({ says, choices, preset }: Argument): string {
  const extra = [
    ...(choices === null ? [] : [choices.join(', ')]),
    ...(preset === undefined || preset === false ? [] : [`default ${String(preset)}`]),
  ]
  return `${says}${extra.length === 0 ? '' : ` (${extra.join('; ')})`}`.replaceAll('|', '\\|')
}

if (import.meta.main) {
  const wanted = cliReference(commandTable)
  const fresh = existsSync(file) && readFileSync(file, 'utf8') === wanted
  if (process.argv.includes('--check')) {
    if (!fresh) process.stderr.write('docs/cli.md is not what the command table says\n  next: node cli/cliReference.ts\n')
    process.exitCode = fresh ? 0 : 4
  } else writeFileSync(file, wanted)
}
