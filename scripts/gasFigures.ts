// The gas figures that contracts/test/Gas.t.sol takes: read from a run, compared with the file in git, put on a page.

/** Action → gas of its transaction. */
export type GasFigures = Readonly<Record<string, number>>

/** The part of Hardhat's result that carries figures; its type is not exported. */
export interface GasRun {
  readonly suiteResults: readonly {
    readonly testResults: readonly {
      readonly valueSnapshotGroups?: readonly {
        readonly name: string
        readonly entries: readonly { readonly name: string; readonly value: string }[]
      }[]
    }[]
  }[]
}

/** What a run measured, in the order of the alphabet. */
export function figuresOf(run: GasRun): GasFigures {
  const groups = run.suiteResults.flatMap((suite) => suite.testResults.flatMap((test) => test.valueSnapshotGroups ?? []))
  const entries = groups.filter((group) => group.name === 'fund').flatMap((group) => group.entries)
  const sorted = entries.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  return Object.fromEntries(sorted.map(({ name, value }) => [name, Number(value)]))
}

/** One line for each figure that is no longer what the file says. */
export function staleFigures(kept: GasFigures, found: GasFigures): readonly string[] {
  const names = [...new Set([...Object.keys(kept), ...Object.keys(found)])]
  return names
    .filter((name) => kept[name] !== found[name])
    .map((name) => `${name}: ${kept[name] ?? 'not in the file'}, now ${found[name] ?? 'not measured'}`)
}

const row = ([name, gas]: readonly [string, number]): string => `| ${name} | ${gas.toLocaleString('en')} |`

/** The table of a page, without the rows that only serve a comparison. */
export function gasTable(figures: GasFigures): string {
  const rows = Object.entries(figures).filter(([name]) => !name.startsWith('ratio: '))
  return ['| action | gas |', '| --- | ---: |', ...rows.map(row)].join('\n')
}

/** Ten signatures against bare recovery and storage, for the first use of the nonce words and for later ones. */
export function ratioTable(figures: GasFigures): string {
  const rows = ['first', 'again'].map((use) => {
    const [ours, bare] = [figures[`ratio: attestIntent, ${use}`] ?? 0, figures[`ratio: bare, ${use}`] ?? 0]
    return `| ${use} | ${ours.toLocaleString('en')} | ${bare.toLocaleString('en')} | ${(ours / bare).toFixed(3)} |`
  })
  return ['| use of the nonce words | attestIntent | bare | ratio |', '| --- | ---: | ---: | ---: |', ...rows].join('\n')
}
