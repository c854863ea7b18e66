import { expect, test } from 'vitest'
import { cardOf } from '#chat/cards/card.ts'
import { Questions } from './questions.ts'

const cardWith = (value: string, sure?: string): ReturnType<typeof cardOf> =>
  cardOf('x', { buttons: [{ label: 'Reject', value, tone: 'bad', ...(sure === undefined ? {} : { sure }) }] })

test('asks what the newest card asks, and by the label where it knows no question', () => {
  const questions = new Questions()
  questions.remember(cardWith('v1:reject:a:1', 'Reject?'))
  questions.remember(cardWith('v1:reject:a:1', 'Reject for all?'))
  questions.remember(cardWith('v1:reject:b:1'))
  expect(questions.of('v1:reject:a:1', 'Reject')).toBe('Reject for all?')
  expect(questions.of('v1:reject:b:1', 'Reject')).toBe('Reject: are you sure?')
})

test('forgets the oldest of very many', () => {
  const questions = new Questions()
  for (let at = 0; at < 2_001; at += 1) questions.remember(cardWith(`v1:reject:a:${at}`, `Reject ${at}?`))
  expect(questions.of('v1:reject:a:0', 'Reject')).toBe('Reject: are you sure?')
  expect(questions.of('v1:reject:a:2000', 'Reject')).toBe('Reject 2000?')
})
