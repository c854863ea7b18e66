// The dashboard and the alert rules ask for nothing that is not told: each name in them is one that /metrics tells.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Metrics } from '#gateway/metrics.ts'
import { openGateway } from '#gateway/openGateway.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

const deploy = new URL('../../deploy/', import.meta.url)
const dashboard = JSON.parse(readFileSync(new URL('grafana/quorate.json', deploy), 'utf8')) as {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[]
}
const rules = readFileSync(new URL('prometheus/alerts.yml', deploy), 'utf8')

let open: ModelGateway
let told: ReadonlyMap<string, ReadonlySet<string>>
beforeAll(async () => {
  open = await openModelGateway()
  const key = await open.key('watch', 'viewer')
  const gateway = await openGateway(
    { ...open.parts, metrics: new Metrics({ process: true }) },
    { host: '127.0.0.1', port: 0, publicUrls: [] },
  )
  const scrape = async (): Promise<string> =>
    (await fetch(new URL('/metrics', gateway.url), { headers: { authorization: `Bearer ${key}` } })).text()
  await scrape() // it is a request itself, told the next time
  told = labelsByName(await scrape())
  await gateway.close()
}, 60_000)
afterAll(() => open.close())

/** Every name that is told, also of metrics that have no sample yet, with the labels that its samples carry. */
function labelsByName(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const line of text.split('\n')) {
    const [, typed] = /^# TYPE (\w+) /.exec(line) ?? []
    const [, sampled, labels = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? []
    const name = typed ?? (line.startsWith('#') ? undefined : sampled)
    if (name === undefined) continue
    const known = found.get(name) ?? new Set<string>()
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label)
    found.set(name, known)
  }
  return found
}

const namesIn = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(/\b(?:quorate|process|nodejs)_[a-z0-9_]+/g), ([name]) => name)),
]

test('every metric of the dashboard is told', () => {
  const asked = dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, names: namesIn(expr) })))
  expect(asked.length).toBeGreaterThan(20)
  expect(asked.filter(({ names }) => names.length === 0 || names.some((name) => !told.has(name)))).toEqual([])
})

test('every metric of the alert rules is told', () => {
  const asked = Array.from(rules.matchAll(/expr: (.+)/g), ([, expr = '']) => namesIn(expr))
  expect(asked.length).toBeGreaterThan(8)
  expect(asked.filter((names) => names.length === 0 || names.some((name) => !told.has(name)))).toEqual([])
})

test('every counter of the journal and every gauge of ours is on the dashboard', () => {
  const shown = new Set(dashboard.panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr))))
  const families = [...told.keys()].filter((name) => name.startsWith('quorate_') && !/_(bucket|sum|count)$/.test(name))
  const hidden = families.filter((name) => !shown.has(name) && !shown.has(`${name}_bucket`) && !shown.has(`${name}_count`))
  // names that only the variables ask for, or that another one says better
  expect(hidden.toSorted()).toEqual([
    'quorate_chain_block',
    'quorate_effects_running',
    'quorate_facts_total',
    'quorate_info',
    'quorate_journal_durable_through',
    'quorate_journal_unsynced_bytes',
    'quorate_starts',
  ])
})
