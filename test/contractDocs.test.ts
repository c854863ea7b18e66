// The documents on the contracts name tests that exist, and leave no pair of roles out.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const pages = ['docs/contracts.md', ...readdirSync(join(root, 'docs/contracts')).map((file) => `docs/contracts/${file}`)].filter(
  (path) => path.endsWith('.md'),
)
const suites = new Map(
  readdirSync(join(root, 'contracts/test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.t.sol'))
    .map((file) => [file.replace(/^.*\//, '').replace('.t.sol', ''), read(`contracts/test/${file}`)]),
)

test.each(pages)('every test that %s names is there', (page) => {
  const named = [...read(page).matchAll(/`(\w+)\.((?:test|invariant)\w+)`/g)]
  const missing = named
    .filter(([, suite = '', name = '']) => !new RegExp(`function ${name}\\(`).test(suites.get(suite) ?? ''))
    .map(([whole]) => whole)
  expect(missing).toEqual([])
})

const roles = ['owner', 'guardian', 'strategy', 'executor', 'keeper', 'relayer', 'verifier', 'minority', 'quorum']
const threats = read('docs/contracts/threats.md')

test('every pair of roles has a cell and a sentence that say the same, either way round', () => {
  const rows = new Map(
    [...threats.matchAll(/^\| \*\*(\w+)\*\* \|(.*)\|$/gm)].map(([, role = '', cells = '']) => [
      role,
      cells.split('|').map((cell) => cell.trim()),
    ]),
  )
  const said = new Map(
    [...threats.matchAll(/^- \*\*(\w+ \+ \w+)\*\* \((.+?)\):/gm)].map(([, pair = '', what = '']) => [pair, what]),
  )
  const pairs = roles.flatMap((one, at) => roles.slice(at + 1).map((other) => [one, other] as const))
  expect([...said.keys()]).toEqual(pairs.map((pair) => pair.join(' + ')))
  for (const [one, other] of pairs) {
    const cell = rows.get(one)?.[roles.indexOf(other)]
    expect([one, other, cell]).toEqual([one, other, said.get(`${one} + ${other}`)])
    expect(rows.get(other)?.[roles.indexOf(one)]).toBe(cell)
  }
})

test('every role alone has its paragraph', () => {
  for (const role of [
    'owner',
    'guardian',
    'strategy',
    'executor',
    'keeper',
    'relayer',
    'one verifier',
    'a minority of verifiers',
  ])
    expect(threats).toMatch(new RegExp(`^\\*\\*${role}\\.\\*\\* `, 'm'))
  expect(threats).toMatch(/^\*\*a quorum of verifiers\.\*\* /m)
})
