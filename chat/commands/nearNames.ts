// Commands that somebody may have meant. Pure.
import { distance } from 'fastest-levenshtein'
import { typedName, type Command } from './command.ts'

/** As many as one reads at a glance. */
const shownMax = 3

/**
 * Ways to type a command that are near to what was typed, nearest first: a letter or two beside it, or another way to go on.
 * @param words without options
 */
export function nearNames(commands: readonly Pick<Command, 'name' | 'also'>[], words: readonly string[]): readonly string[] {
  const known = commands.flatMap((command) => [typedName(command), ...command.also])
  const near = new Map<string, number>()
  for (const name of known) {
    const parts = name.split(' ')
    // what follows the command's own words is its arguments
    const typed = words.slice(0, parts.length).join(' ').toLowerCase()
    if (typed === '') continue
    const far = distance(typed, name)
    // a third of it may be wrong, not all of a short one
    if (far <= Math.max(1, Math.floor(name.length / 3)) && far < name.length) near.set(name, far / name.length)
    else if (parts.length > 1 && parts.includes(words[0]?.toLowerCase() ?? '')) near.set(name, 1)
  }
  return (
    [...near]
      // of two that are as near, the one that more of the words went into
      .toSorted(([name, one], [otherName, other]) => one - other || otherName.length - name.length)
      .slice(0, shownMax)
      .map(([name]) => name)
  )
}
