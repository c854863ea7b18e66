import { expect, it } from 'vitest'
import { emptyPagesMax, pageWithTurns } from './pageWithTurns.ts'

const asker = (withTurns: number, end = Number.POSITIVE_INFINITY) => {
  const asked: (number | undefined)[] = []
  return {
    asked,
    ask: async (from: number | undefined) => {
      asked.push(from)
      const at = asked.length
      return { turns: at === withTurns ? ['turn'] : [], next: at >= end ? null : at * 10 }
    },
  }
}

it('goes on where an empty page ended, until one has something', async () => {
  const { asked, ask } = asker(3)
  expect(await pageWithTurns(ask)).toEqual({ turns: ['turn'], next: 30 })
  expect(asked).toEqual([undefined, 10, 20])
})

it('ends at the end, and when a person has to ask again', async () => {
  const ended = asker(9, 2)
  expect(await pageWithTurns(ended.ask)).toEqual({ turns: [], next: null })
  expect(ended.asked).toHaveLength(2)
  const endless = asker(1_000)
  expect(await pageWithTurns(endless.ask)).toMatchObject({ turns: [] })
  expect(endless.asked).toHaveLength(emptyPagesMax)
})
