import { expect, test } from 'vitest'
import { limits } from './limits.ts'
import { turnsInPass } from './turnsInPass.ts'

test('everybody has one turn, a crowded bot half of what it has, and nobody keeps the others waiting for long', () => {
  expect([0, 1, limits.crowdedMailbox].map(turnsInPass)).toEqual([1, 1, 1])
  expect(turnsInPass(limits.crowdedMailbox + 1)).toBe(9)
  expect(turnsInPass(limits.mailboxBound)).toBe(limits.turnsOfCrowdedMax)
})

test('a log that is told as much in a pass as it may take keeps its mailbox far below its bound', () => {
  let queued = 0
  for (let pass = 0; pass < 1_000; pass += 1) queued += limits.turnsOfCrowdedMax / 2 - turnsInPass(queued)
  expect(queued).toBeLessThan(limits.mailboxBound / 4)
})
