import { expect, test } from 'vitest'
import { inTurn } from './inTurn.ts'

test('those of one name go one behind the other, also when one fails; those of another do not wait; nothing is kept', async () => {
  const turns = new Map<string, Promise<unknown>>()
  const said: string[] = []
  const open: (() => void)[] = []
  const gate = new Promise<void>((resolve) => open.push(resolve))
  const first = inTurn(turns, 'a', async () => {
    said.push('a1 begins')
    await gate
    said.push('a1 ends')
    throw new Error('a1')
  })
  const second = inTurn(turns, 'a', async () => void said.push('a2'))
  await inTurn(turns, 'b', async () => void said.push('b'))
  expect(said).toEqual(['a1 begins', 'b'])
  for (const each of open) each()
  await expect(first).rejects.toThrow('a1')
  await second
  expect(said).toEqual(['a1 begins', 'b', 'a1 ends', 'a2'])
  await Promise.resolve()
  expect(turns.size).toBe(0)
})
