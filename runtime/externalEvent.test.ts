import { expect, test } from 'vitest'
import { bots } from './fixtures.ts'
import { externalEvent } from './externalEvent.ts'
import type { BotDefinition, BotEvent } from './host.ts'

const roleOf = (role: string): BotDefinition => bots.find((bot) => bot.role === role) as BotDefinition
const open: BotDefinition = { ...roleOf('counter'), parseExternal: (event) => event as BotEvent }
const refusal = (bot: BotDefinition, event: unknown): string => {
  try {
    externalEvent(bot, 'counter:one', event as BotEvent)
    return 'taken'
  } catch (error) {
    return (error as Error).message
  }
}

test('an event comes out as plain JSON of our own, without members that are not there', () => {
  const given = { type: 'add', list: [1, { a: undefined }], zero: -0 }
  const event = externalEvent(open, 'counter:one', given)
  expect(JSON.stringify(event)).toBe('{"type":"add","list":[1,{}],"zero":0}')
  expect(event['list']).not.toBe(given.list)
})

test('what a role does not take, what belongs to the runtime and what is no JSON is refused', () => {
  expect(refusal(roleOf('closed'), { type: 'add' })).toContain('it takes none')
  expect(refusal(roleOf('counter'), { type: 'steal' })).toContain('no event steal')
  expect(refusal(open, { type: 'xstate.done.actor.x' })).toContain('belongs to the runtime')
  expect(refusal(open, { type: 'quorate.stop' })).toContain('belongs to the runtime')
  expect(refusal(open, { type: 7 })).toContain('belongs to the runtime')
  expect(refusal(open, { type: 'add', big: 1n })).toContain('$.big (bigint)')
  expect(refusal(open, { type: 'add', deep: { xstate$$type: 1 } })).toContain('$.deep.xstate$$type')
})
