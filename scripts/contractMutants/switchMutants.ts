// Puts wrong lines beside the right ones in the text of a contract, each behind a switch, so that one compilation serves all.
import { spanOf } from './MutantRow.ts'

/** A wrong line with the number its switch has. */
export interface NumberedMutant {
  readonly id: number
  readonly from: string
  readonly to: string
}
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The text with all its wrong lines in it, none switched on. Twice in one place is one switch with two wrong ways. */
export function switchMutants(source: string, mutants: readonly NumberedMutant[]): string {
  const groups = new Map<string, { start: number; original: string; here: NumberedMutant[] }>()
  for (const mutant of mutants) {
    const { start, original } = spanOf(source, mutant.from)
    const key = `${start} ${original}`
    const group = groups.get(key) ?? { start, original, here: [] }
    group.here.push(mutant)
    groups.set(key, group)
  }
  const edits = [...groups.values()]
    .map(({ start, original, here }): Edit => ({ start, end: start + original.length, text: choice(original, here) }))
    .toSorted((a, b) => b.start - a.start)
  let text = source
  let limit = source.length
  for (const edit of edits) {
    if (edit.end > limit) throw new Error(`two wrong lines overlap at "${source.slice(edit.start, edit.end)}"`)
    text = text.slice(0, edit.start) + edit.text + text.slice(edit.end)
    limit = edit.start
  }
  return text
}

function choice(original: string, mutants: readonly NumberedMutant[]): string {
  const [first] = mutants
  if (first === undefined) return original
  if (first.to === 'no lock') return original.replace('nonReentrant', `nonReentrantUnless(${first.id})`)
  if (first.to === 'no owner') return original.replace(/\bonly[A-Z]\w*/, (name) => `${name}Unless(${first.id})`)
  const declared = /^(uint256 \w+ = )(.*);$/s.exec(original)
  if (declared) {
    const [, head = '', value = ''] = declared
    const others = mutants.map(({ id, to }) => `mutated(${id}) ? ${to.replace(/^[^=]+= /, '').replace(/;$/, '')} : `)
    return `${head}${others.join('')}${value};`
  }
  if (/^return\b.*;$/s.test(original)) {
    return `${mutants.map(({ id, to }) => `if (mutated(${id})) { ${to} } `).join('')}${original}`
  }
  if (original.endsWith(';')) {
    return `${mutants.map(({ id, to }) => `if (mutated(${id})) { ${to} } else `).join('')}{ ${original} }`
  }
  return `(${mutants.map(({ id, to }) => `mutated(${id}) ? (${to}) : `).join('')}(${original}))`
}

/** Beside each modifier that asks who calls, one that the switch opens. */
export function withOpenDoors(source: string): string {
  return source.replaceAll(
    /( {4}modifier (only[A-Z]\w*))\(\) \{\n([^]*?)\n {8}_;\n {4}\}\n/g,
    (whole: string, head: string, _name: string, guard: string) =>
      `${whole}\n${head}Unless(uint256 id) {\n        if (!mutated(id)) {\n${guard}\n        }\n        _;\n    }\n`,
  )
}
