// A planted bug as a file: a few lines that say what it is and who must catch it, then a patch.

/** A patch in test/mutants. */
export interface MutantPatch {
  readonly name: string
  /** What is broken, in a sentence. */
  readonly what: string
  /** Test files, as vitest takes them. */
  readonly suites: readonly string[]
  /** `survives`: the patch changes nothing that matters, so a suite that fails on it fails on anything. */
  readonly expect: 'caught' | 'survives'
  readonly diff: string
}

/** Reads one. @throws Error naming what its head lacks */
export function parseMutant(name: string, text: string): MutantPatch {
  const start = text.search(/^(diff --git|--- )/m)
  if (start === -1) throw new Error(`${name}: no patch in it`)
  const head = new Map(
    text
      .slice(0, start)
      .split('\n')
      .flatMap((line) => {
        const found = /^([A-Z][a-z]+): (.+)$/.exec(line)
        return found === null ? [] : [[found[1], found[2]] as const]
      }),
  )
  const what = head.get('What')
  const suite = head.get('Suite')
  const expect = head.get('Expect') ?? 'caught'
  if (what === undefined || suite === undefined) throw new Error(`${name}: its head needs the lines What: and Suite:`)
  if (expect !== 'caught' && expect !== 'survives') throw new Error(`${name}: Expect: is caught or survives, not ${expect}`)
  return { name, what, suites: suite.split(' '), expect, diff: text.slice(start) }
}

/** What became of a mutant. */
export interface MutantResult {
  readonly name: string
  readonly what: string
  readonly expect: 'caught' | 'survives'
  readonly suites: readonly string[]
  readonly failed: boolean
  /** The first test that failed. */
  readonly caughtBy: string | null
}

/** The committed table. */
export function mutantTable(results: readonly MutantResult[]): string {
  const row = ({ name, what, suites, failed, caughtBy, expect }: MutantResult): string => {
    const end = failed
      ? `caught: ${caughtBy ?? 'the suite did not run'}`
      : expect === 'survives'
        ? 'survived, as it must'
        : 'MISSED'
    return `| ${name} | ${what} | ${suites.join(', ')} | ${end.replaceAll('|', '\\|')} |`
  }
  return [
    '# Planted bugs',
    '',
    'Each patch in `test/mutants` breaks one promise of the runtime or of the path of the money. `npm run mutate` plants',
    'them one at a time in a copy of the tree and runs the suite that must fail. The canary changes nothing that matters:',
    'it must survive, or the suites would fail on anything.',
    '',
    '| patch | what it breaks | suite | outcome |',
    '|---|---|---|---|',
    ...results.map(row),
    '',
  ].join('\n')
}
