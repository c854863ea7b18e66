import { describe, expect, test } from 'vitest'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { swarmMachine, type SwarmInput } from './swarm.ts'

const child = (id: string) => ({ role: 'crawler', id, input: { name: id } })
const input: SwarmInput = { instance: 'main', children: [child('one'), child('two')] }
const quarantined = (address: string) => ({ type: 'bot.quarantined', address }) as const
const released = (address: string) => ({ type: 'bot.released', address }) as const

type Swarm = Driver<typeof swarmMachine>
function recovering(): Swarm {
  const bot = drive(swarmMachine, input)
  bot.send({ type: 'swarm.booted' })
  return bot
}
function running(): Swarm {
  const bot = recovering()
  bot.send({ type: 'swarm.recovered' })
  return bot
}
function degraded(): Swarm {
  const bot = running()
  bot.send(quarantined('crawler:one'))
  return bot
}

test('starts its planned bots once, at its first start', () => {
  const bot = drive(swarmMachine, input)
  expect(bot.last.started).toEqual([child('one'), child('two')])
  bot.send({ type: 'swarm.booted' })
  bot.send({ type: 'swarm.recovered' })
  bot.send({ type: 'swarm.booted' })
  expect(bot.all.started).toHaveLength(2)
  expect(bot.context.children).toEqual(['crawler:one', 'crawler:two'])
})

test('asks its accounts to compare their nonces with the chain at every start', () => {
  const account = { role: 'account', id: '31337-0x01', input: {} }
  const bot = drive(swarmMachine, { instance: 'main', children: [account, child('one')] })
  bot.send({ type: 'swarm.booted' })
  expect(bot.send({ type: 'swarm.recovered' }).told).toEqual([{ to: 'account:31337-0x01', event: { type: 'account.reconcile' } }])
})

describe('once it is up', () => {
  test('says that it runs', () => {
    expect(running().last.facts).toEqual([{ type: 'swarm.changed', instance: 'main', state: 'running', quarantined: [] }])
  })

  test.each([
    ['running', running],
    ['degraded', degraded],
  ] as const)('starts added bots while %s, and leaves alone what was started before', (_, given) => {
    const bot = given()
    expect(bot.send({ type: 'swarm.add', children: [child('two'), child('three')] }).started).toEqual([child('three')])
    expect(bot.send({ type: 'swarm.add', children: [child('three')] }).started).toEqual([])
    expect(bot.send({ type: 'swarm.add', children: [child('four'), child('four')] }).started).toEqual([child('four')])
  })

  test('is degraded from the first quarantine to the last release', () => {
    const bot = degraded()
    expect(bot.last.facts).toEqual([{ type: 'swarm.changed', instance: 'main', state: 'degraded', quarantined: ['crawler:one'] }])
    const said = (): unknown => bot.last.facts.map((fact) => [fact['state'], fact['quarantined']])
    bot.send(quarantined('crawler:two'))
    expect(said()).toEqual([['degraded', ['crawler:one', 'crawler:two']]])
    bot.send(quarantined('crawler:two'))
    expect(said()).toEqual([])
    bot.send(released('crawler:one'))
    expect(said()).toEqual([['degraded', ['crawler:two']]])
    bot.send(released('crawler:three'))
    expect([bot.value, bot.context.quarantined]).toEqual(['degraded', ['crawler:two']])
    bot.send(released('crawler:two'))
    expect([bot.value, bot.context.quarantined]).toEqual(['running', []])
  })

  test('names the last sixteen of many, counts the others, and is whole after as many releases', () => {
    const bot = running()
    const lost = Array.from({ length: 1_000 }, (_, index) => `intent:main.${index}`)
    const said = (): unknown => bot.last.facts.map((fact) => [fact['state'], fact['quarantined'], fact['unlisted']])
    for (const address of lost) bot.send(quarantined(address))
    expect(said()).toEqual([['degraded', lost.slice(-16), 984]])
    expect(JSON.stringify(bot.context).length).toBeLessThan(1_000)
    bot.send(released('intent:main.999'))
    bot.send(released('intent:main.3'))
    expect(said()).toEqual([['degraded', lost.slice(-16, -1), 983]])
    for (const address of lost.filter((_, index) => index !== 3 && index < 998)) bot.send(released(address))
    expect([bot.value, bot.context.quarantined, bot.context.unlisted]).toEqual(['degraded', ['intent:main.998'], 0])
    bot.send(released('intent:main.998'))
    expect(said()).toEqual([['running', [], 0]])
  })

  test('stays degraded while only bots that it no longer names are quarantined', () => {
    const bot = running()
    const lost = Array.from({ length: 17 }, (_, index) => `intent:main.${index}`)
    for (const address of lost) bot.send(quarantined(address))
    for (const address of lost.slice(1)) bot.send(released(address))
    expect(bot.value).toBe('degraded')
    bot.send({ type: 'swarm.booted' })
    bot.send({ type: 'swarm.recovered' })
    expect([bot.value, bot.context.quarantined]).toEqual(['degraded', []])
    bot.send(released('intent:main.0'))
    expect(bot.value).toBe('running')
  })

  test('is not whole again by a release of a bot that was not quarantined', () => {
    const bot = degraded()
    bot.send(released('crawler:two'))
    expect([bot.value, bot.context.quarantined]).toEqual(['degraded', ['crawler:one']])
  })
})

