// Every command that the project tells a person to type, with the places that tell it.
import { commandTable } from '#chat/commands/commandTable.ts'
import { errorTable } from '#protocol/errors.ts'
import { setupErrors } from '../../scripts/setupErrors.mjs'
import type { TrackedFile } from '../house/trackedFiles.ts'

/** A command as it is told, placeholders and all. */
export interface ToldCommand {
  readonly words: string
  readonly places: readonly string[]
}

// a word of a command: an option, a placeholder, a name, an address, a number, a package script's `--`
const word = String.raw`(?:--?[a-z-]*|[a-z]+:<[a-z]+>|<[A-Za-z]+>|\{[A-Za-z]+\}|0x[0-9a-f]+|[a-z0-9][\w/.:=-]*[\w]|[0-9a-z])`
const spoken = new RegExp(
  String.raw`(?:\.\/quorate|\bnpm (?:start|test|run|install|ping))(?: ${word})*|\bnode (?:scripts|cli|bench)\/[\w.]+(?: --[a-z]+)?`,
  'g',
)
/** In prose a command is followed by more words; in code it ends where the code does. */
const code = /```[a-z]*\n[^]*?```|`[^`\n]+`/g

/** Commands in hints of errors, examples of the table, documents, and texts of the programs. */
export function toldCommands(files: readonly TrackedFile[]): readonly ToldCommand[] {
  const found = new Map<string, Set<string>>()
  const take = (text: string, place: string): void => {
    for (const [match] of text.matchAll(spoken)) {
      const words = match.replace(/ #.*$/, '').trim()
      found.set(words, (found.get(words) ?? new Set()).add(place))
    }
  }
  for (const [name, { hint }] of Object.entries({ ...errorTable, ...setupErrors })) take(hint, `hint of ${name}`)
  for (const { name, examples } of commandTable) for (const { type } of examples) take(`./quorate ${type}`, `example of ${name}`)
  for (const { path, text } of files) {
    // a decision tells what was decided, not what to type
    if (path.endsWith('.md') && !path.startsWith('docs/adr/'))
      for (const [piece] of text.matchAll(code)) for (const line of piece.split('\n')) take(line, path)
    if (/^(cli|chat)\/.*(?<!\.test|ixtures|cliReference)\.ts$/.test(path))
      for (const line of text.split('\n'))
        if (!/^\s*(\/\/|\*|\/\*)/.test(line)) take(line.replaceAll(/\$\{[^}]*\}/g, '{value}'), path)
  }
  found.delete('./quorate') // the program's name in a sentence
  return [...found].map(([words, places]) => ({ words, places: [...places] })).toSorted((a, b) => (a.words < b.words ? -1 : 1))
}
