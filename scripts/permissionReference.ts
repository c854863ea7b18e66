// Writes docs/permissions.md from the table of permissions, the gateway's paths and the command table; with --check it only
// says whether the page is what they say.
import { readFileSync, writeFileSync } from 'node:fs'
import { commandTable } from '#chat/commands/commandTable.ts'
import { gatewayRoutes } from '#gateway/openApi.ts'
import type { Command } from '#chat/commands/command.ts'
import { isAboutFund } from '#chat/commands/permittedCommands.ts'
import { permissionTable, roles, type Action, type PermissionRow } from '#protocol/permission.ts'

const page = new URL('../docs/permissions.md', import.meta.url)
const commands = commandTable.filter(({ runs }) => runs === 'daemon')

const whoOf = ({ who, bots }: PermissionRow): string =>
  who === 'anyone'
    ? 'anyone'
    : who === 'envelope'
      ? 'the bot that signed the request, if the fund says so'
      : `${who}${bots === undefined ? '' : ', bots of the fund'}`
const scopeOf: Readonly<Record<PermissionRow['of'], string>> = {
  fund: 'each fund alone',
  instance: 'the instance',
  caller: 'oneself',
}

/** The whole page. */
export async function permissionReference(): Promise<string> {
  const routes = await gatewayRoutes({ commands })
  const pathsOf = (action: Action): string =>
    routes
      .filter(({ allow }) => allow === action)
      .map(({ method, url }) => `\`${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}\``)
      .join('<br>')
  return [
    '# Permissions',
    '',
    'Generated from `protocol/permission.ts`, the gateway’s paths and the command table by `node scripts/permissionReference.ts`; do not edit by hand.',
    `Roles are ${roles.map((role) => `\`${role}\``).join(', ')}; each includes the ones before it. What no row names nobody may. It is decided at the door and again where a thing is done.`,
    'A key can be held to some of these actions and commands: `./quorate apikey create alarm --role operator --may commands.fund.pause`.',
    '',
    '## Actions',
    '',
    '| action | is to | who | of | path |',
    '|---|---|---|---|---|',
    ...Object.entries(permissionTable).map(
      ([action, row]) => `| \`${action}\` | ${row.says} | ${whoOf(row)} | ${scopeOf[row.of]} | ${pathsOf(action as Action)} |`,
    ),
    '',
    '## Commands',
    '',
    'Over HTTP as `POST /api/v1/commands/{name}`, for a key that is held to some as `commands.{name}`. One that can name a fund is there for whoever sees that fund; the others are for those who see all.',
    '',
    '| command | is to | role | of |',
    '|---|---|---|---|',
    ...commands
      .filter(({ streams }) => !streams)
      .map((command) => `| \`${command.name}\` | ${command.summary} | ${command.permission} | ${scopeOfCommand(command)} |`),
    '',
  ].join('\n')
}

const scopeOfCommand = (command: Command): string =>
  command.ofCaller === true ? scopeOf.caller : isAboutFund(command) ? 'each fund alone' : 'all funds'

if (process.argv[1] === import.meta.filename) {
  const wanted = await permissionReference()
  if (!process.argv.includes('--check')) writeFileSync(page, wanted)
  else if (readFileSync(page, 'utf8') !== wanted) {
    process.stderr.write('docs/permissions.md is not what the tables say; write it anew: node scripts/permissionReference.ts\n')
    process.exitCode = 1
  }
}