describe('a bot that is added while nothing can be started', () => {
  const add = (...ids: string[]) => ({ type: 'swarm.add', children: ids.map(child) }) as const
  const up = (bot: Swarm) => bot.send({ type: 'swarm.recovered' }).started

  test('is started once the swarm runs for the first time', () => {
    const bot = drive(swarmMachine, input)
    expect(bot.send(add('three', 'one')).started).toEqual([])
    bot.send({ type: 'swarm.booted' })
    bot.send(add('four', 'three'))
    expect(up(bot)).toEqual([child('three'), child('four')])
    expect(bot.context).toMatchObject({ planned: [], children: ['crawler:one', 'crawler:two', 'crawler:three', 'crawler:four'] })
  })

  test('is started after the next start when the swarm was draining or stopped', () => {
    const bot = running()
    bot.send({ type: 'swarm.drain' })
    bot.send(add('three'))
    bot.send({ type: 'swarm.drained' })
    bot.send(add('four'))
    expect(bot.context.planned).toEqual([child('three'), child('four')])
    bot.send({ type: 'swarm.booted' })
    expect(up(bot)).toEqual([child('three'), child('four')])
  })

  test('is started although the swarm comes up degraded', () => {
    const bot = recovering()
    bot.send(add('three'))
    bot.send(quarantined('crawler:one'))
    expect(up(bot)).toEqual([child('three')])
    expect(bot.value).toBe('degraded')
  })
})

describe('a start after a stop', () => {
  test.each([
    ['running', running],
    ['degraded', degraded],
  ] as const)('drains from %s, stops, and recovers from there', (_, given) => {
    const bot = given()
    expect(bot.send({ type: 'swarm.drain' }).facts).toMatchObject([{ state: 'draining' }])
    bot.send({ type: 'swarm.drained' })
    expect(bot.value).toBe('stopped')
    bot.send({ type: 'swarm.booted' })
    expect(bot.value).toBe('recovering')
  })

  test.each([
    ['running', running],
    ['degraded', degraded],
  ] as const)('recovers after a death while %s', (_, given) => {
    const bot = given()
    bot.send({ type: 'swarm.booted' })
    expect(bot.value).toBe('recovering')
  })

  test('recovers after a death while draining', () => {
    const bot = running()
    bot.send({ type: 'swarm.drain' })
    bot.send({ type: 'swarm.booted' })
    expect(bot.value).toBe('recovering')
  })

  test('comes up degraded when a bot was quarantined before it was up', () => {
    const bot = recovering()
    bot.send(quarantined('crawler:one'))
    bot.send(quarantined('crawler:two'))
    bot.send(released('crawler:two'))
    bot.send({ type: 'swarm.recovered' })
    expect([bot.value, bot.context.quarantined]).toEqual(['degraded', ['crawler:one']])
  })
})

describe('as a whole', () => {
  const samples = [
    { type: 'swarm.booted' },
    { type: 'swarm.recovered' },
    { type: 'swarm.add', children: [child('x')] },
    quarantined('crawler:x'),
    released('crawler:x'),
    { type: 'swarm.drain' },
    { type: 'swarm.drained' },
    { type: 'nobody.knows' },
  ]

  test('every state is entered and every transition taken', () => expect(untaken(swarmMachine)).toEqual([]))
  test('its names', () =>
    expect(vocabularyOf(swarmMachine)).toMatchInlineSnapshot(`
      {
        "events": [
          "bot.quarantined",
          "bot.released",
          "swarm.add",
          "swarm.booted",
          "swarm.drain",
          "swarm.drained",
          "swarm.recovered",
        ],
        "facts": [
          "swarm.changed",
        ],
        "ports": [],
        "tells": [
          "account.reconcile",
        ],
      }
    `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(swarmMachine, samples)).toMatchInlineSnapshot(`
      {
        "booting": "swarm.recovered swarm.drain swarm.drained nobody.knows",
        "degraded": "swarm.recovered swarm.drained nobody.knows",
        "draining": "swarm.recovered swarm.drain nobody.knows",
        "recovering": "swarm.booted swarm.drain swarm.drained nobody.knows",
        "running": "swarm.recovered swarm.drained nobody.knows",
        "stopped": "swarm.recovered swarm.drain swarm.drained nobody.knows",
      }
    `))
  const world = (): World<typeof swarmMachine> => {
    return { input, events: () => samples, answers: {} }
  }
  test('no state is unreachable', () => expect(unreachable(swarmMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(swarmMachine, world()))
})
