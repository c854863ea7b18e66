// What the next word of a line may be. Pure.
import type { CommandHelp } from '#console/data/shapes.ts'
import { commandOf, optionName, typedName, wordsOf } from './commandLine.ts'

/** What there is in this instance, by the name of the argument that takes it. */
export type Known = Readonly<Record<string, readonly string[]>>

const shownMax = 8

/** Whole lines that the typed one may become, best first. */
export function completions(commands: readonly CommandHelp[], line: string, known: Known): readonly string[] {
  const words = wordsOf(line)
  const isNew = line === '' || /\s$/.test(line)
  const last = isNew ? '' : (words.at(-1) ?? '')
  const before = isNew ? words : words.slice(0, -1)
  const found = commandOf(commands, before)
  const typed = words.join(' ')
  const names = commands
    .flatMap(({ name, also }) => [typedName(name), ...also])
    .filter((name) => name.startsWith(typed) && (isNew ? name !== typed : true))
  const start = before.length === 0 ? '' : `${before.join(' ')} `
  const next = found === undefined ? [] : nextWords(found[0], before.slice(found[1]), last, known).map((word) => start + word)
  return [...new Set([...(line.trim() === '' ? [] : names), ...next])].filter((one) => one !== line).slice(0, shownMax)
}

function nextWords({ arguments: all }: CommandHelp, given: readonly string[], last: string, known: Known): readonly string[] {
  const option = all.find(
    (argument) => !argument.positional && `--${optionName(argument)}` === given.at(-1) && argument.kind !== 'flag',
  )
  const valued = new Set(
    all.filter(({ kind, positional }) => !positional && kind !== 'flag').map((one) => `--${optionName(one)}`),
  )
  const bare = given.filter((word, index) => !word.startsWith('--') && !valued.has(given[index - 1] ?? ''))
  const positional = all.filter((argument) => argument.positional)[bare.length]
  const wanted = option ?? (last.startsWith('--') ? undefined : positional)
  const values = wanted === undefined ? [] : (wanted.choices ?? known[wanted.name] ?? [])
  const options =
    option === undefined
      ? all
          .filter((one) => !one.positional)
          .map((one) => `--${optionName(one)}`)
          .filter((name) => !given.includes(name))
      : []
  return [...values, ...options].filter((word) => word.startsWith(last) && word !== last)
}
