import { expect, test } from 'vitest'
import { whereToLook, type Places } from './whereToLook.ts'

const places: Places = {
  quorate: './quorate',
  bot: 'fund:main',
  storage: 'storage',
  gateway: { url: 'http://127.0.0.1:1', signIn: './quorate session open' },
  relay: null,
  chainUrl: 'http://127.0.0.1:2',
}

test('tells where a whole swarm can be looked at', () => {
  const text = whereToLook(places)
  for (const words of ['./quorate show fund:main', 'http://127.0.0.1:1/openapi.json', './quorate session open', 'storage/actors'])
    expect(text).toContain(words)
  expect(text).not.toContain('the relayer')
})

test('tells of bots alone where their relayer is, and of no door of their own', () => {
  const text = whereToLook({ ...places, bot: 'swarm:root', gateway: null, relay: 'https://quorate.example' })
  expect(text).toContain('the relayer       https://quorate.example')
  expect(text).not.toContain('openapi')
})
