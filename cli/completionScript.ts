// Shell completions, generated from the command table. They complete words only: no daemon is asked.
import { argumentList } from '#chat/commands/argumentList.ts'
import { typedName, type Command } from '#chat/commands/command.ts'
import { globalOptions } from './program.ts'

type Shell = 'bash' | 'zsh' | 'fish'
const globals = globalOptions.map(({ flags }) => flags.split(' ')[0] ?? flags)

/** A script for the shell to read. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  const scripts = {
    bash: () => bash(commands),
    zsh: () => `autoload -Uz bashcompinit && bashcompinit\n${bash(commands)}`,
    fish: () => fish(commands),
  }
  return scripts[shell]()
}

/** Words after each typed path: subcommands, options, choices of positionals. */
function following(commands: readonly Command[]): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, Set<string>>([['', new Set(['help', ...globals])]])
  const add = (path: string, ...more: readonly string[]): void => {
    const known = words.get(path) ?? new Set(globals)
    for (const word of more) known.add(word)
    words.set(path, known)
  }
  for (const command of commands) {
    const parts = command.name.split('.')
    for (const [depth, part] of parts.entries()) add(parts.slice(0, depth).join(' '), part)
    const list = argumentList(command)
    const goOn = list.flatMap((argument) => (argument.positional ? (argument.choices ?? []) : [`--${argument.name}`]))
    add('', ...command.also)
    for (const path of [typedName(command), ...command.also]) add(path, ...goOn)
  }
  return new Map([...words].map(([path, known]) => [path, [...known]]))
}

function bash(commands: readonly Command[]): string {
  const cases = [...following(commands)].map(([path, words]) => `    '${path}') words='${words.join(' ')}' ;;`)
  return `# quorate completion: source <(./quorate completion bash)
_quorate() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      -*) ;;
      *) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
    *) words='${globals.join(' ')}' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _quorate quorate ./quorate
`
}

function fish(commands: readonly Command[]): string {
  const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`
  const lines = commands.flatMap((command) => {
    const parts = command.name.split('.')
    const leaf = parts.at(-1) ?? command.name
    const above = parts.slice(0, -1)
    const when = above.length === 0 ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${above.join(' ')}`
    const seen = [...above, leaf].map((part) => `__fish_seen_subcommand_from ${part}`).join('; and ')
    return [
      `complete -c quorate -f -n ${quoted(when)} -a ${leaf} -d ${quoted(command.summary)}`,
      ...argumentList(command)
        .filter((argument) => !argument.positional)
        .map(
          (argument) =>
            `complete -c quorate -n ${quoted(seen)} -l ${argument.name}${argument.kind === 'flag' ? '' : ' -r'} -d ${quoted(argument.says)}`,
        ),
    ]
  })
  const shared = globalOptions.map(
    ({ flags, says }) => `complete -c quorate -l ${(flags.split(' ')[0] ?? '').slice(2)} -d ${quoted(says)}`,
  )
  return `# quorate completion: ./quorate completion fish | source\n${[...lines, ...shared].join('\n')}\n`
}
