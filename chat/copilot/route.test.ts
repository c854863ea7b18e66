import { routeSchema, type Route } from '#protocol/copilotRoute.ts'
import { expect, test } from 'vitest'
import { knownFixture } from './fixtures.ts'
import hostile from './hostileUtterances.json' with { type: 'json' }
import { route } from './route.ts'
import utterances from './utterances.json' with { type: 'json' }

interface Row {
  readonly say: string
  readonly mode: string
  readonly kind?: string
  readonly slots?: unknown
  readonly missing?: readonly string[]
  readonly question?: string
  readonly why: string
}

/** What a row pins of a route; of a question, whether the part that matters is in it. */
const told = ({ mode, kind, slots, missing, question }: Route, row: Row): unknown => ({
  mode,
  kind,
  slots,
  missing,
  question: row.question !== undefined && question?.includes(row.question) ? row.question : question,
})
const wanted = ({ mode, kind, slots, missing, question }: Row): unknown => ({
  mode,
  kind: kind ?? null,
  slots: slots ?? {},
  missing: missing ?? [],
  question: question ?? null,
})

test.each(utterances as readonly Row[])('$say', (row) => {
  const routed = route(row.say, knownFixture)
  expect(told(routed, row)).toEqual(wanted(row))
  expect(routeSchema.parse(routed)).toEqual(routed)
})

test.each(hostile as readonly Row[])('never acts on: $say', (row) => {
  const routed = route(row.say, knownFixture)
  expect(told(routed, row)).toEqual(wanted(row))
  expect(routeSchema.parse(routed)).toEqual(routed)
})

test('the tables are as large as they claim, and no row of the second orders anything', () => {
  expect(new Set(utterances.map(({ say }) => say)).size).toBeGreaterThanOrEqual(150)
  expect(new Set(hostile.map(({ say }) => say)).size).toBeGreaterThanOrEqual(60)
  expect(hostile.filter(({ mode }) => mode !== 'CLARIFY' && mode !== 'GENERAL')).toEqual([])
})
