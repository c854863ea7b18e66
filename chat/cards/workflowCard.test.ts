import { expect, test } from 'vitest'
import { botOf, hostOf } from '#chat/commands/fixtures.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import type { Json } from '#runtime/host.ts'
import type { Card } from './card.ts'
import { readPress } from './press.ts'
import { cardOfSubject, isSubjectOver } from './subject.ts'

const id = 'a1b2c3'
const subject = `workflow:${id}`
const jobs = { queued: 1, running: 1, done: 2, failed: 0 }
const look = { conclusion: '', failed: null, waiting: [], jobs, attempt: 1 }
const hostWith = (value: Json, last: Json = look, change: Readonly<Record<string, Json>> = {}) => {
  const run = { id, repo: 'mara/site', workflow: 'deploy.yml', ref: 'main', inputs: [{ name: 'to', value: 'live' }] }
  const asked = { by: 'key:mara', person: 'mara', runId: 42, url: 'https://github.com/mara/site/actions/runs/42', attempt: 1 }
  return hostOf({ bots: [botOf(subject, { value, context: { ...run, ...asked, last, ending: null, ...change } })] })
}
function cardOf(...given: Parameters<typeof hostWith>): Card {
  const card = cardOfSubject(hostWith(...given), subject, nameBook([]))
  if (card === undefined) throw new Error('a run has a card')
  return card
}
/** The machine's own name for an end. */
const endOf = (conclusion: string): string =>
  conclusion === 'success' ? 'succeeded' : conclusion === 'cancelled' ? 'cancelled' : 'failed'
const verbs = (card: Card): unknown => card.buttons.map(({ value }) => readPress(value)?.verb)

test('one that runs says how far it is, and can be cancelled', () => {
  const card = cardOf('watching')
  expect(card).toMatchObject({
    title: 'deploy.yml of mara/site at main',
    tone: 'plain',
    lines: ['It runs.'],
    link: { url: 'https://github.com/mara/site/actions/runs/42' },
    footer: 'run a1b2c3, 42 on GitHub',
  })
  expect([card.fields, verbs(card)]).toEqual([
    [
      ['Run by', 'mara'],
      ['Jobs', '2 of 4 jobs done, 1 running'],
      ['Inputs', 'to=live'],
    ],
    ['cancel'],
  ])
})

test('one that waits for a review can be let go on, where it is plain which one is meant', () => {
  const waits = cardOf('watching', { ...look, waiting: ['live'] })
  expect([waits.tone, waits.lines[0], verbs(waits)]).toEqual(['waiting', 'It waits for people.', ['deploy', 'keep', 'cancel']])
  expect(verbs(cardOf('watching', { ...look, waiting: ['live', 'docs'] }))).toEqual(['cancel'])
})

test.each([
  ['success', 'good', null],
  ['failure', 'bad', { job: 'test', step: 'unit', url: '' }],
  ['timed_out', 'bad', null],
  ['cancelled', 'quiet', null],
])('one that is over with %s has no buttons', (conclusion, tone, failed) => {
  const given = [endOf(conclusion), { ...look, conclusion, failed }, { attempt: 1 }] as const
  const card = cardOf(...given)
  expect([card.tone, card.lines[0], card.buttons]).toEqual([tone, `It is over: ${conclusion}.`, []])
  expect(card.lines.slice(1)).toEqual(failed === null ? [] : ['It failed in test, at unit.'])
  expect(isSubjectOver(hostWith(...given), subject)).toBe(true)
})

test.each([
  ['unsure', 'Whether it ran cannot be told.', true],
  ['refused', 'It was not begun.', true],
  ['dispatching', 'It is being begun.', false],
])('one that is %s says so', (state, words, isOver) => {
  const given = [state, null, { runId: null, url: '', ending: { detail: 'no such ref' }, attempt: 0 }] as const
  const card = cardOf(...given)
  expect([card.lines, card.link]).toEqual([[words, 'no such ref'], null])
  expect(isSubjectOver(hostWith(...given), subject)).toBe(isOver)
})
