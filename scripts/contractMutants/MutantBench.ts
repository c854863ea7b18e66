// A copy of the contracts in which every wrong line waits behind a switch (the block's coinbase): compiled once, and
// tested with one switched on at a time. The tree itself is never broken.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { createHardhatRuntimeEnvironment } from 'hardhat/hre'
import type { HardhatRuntimeEnvironment } from 'hardhat/types/hre'
import type { Mutant } from '../contractMutants.ts'
import type { MutantOutcome } from './MutantLedger.ts'
import { switchMutants, withOpenDoors } from './switchMutants.ts'

const root = join(import.meta.dirname, '..', '..')

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

/** Files that take as long as all others together. */
const slowFiles: ReadonlySet<string> = new Set(['DryRun.t.sol', 'Fees.t.sol', 'Fund.t.sol', 'Gas.t.sol', 'Vault4626.t.sol'])

/** A wrong line and the number of its switch. */
export type PlantedMutant = Mutant & { readonly id: number }

/** How hard the tests try. Fuzzed tests and campaigns draw less often than in `npm test`: every mutant meets them. */
export interface MutantDraws {
  readonly fuzzRuns: number
  readonly campaignRuns: number
  readonly campaignDepth: number
}

interface SolidityRun {
  readonly suiteResults: readonly {
    readonly id: { readonly name: string }
    readonly testResults: readonly { readonly name: string; readonly status: string }[]
  }[]
}

/** Every Solidity file of the tree, in an order of its own: what an outcome holds for. */
export function hashOfContracts(): string {
  const hash = createHash('sha256')
  const folder = join(root, 'contracts')
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (file.endsWith('.sol')) hash.update(`${file}\n`).update(readFileSync(join(folder, file)))
  }
  return hash.digest('hex')
}

/** See the head of this file. Two benches in folders of their own may work side by side. */
export class MutantBench {
  readonly #copy: string
  readonly #draws: MutantDraws
  #compiled = false

  constructor(folder: string, draws: MutantDraws) {
    this.#copy = folder
    this.#draws = draws
  }

  /** Writes the copy; what the last run compiled stays and is used again where nothing changed. */
  plant(mutants: readonly PlantedMutant[]): void {
    const sources = join(this.#copy, 'contracts')
    rmSync(sources, { recursive: true, force: true })
    mkdirSync(this.#copy, { recursive: true })
    cpSync(join(root, 'contracts'), sources, { recursive: true })
    cpSync(join(root, 'package.json'), join(this.#copy, 'package.json'))
    if (!existsSync(join(this.#copy, 'node_modules'))) symlinkSync(join(root, 'node_modules'), join(this.#copy, 'node_modules'))
    writeFileSync(join(sources, 'Mutated.sol'), switchSource)
    writeFileSync(join(sources, 'MutatedLock.sol'), lockSource())
    for (const file of new Set(mutants.map((each) => each.file))) {
      const path = join(sources, file)
      const here = mutants.filter((each) => each.file === file)
      const way = (name: string): string => relative(dirname(path), join(sources, name)).replace(/^(?!\.)/, './')
      const line = `import {mutated} from "${way('Mutated.sol')}";`
      const text = withOpenDoors(switchMutants(readFileSync(path, 'utf8'), here))
        .replace('"@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol"', `"${way('MutatedLock.sol')}"`)
        .replace(/^pragma .*\n/m, (pragma) => `${pragma}${line}\n`)
      writeFileSync(path, text)
    }
  }

  /** The names of the tests that fail while mutant `id` is on; 0 is none. The slow ones are asked about what the others let live. */
  async failures(id: number, seed: string, suites: MutantOutcome['suites']): Promise<readonly string[]> {
    const hre = await createHardhatRuntimeEnvironment(this.#config(id, seed), {}, this.#copy)
    if (suites === 'campaigns') return this.#run(hre, { grep: '^invariant_' })
    // everything is compiled in one go
    if (!this.#compiled) {
      const failed = await this.#run(hre, { grepExclude: '^invariant_' })
      this.#forgetTraces()
      return failed
    }
    const folder = join(this.#copy, 'contracts', 'test')
    const files = readdirSync(folder).filter((name) => name.endsWith('.t.sol'))
    for (const isSlow of [false, true]) {
      const testFiles = files.filter((name) => slowFiles.has(name) === isSlow).map((name) => join(folder, name))
      const failed = await this.#run(hre, { grepExclude: '^invariant_', testFiles })
      if (failed.length > 0) return failed
    }
    return []
  }

  /** What the compiler says beside the code is for stack traces, which nobody reads here; each run would load 120 MB of it. */
  #forgetTraces(): void {
    const folder = join(this.#copy, 'artifacts', 'build-info')
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.output.json'))) {
      const path = join(folder, name)
      const info = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown> // written by Hardhat
      writeFileSync(path, JSON.stringify({ ...info, output: { contracts: {}, sources: {} } }))
    }
  }

  async #run(hre: HardhatRuntimeEnvironment, only: Readonly<Record<string, string | string[]>>): Promise<readonly string[]> {
    // the task's return type is unknown to Hardhat's own signature
    const result = (await quietly(() => hre.tasks.getTask(['test', 'solidity']).run({ noCompile: this.#compiled, ...only }))) as {
      value?: SolidityRun
      error?: SolidityRun
    }
    const found = (result.value ?? result.error)?.suiteResults ?? []
    if (found.length === 0) throw new Error('Hardhat gave no results')
    this.#compiled = true
    return found.flatMap((suite) =>
      suite.testResults
        // the switches themselves make the code longer and dearer than it may be
        .filter((test) => test.status === 'Failure' && !/^test_(no_part_nears|every_part|ten_signatures_cost)_/.test(test.name))
        .map((test) => `${suite.id.name.replace(/Test$/, '')}.${test.name.replace(/\(.*$/s, '')}`),
    )
  }

  #config(id: number, seed: string): Parameters<typeof createHardhatRuntimeEnvironment>[0] {
    const settings = { optimizer: { enabled: true, runs: 1 }, evmVersion: 'cancun', viaIR: false }
    const compiler = { version: '0.8.37', path: createRequire(import.meta.url).resolve('solc/soljson.js'), settings }
    const { fuzzRuns, campaignRuns, campaignDepth } = this.#draws
    return {
      solidity: { profiles: { default: compiler, production: compiler } },
      paths: { sources: 'contracts', tests: { solidity: 'contracts/test' } },
      test: {
        solidity: {
          coinbase: `0x${(0x100000 + id).toString(16).padStart(40, '0')}`,
          fuzz: { runs: fuzzRuns, seed },
          // one failing call is enough here: nobody reads a short one
          invariant: { runs: campaignRuns, depth: campaignDepth, failOnRevert: true, shrinkRunLimit: 0 },
          fsPermissions: { readDirectory: [join(root, 'node_modules', '@uniswap')] },
        },
      },
    }
  }
}

type Written = (error?: Error | null) => void

/** Hardhat tells each test; here only what became of the mutant is told. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const write = process.stdout.write.bind(process.stdout)
  // whoever writes may wait to hear that it is written
  process.stdout.write = (_text: string | Uint8Array, encoding?: BufferEncoding | Written, written?: Written): boolean => {
    const done = typeof encoding === 'function' ? encoding : written
    if (done !== undefined) setImmediate(done)
    return true
  }
  try {
    return await work()
  } finally {
    process.stdout.write = write
  }
}
