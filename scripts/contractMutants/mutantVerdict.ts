// What a run of wrong lines comes to, and the page that tells it.
import type { Mutant } from '../contractMutants.ts'
import type { MutantOutcome } from './MutantLedger.ts'

/** A wrong line with what became of it under each seed. */
export interface MutantVerdict extends Mutant {
  readonly line: number
  readonly outcomes: readonly MutantOutcome[]
}

/** The last line of `npm run mutate:contracts -- --json`. */
export interface MutantSummary {
  readonly type: 'summary'
  readonly mutants: number
  readonly killed: number
  readonly survived: readonly string[]
  readonly canary: 'survived' | 'killed'
}

/** Killed is what some test fails on, whatever the seed. */
export function isKilled({ outcomes }: MutantVerdict): boolean {
  const seeds = [...new Set(outcomes.map(({ seed }) => seed))]
  return seeds.length > 0 && seeds.every((seed) => outcomes.some((each) => each.seed === seed && each.by.length > 0))
}

/** How a wrong line is named in a summary. */
export function mutantName({ file, line, from, to }: MutantVerdict): string {
  return `${file}:${line} ${from} → ${to === '' ? 'left out' : to}`
}

/** Anything but no survivor and a living canary is a failed run. */
export function summaryOf(verdicts: readonly MutantVerdict[], canary: MutantVerdict): MutantSummary {
  const survivors = verdicts.filter((each) => !isKilled(each))
  return {
    type: 'summary',
    mutants: verdicts.length,
    killed: verdicts.length - survivors.length,
    survived: survivors.map(mutantName),
    canary: canary.outcomes.some(({ by }) => by.length > 0) ? 'killed' : 'survived',
  }
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')

/** The committed table. */
export function mutantPage(
  verdicts: readonly MutantVerdict[],
  equivalents: readonly (Mutant & { readonly why: string })[],
  summary: MutantSummary,
  seeds: readonly string[],
): string {
  const row = (verdict: MutantVerdict): string => {
    const [first, ...more] = [...new Set(verdict.outcomes.flatMap(({ by }) => by))]
    const others = more.length === 0 ? '' : ` and ${more.length} more`
    const end = isKilled(verdict) && first !== undefined ? `\`${first}\`${others}` : 'SURVIVES'
    const becomes = verdict.to === '' ? 'left out' : verdict.to.startsWith('no ') ? verdict.to : `\`${cell(verdict.to)}\``
    return `| ${verdict.file}:${verdict.line} | \`${cell(verdict.from)}\` | ${becomes} | ${end} |`
  }
  const still = summary.survived.length === 0 ? 'None survives' : `${summary.survived.length} survive`
  return [
    '# What each test of the contracts catches',
    '',
    '`npm run mutate:contracts` puts the wrong lines of `scripts/contractMutants` into a copy of the contracts, each behind a',
    'switch, compiles once, and runs the Solidity tests with one switched on at a time; what they let live meets the',
    `campaigns of \`contracts/test/invariants\`. Seeds: ${seeds.join(', ')}. Not counted: the test of code sizes, which the`,
    'switches break. Invariants and their tests are in [contracts.md](contracts.md). This page is written by that command.',
    'Where only a part of a line becomes another, it stands between ⟦ and ⟧.',
    '',
    `${summary.killed} of ${summary.mutants} are caught. ${still}; the canary, which changes nothing, ${summary.canary === 'survived' ? 'does' : 'DOES NOT'}.`,
    '',
    '| where | is | becomes | caught by |',
    '| --- | --- | --- | --- |',
    ...verdicts.map(row),
    '',
    'Not planted, because nobody could tell them from the right lines:',
    '',
    '| where | is | becomes | why |',
    '| --- | --- | --- | --- |',
    ...equivalents.map(
      ({ file, from, to, why }) => `| ${file} | \`${cell(from)}\` | ${to.startsWith('no ') ? to : `\`${cell(to)}\``} | ${why} |`,
    ),
    '',
  ].join('\n')
}
