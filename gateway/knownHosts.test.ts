import { expect, test } from 'vitest'
import { knownHosts } from './knownHosts.ts'

const door = knownHosts({ host: '127.0.0.1', port: 0, publicUrls: ['https://quorate.example', 'http://ops.example:8080'] }, 4_711)
const code = (headers: { host?: string; origin?: string }): string => {
  try {
    door.check(headers)
    return 'OK'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test.each([
  ['127.0.0.1:4711'],
  ['localhost:4711'],
  ['LOCALHOST:4711'],
  ['[::1]:4711'],
  ['quorate.example'],
  ['quorate.example:443'],
  ['ops.example:8080'],
])('answers to %s', (host) => expect(code({ host })).toBe('OK'))

test.each([
  ['evil.example'],
  ['127.0.0.1'],
  ['127.0.0.1:4712'],
  ['localhost.evil.example:4711'],
  ['quorate.example:80'],
  ['ops.example'],
  ['127.0.0.1:4711@evil.example'],
  [''],
])('does not answer to %j', (host) => expect(code({ host })).toBe('HOST_REFUSED'))

test('a request without a Host is refused', () => expect(code({})).toBe('HOST_REFUSED'))

test.each([
  ['http://127.0.0.1:4711', 'OK'],
  ['https://quorate.example', 'OK'],
  ['http://quorate.example', 'ORIGIN_REFUSED'],
  ['http://127.0.0.1:4711.evil.example', 'ORIGIN_REFUSED'],
  ['http://evil.example', 'ORIGIN_REFUSED'],
  ['null', 'ORIGIN_REFUSED'],
  ['', 'ORIGIN_REFUSED'],
])('a page from %s: %s', (origin, expected) => expect(code({ host: '127.0.0.1:4711', origin })).toBe(expected))

test('listens elsewhere under that address only', () => {
  const elsewhere = knownHosts({ host: 'fd00::1', port: 0, publicUrls: [] }, 80)
  expect(() => elsewhere.check({ host: '[fd00::1]' })).not.toThrow()
  expect(() => elsewhere.check({ host: 'localhost:80' })).toThrow()
})
