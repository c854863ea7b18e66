// Writes docs/errors.md from the tables of error codes; with --check it only says whether the page is what they say.
import { readFileSync, writeFileSync } from 'node:fs'
import { errorTable } from '#protocol/errors.ts'
import { setupErrors } from './setupErrors.mjs'

const page = new URL('../docs/errors.md', import.meta.url)

interface Row {
  readonly exit: number
  readonly retryable?: boolean
  readonly message: string
  readonly hint: string
}

// The exit codes' meaning, as the comment above the table in protocol/errors.ts states it.
const exitCodes: readonly (readonly [number, string])[] = [
  [0, 'done'],
  [2, 'wrong use: the command or its arguments'],
  [3, 'not found'],
  [4, 'refused: a rule says no'],
  [5, 'environment: network, disk, chain, keys, ports'],
  [6, 'busy or waiting: try again'],
  [7, 'damaged state: look before going on'],
  [70, 'a bug of ours: please report it'],
  [130, 'interrupted'],
]

/** The whole page. */
export function errorReference(): string {
  return [
    '# Errors',
    '',
    'Generated from `protocol/errors.ts` and `scripts/setupErrors.mjs` by `node scripts/errorReference.ts`; do not edit by hand.',
    'Every failure is printed as its code, what happened, and the next thing to type. Names in braces are filled in.',
    '',
    '## Exit codes',
    '',
    '| exit code | meaning |',
    '|---|---|',
    ...exitCodes.map(([code, meaning]) => `| ${code} | ${meaning} |`),
    '',
    '## Codes',
    '',
    ...table(errorTable),
    '',
    '## Set-up',
    '',
    'What the installation before every npm script can say.',
    '',
    ...table(setupErrors),
    '',
  ].join('\n')
}

function table(rows: Readonly<Record<string, Row>>): readonly string[] {
  const lines = Object.entries(rows).map(([code, row]) => {
    const retry = row.retryable === true ? 'yes' : 'no'
    return `| \`${code}\` | ${row.exit} | ${retry} | ${cell(row.message)} | ${cell(row.hint)} |`
  })
  return ['| code | exit | retry | what happened | what to do next |', '|---|---|---|---|---|', ...lines]
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}

if (process.argv[1] === import.meta.filename) {
  const wanted = errorReference()
  if (!process.argv.includes('--check')) writeFileSync(page, wanted)
  else if (readFileSync(page, 'utf8') !== wanted) {
    process.stderr.write('docs/errors.md is not what protocol/errors.ts says; write it anew: node scripts/errorReference.ts\n')
    process.exitCode = 1
  }
}
