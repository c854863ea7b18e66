import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { currentRequest, forNobody, forRequest } from './requestScope.ts'

test('a request’s id reaches what it awaits, and nothing beside it', async () => {
  const seen = await Promise.all(
    ['a', 'b'].map((id) =>
      forRequest(id, async () => {
        await delay(1)
        return [currentRequest(), forNobody(currentRequest)]
      }),
    ),
  )
  expect(seen).toEqual([
    ['a', undefined],
    ['b', undefined],
  ])
  expect(currentRequest()).toBeUndefined()
})
