// Whoever reads an interface finds every argument and answer of every function, event and error explained.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..', '..', 'contracts', 'interfaces')
const files = readdirSync(folder).filter((file) => file.endsWith('.sol'))

interface Declared {
  readonly kind: string
  readonly name: string
  readonly comment: string
  readonly inputs: readonly string[]
  readonly outputs: number
}

/** Every function, event and error of a source, with the comment above it. */
function declarationsOf(source: string): Declared[] {
  const pattern = /((?:^ *\/\/\/.*\n)*)^ *(function|event|error) (\w+)\(([^;]*?)\)([^;()]*(?:returns \(([^;]*)\))?)\s*;/gm
  return [...source.matchAll(pattern)].map(([, comment = '', kind = '', name = '', inputs = '', , outputs = '']) => ({
    kind,
    name,
    comment,
    inputs: listed(inputs),
    outputs: listed(outputs).length,
  }))
}
/** The last word of each argument: its name, or its type if it has none. */
const listed = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim().split(/\s+/).at(-1) ?? '')
    .filter((each) => each !== '')

function missing({ kind, name, comment, inputs, outputs }: Declared): string[] {
  const told = (tag: string): number => comment.split(`@${tag}`).length - 1
  const params = [...comment.matchAll(/@param +(\w+)/g)].map(([, param = '']) => param)
  return [
    ...(told('notice') === 1 ? [] : [`${kind} ${name}: @notice`]),
    ...inputs.filter((input) => !params.includes(input)).map((input) => `${kind} ${name}: @param ${input}`),
    ...params.filter((param) => !inputs.includes(param)).map((param) => `${kind} ${name}: no argument ${param}`),
    ...(told('return') === outputs ? [] : [`${kind} ${name}: @return`]),
  ]
}

test('reads what is declared, and sees what is not told', () => {
  const [event, pay] = declarationsOf(`
    /// @notice Paid.
    /// @param by who
    event Paid(address indexed by, uint256 amount);
    /// @notice Pays.
    /// @param how much
    function pay(
        uint256 amount
    ) external view returns (bool, uint256 rest);
`)
  expect(event && missing(event)).toEqual(['event Paid: @param amount'])
  expect(pay && missing(pay)).toEqual(['function pay: @param amount', 'function pay: no argument how', 'function pay: @return'])
})

test.each(files)('%s tells of every argument and answer', (file) => {
  expect(declarationsOf(readFileSync(join(folder, file), 'utf8')).flatMap(missing)).toEqual([])
})
