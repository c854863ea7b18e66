import { expect, test } from 'vitest'
import { pictureName, pictureSays } from './pictureWords.ts'

test.each([
  ['fund:main', 12, 'fund-main-12.png'],
  ['crawler', undefined, 'crawler.png'],
  ['verifier:main.alpha', 7, 'verifier-main.alpha-7.png'],
  ['odd:../../etc/passwd', 1, 'odd-..-..-etc-passwd-1.png'],
  [`odd:${'x'.repeat(300)}`, 1, `odd-${'x'.repeat(76)}-1.png`],
])('%s is called after itself, in a way that every file system takes', (bot, seq, name) => {
  expect(pictureName(bot, seq)).toBe(name)
})

test.each([
  [undefined, 'Statechart of fund:main: open.idle'],
  ['round.due', 'Statechart of fund:main: open.idle, after round.due'],
  ['xstate.done.actor.fund.readVault', 'Statechart of fund:main: open.idle, after fund.readVault was done'],
  ['xstate.error.actor.fund.readVault', 'Statechart of fund:main: open.idle, after fund.readVault failed'],
  ['xstate.after.1000.fund.open', 'Statechart of fund:main: open.idle, after a timer'],
  ['xstate.init', 'Statechart of fund:main: open.idle, after its start'],
])('after %s it says so as people do', (event, says) => {
  expect(pictureSays('fund:main', { open: 'idle' }, event)).toBe(says)
})
