// `npm run mutate -- [--only name …] [--json]`: plants the bugs of test/mutants one at a time in a copy of the tree and runs
// the suites that must catch them. The suites must be green without any of them first. Writes docs/mutants.md after a
// whole run.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mutantTable, parseMutant, type MutantPatch, type MutantResult } from './mutantPatch.ts'
import { scriptArgs } from './scriptArgs.ts'

const root = join(import.meta.dirname, '..')
const patches = join(root, 'test', 'mutants')
const copy = join(root, '.runtime', 'mutate')
/** A suite of a planted bug may hang: that is caught too. */
const suiteLimitMs = 180_000

const { values } = scriptArgs({
  options: { only: { type: 'string', multiple: true }, json: { type: 'boolean', default: false } },
})
const say = (text: string): void => void process.stderr.write(`${text}\n`)

function main(): number {
  const all = readdirSync(patches)
    .filter((name) => name.endsWith('.patch'))
    .toSorted()
    .map((name) => parseMutant(name.replace('.patch', ''), readFileSync(join(patches, name), 'utf8')))
  const wanted = all.filter(({ name }) => values.only === undefined || values.only.includes(name))
  if (wanted.length === 0) {
    say(`mutate: no patch of that name; there are ${all.map(({ name }) => name).join(', ')}`)
    return 2
  }
  copyTree()
  const suites = [...new Set(wanted.flatMap((each) => each.suites))]
  say(`the suites without any planted bug: ${suites.join(' ')}`)
  const clean = runSuites(suites)
  if (clean.failed) {
    say(`mutate: the suites are not green as they are: ${clean.caughtBy ?? 'they do not run'}`)
    return 1
  }
  const results = wanted.map((mutant, index) => {
    const result = plant(mutant)
    const verdict = result.failed ? `caught by ${result.caughtBy ?? 'a suite that did not end'}` : 'survived'
    say(`${index + 1}/${wanted.length} ${mutant.name}: ${verdict}${isRight(result) ? '' : '  ← WRONG'}`)
    return result
  })
  if (values.only === undefined) writeFileSync(join(root, 'docs', 'mutants.md'), mutantTable(results))
  return conclude(results)
}

function isRight({ failed, expect }: MutantResult): boolean {
  return failed === (expect === 'caught')
}

function conclude(results: readonly MutantResult[]): number {
  const planted = results.filter(({ expect }) => expect === 'caught')
  const canaries = results.filter(({ expect }) => expect === 'survives')
  const missed = planted.filter(({ failed }) => !failed).map(({ name }) => name)
  const canary = canaries.length === 0 ? 'absent' : canaries.every(({ failed }) => !failed) ? 'survived' : 'caught'
  const summary = { type: 'summary', mutants: planted.length, caught: planted.length - missed.length, missed, canary }
  if (values.json) {
    for (const result of results) process.stdout.write(`${JSON.stringify({ type: 'mutant', ...result })}\n`)
    process.stdout.write(`${JSON.stringify(summary)}\n`)
  } else {
    const list = missed.length === 0 ? '' : `; missed: ${missed.join(', ')}`
    process.stdout.write(`${summary.caught} of ${planted.length} planted bugs caught${list}; the canary ${canary}\n`)
  }
  const whole = values.only === undefined
  return missed.length === 0 && (whole ? canary === 'survived' : canary !== 'caught') ? 0 : 1
}

/** The tree as git sees it, changes included, beside the original: that one is never broken. */
function copyTree(): void {
  rmSync(copy, { recursive: true, force: true })
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of files.split('\0').filter((name) => name !== '')) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    try {
      cpSync(join(root, file), join(copy, file))
    } catch (error) {
      // in the index but removed from the tree
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
}

function plant(mutant: MutantPatch): MutantResult {
  patch(mutant, [])
  try {
    const { failed, caughtBy } = runSuites(mutant.suites)
    const { name, what, expect, suites } = mutant
    return { name, what, expect, suites, failed, caughtBy }
  } finally {
    patch(mutant, ['--reverse'])
  }
}

function patch({ name, diff }: MutantPatch, how: readonly string[]): void {
  const ran = spawnSync('git', ['apply', '--whitespace=nowarn', ...how, '-'], {
    cwd: copy,
    input: diff,
    encoding: 'utf8',
    env: gitless(),
  })
  if (ran.status !== 0) throw new Error(`${name} does not apply: ${ran.stderr.trim()}; make it anew for today's code`)
}

/** The copy lies inside the project's own repository: git must not look for one above it, or it skips the files. */
function gitless(): NodeJS.ProcessEnv {
  return { ...process.env, GIT_CEILING_DIRECTORIES: dirname(copy) }
}

interface VitestReport {
  readonly success: boolean
  readonly numPassedTests: number
  readonly testResults: readonly {
    readonly message?: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

function runSuites(suites: readonly string[]): { readonly failed: boolean; readonly caughtBy: string | null } {
  const file = join(copy, 'report.json')
  rmSync(file, { force: true })
  const args = ['run', '--reporter=json', `--outputFile=${file}`, '--bail=1', ...suites]
  const ran = spawnSync(join(root, 'node_modules', '.bin', 'vitest'), args, {
    cwd: copy,
    encoding: 'utf8',
    timeout: suiteLimitMs,
  })
  if (ran.error !== undefined) return { failed: true, caughtBy: `no end within ${suiteLimitMs / 1000} s` }
  const report = readReport(file)
  if (report === undefined) throw new Error(`vitest did not run ${suites.join(' ')}: ${ran.stderr.trim().slice(-500)}`)
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const broken = tests.find(({ status }) => status === 'failed')
  if (tests.length === 0 || (ran.status !== 0 && broken === undefined))
    // A suite that cannot even be loaded proves nothing.
    throw new Error(
      `vitest could not load ${suites.join(' ')}: ${report.testResults.map(({ message }) => message ?? '').join(' ')}`,
    )
  return { failed: broken !== undefined, caughtBy: broken?.fullName ?? null }
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport // vitest's own reporter wrote it
  } catch {
    return undefined
  }
}

process.exitCode = main()
