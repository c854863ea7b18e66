import { expect, test } from 'vitest'
import { argumentList } from '#chat/commands/argumentList.ts'
import type { Asker } from '#chat/commands/asker.ts'
import { commandNamed } from '#chat/commands/commandTable.ts'
import { botOf, contextOf, hostOf } from '#chat/commands/fixtures.ts'
import { matchOf, offersFor } from './offers.ts'

const asker: Asker = { principal: 'operator', person: 'operator', role: 'admin', funds: 'all' }
const context = contextOf({
  host: hostOf({
    bots: [
      botOf('account:31337-0x01'),
      botOf('intent:0x02'),
      botOf('verifier:main.alpha'),
      botOf('fund:main'),
      botOf('fund:other'),
      botOf('schedule:nightly'),
      botOf('schedule:old', { status: 'done' }),
    ],
  }),
})
async function offered(name: string, of: string, who: Asker = asker): Promise<readonly string[]> {
  const command = commandNamed(name)
  const argument = command && argumentList(command).find((one) => one.name === of)
  if (command === undefined || argument === undefined) throw new Error(`no ${of} of ${name}`)
  return (await offersFor(command, argument, who, context)).map(({ value }) => value)
}

test('funds are those that are there for the asker', async () => {
  expect(await offered('fund.pause', 'fund')).toEqual(['main', 'other'])
  expect(await offered('fund.pause', 'fund', { ...asker, funds: ['other'] })).toEqual(['other'])
})

test('bots come in the order in which people ask for them', async () => {
  const bots = await offered('show', 'bot')
  expect(bots.slice(0, 3)).toEqual(['fund:main', 'fund:other', 'verifier:main.alpha'])
  expect(bots.slice(-2)).toEqual(['intent:0x02', 'account:31337-0x01'])
})

test('what is over is not offered, choices of the schema are, and nothing for words of one’s own', async () => {
  expect(await offered('schedule.end', 'name')).toEqual([])
  expect(await offered('incident.list', 'state')).toContain('resolved')
  expect(await offered('fund.withdraw', 'amount')).toEqual([])
})

test('a trade is found by the beginning of its hash', async () => {
  expect(await offered('explain', 'hash')).toEqual(['0x02'])
})

test('part of a name is found and never taken for the whole', () => {
  const offers = ['verifier:main.alpha', 'verifier:main.beta'].map((value) => ({ value, label: value }))
  expect(matchOf('ALPHA', offers)).toEqual({ kind: 'near', offers: [offers[0]] })
  expect(matchOf('Verifier:Main.Alpha', offers)).toEqual({ kind: 'exact', value: 'verifier:main.alpha' })
  expect(matchOf('main', offers)).toEqual({ kind: 'near', offers })
  expect(matchOf('verifier:…beta', offers)).toEqual({ kind: 'near', offers: [offers[1]] })
  expect(matchOf('gamma', offers)).toEqual({ kind: 'none' })
  expect(matchOf('', offers)).toEqual({ kind: 'none' })
})
