// Puts every mutant behind a switch (the block's coinbase), compiles once, and runs the Solidity tests with one
// switched on at a time. Works on a copy of the contracts: the tree is never broken.
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { createHardhatRuntimeEnvironment } from 'hardhat/hre'
import { contractMutants, type Mutant } from './contractMutants.ts'

const root = join(import.meta.dirname, '..')
const copy = join(root, 'cache', 'mutants')

/** A guard inside a pure function still has to read the switch, so the function's type is lied about: only in this copy. */
const switchSource = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
function _reads(uint256 id) view returns (bool) { return uint160(address(block.coinbase)) == 0x100000 + id; }
function mutated(uint256 id) pure returns (bool) {
    function(uint256) view returns (bool) reading = _reads;
    function(uint256) pure returns (bool) pretending;
    assembly ("memory-safe") { pretending := reading }
    return pretending(id);
}
`

/** OpenZeppelin's lock with a modifier beside it that the switch opens. */
function lockSource(): string {
  const path = join(root, 'node_modules', '@openzeppelin', 'contracts', 'utils', 'ReentrancyGuardTransient.sol')
  const modifier = `    modifier nonReentrantUnless(uint256 id) {
        bool locks = !mutated(id);
        if (locks) _nonReentrantBefore();
        _;
        if (locks) _nonReentrantAfter();
    }
`
  return readFileSync(path, 'utf8')
    .replace('"./TransientSlot.sol"', '"@openzeppelin/contracts/utils/TransientSlot.sol"')
    .replace(/^import /m, () => 'import {mutated} from "./Mutated.sol";\nimport ')
    .replace(/^abstract contract [^{]*\{\n/m, (head) => head + modifier)
}

interface Numbered extends Mutant {
  readonly id: number
}

/** What stands before a tail that only says which occurrence is meant. */
const meant = (from: string): string =>
  /^(.*?)(?:\) return\b|\) revert\b|\) available\b| && MerkleProof\b)/s.exec(from)?.[1] ?? from.replace(/\n\s+if$/, '')

function switched(source: string, from: string, mutants: readonly Numbered[]): string {
  if (source.split(from).length !== 2) throw new Error(`"${from}" stands ${source.split(from).length - 1} times`)
  if (mutants[0]?.to === 'no lock') {
    return source.replace(from, () => from.replace('nonReentrant', `nonReentrantUnless(${mutants[0]?.id})`))
  }
  const original = meant(from)
  const rest = from.slice(original.length)
  const isDeclaration = /^uint256 \w+ =/.exec(original)
  if (isDeclaration) {
    const value = (line: string) => line.replace(/^[^=]+= /, '').replace(/;$/, '')
    const name = original.slice(0, original.indexOf('=') + 2)
    return source.replace(from, () => `${name}mutated(${mutants[0]?.id}) ? ${value(mutants[0]?.to ?? '')} : ${value(original)};`)
  }
  if (original.endsWith(';')) {
    if (original.startsWith('return')) {
      return source.replace(from, () => `if (mutated(${mutants[0]?.id})) ${mutants[0]?.to} ${original}`)
    }
    const branches = mutants.map(({ id, to }) => `if (mutated(${id})) { ${to} } else`).join(' ')
    return source.replace(from, () => `${branches} { ${original} }${rest}`)
  }
  const choices = mutants.map(({ id, to }) => `mutated(${id}) ? (${to}) : `).join('')
  return source.replace(from, () => `(${choices}(${original}))${rest}`)
}

function plant(mutants: readonly Numbered[]): void {
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  cpSync(join(root, 'contracts'), join(copy, 'contracts'), { recursive: true })
  cpSync(join(root, 'package.json'), join(copy, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  writeFileSync(join(copy, 'contracts', 'Mutated.sol'), switchSource)
  writeFileSync(join(copy, 'contracts', 'MutatedLock.sol'), lockSource())
  for (const file of new Set(mutants.map((each) => each.file))) {
    const path = join(copy, 'contracts', file)
    const here = mutants.filter((each) => each.file === file)
    let source = readFileSync(path, 'utf8')
    for (const from of new Set(here.map((each) => each.from))) {
      source = switched(
        source,
        from,
        here.filter((each) => each.from === from),
      )
    }
    const way = relative(dirname(path), join(copy, 'contracts', 'Mutated.sol'))
    const line = `import {mutated} from "${way.startsWith('.') ? way : `./${way}`}";`
    source = source.replace('"@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol"', '"./MutatedLock.sol"')
    writeFileSync(
      path,
      source.replace(/^import /m, () => `${line}\nimport `),
    )
  }
}

const settings = { optimizer: { enabled: true, runs: 1 }, evmVersion: 'cancun', viaIR: false }
const compiler = { version: '0.8.37', path: createRequire(import.meta.url).resolve('solc/soljson.js'), settings }
const coinbaseOf = (id: number): string => `0x${(0x100000 + id).toString(16).padStart(40, '0')}`

interface Run {
  readonly suiteResults: readonly {
    readonly id: { readonly name: string }
    readonly testResults: readonly { readonly name: string; readonly status: string }[]
  }[]
}

/** The names of the tests that fail while mutant `id` is on. */
async function failures(id: number, noCompile: boolean): Promise<readonly string[]> {
  const hre = await createHardhatRuntimeEnvironment(
    {
      solidity: { profiles: { default: compiler, production: compiler } },
      paths: { sources: 'contracts', tests: { solidity: 'contracts/test' } },
      test: {
        solidity: {
          coinbase: coinbaseOf(id),
          fuzz: { runs: 64, seed: '0x51' },
          fsPermissions: { readDirectory: [join(root, 'node_modules', '@uniswap')] },
        },
      },
    },
    {},
    copy,
  )
  // the task's return type is unknown to Hardhat's own signature
  const result = (await hre.tasks.getTask(['test', 'solidity']).run({ noCompile })) as { value?: Run; error?: Run }
  const suites = (result.value ?? result.error)?.suiteResults ?? []
  if (suites.length === 0) throw new Error('Hardhat gave no results')
  return suites.flatMap((suite) =>
    suite.testResults
      .filter((test) => test.status === 'Failure' && !test.name.startsWith('test_no_part_nears_the_size_limit'))
      .map((test) => `${suite.id.name.replace(/Test$/, '')}.${test.name.replace(/\(.*$/s, '')}`),
  )
}

const numbered = contractMutants.map((each, at) => ({ ...each, id: at + 1 }))
const only = process.argv.slice(2).map(Number) // none: all of them
plant(numbered)
const baseline = await failures(0, false)
if (baseline.length > 0) throw new Error(`without a mutant these fail: ${baseline.join(', ')}`)
const rows: string[] = []
for (const mutant of numbered.filter(({ id }) => only.length === 0 || only.includes(id))) {
  const killers = await failures(mutant.id, true)
  const row = JSON.stringify({ ...mutant, killed: killers.length, by: killers.slice(0, 3) })
  rows.push(row)
  writeFileSync(join(copy, 'result.ndjson'), `${rows.join('\n')}\n`)
}
