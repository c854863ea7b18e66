// `npm run check`: format, lint, types, dead code, generated files. Non-interactive; runs every step, then says what failed.
// What needs the contracts compiled goes beside the rest: in a clean clone the compiler takes as long as all of that.
import { run } from './run.ts'

interface Step {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  /** What to type when it fails. */
  readonly mend: string
}

const node = process.execPath
const ofContracts: readonly Step[] = [
  { name: 'contract bindings', command: [node, 'scripts/abi.ts', '--check'], mend: 'node scripts/abi.ts' },
  { name: 'gas page', command: [node, 'scripts/contractGas.ts', '--check'], mend: 'node scripts/contractGas.ts' },
]
const ofTheRest: readonly Step[] = [
  { name: 'format', command: ['oxfmt', '--check'], mend: 'npm run format' },
  {
    name: 'lint',
    command: ['oxlint', '--type-aware', '--deny-warnings'],
    mend: 'read the rule it names; layers are in scripts/layers.ts',
  },
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.'], mend: 'mend the types' },
  { name: 'console types', command: ['tsc', '--noEmit', '-p', 'console'], mend: 'mend the types' },
  { name: 'dead code', command: ['knip', '--no-progress'], mend: 'remove what nothing uses' },
  { name: 'charts', command: ['./quorate', 'charts', '--check'], mend: './quorate charts' },
  { name: 'error reference', command: [node, 'scripts/errorReference.ts', '--check'], mend: 'node scripts/errorReference.ts' },
  { name: 'OpenAPI document', command: [node, 'scripts/openapi.ts', '--check'], mend: 'node scripts/openapi.ts' },
  {
    name: 'permission reference',
    command: [node, 'scripts/permissionReference.ts', '--check'],
    mend: 'node scripts/permissionReference.ts',
  },
  { name: 'command reference', command: [node, 'cli/cliReference.ts', '--check'], mend: 'node cli/cliReference.ts' },
  {
    name: 'container file',
    command: [node, 'scripts/containerFile.ts'],
    mend: 'read the line it names in deploy/container/Dockerfile',
  },
  { name: 'benchmark page', command: [node, 'bench/plot.ts', '--check'], mend: 'node bench/plot.ts' },
]

// the compiler takes two minutes, the others seconds; a quarter of an hour is a machine under heavy load
const limitMs = 15 * 60_000
const failed: Step[] = []
const count = ofContracts.length + ofTheRest.length
await Promise.all([runEach(ofContracts), runEach(ofTheRest)])
for (const step of failed) process.stdout.write(`${step.name}: ${step.mend}\n`)
process.stdout.write(`check: ${count - failed.length} of ${count} steps passed\n`)
process.exit(failed.length === 0 ? 0 : 1)

async function runEach(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const [file, ...args] = step.command
    const { code, durationMs } = await run(file, args, limitMs)
    process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${(durationMs / 1000).toFixed(1)} s)\n`)
    if (code !== 0) failed.push(step)
  }
}
