import { expect, test } from 'vitest'
import type { BotView, Host } from '#runtime/host.ts'
import { personBehind } from './personBehind.ts'

const bots: Readonly<Record<string, unknown>> = {
  'link:1': { person: 'mara' },
  'session:2': { person: 'jun' },
  'key:3': { person: 'mara' },
  'key:4': {},
  'strategy:main': { person: 'nobody' },
}
const host: Pick<Host, 'view'> = {
  view: (address) => (address in bots ? ({ context: bots[address] } as BotView) : undefined),
}

test.each([
  ['link:1', 'mara'],
  ['session:2', 'jun'],
  ['key:3', 'mara'],
  ['key:4', 'key:4'],
  ['link:gone', 'link:gone'],
  ['cli', 'cli'],
  ['strategy:main', 'strategy:main'],
])('%s is told as %s', (principal, told) => {
  expect(personBehind(host, principal)).toBe(told)
})
