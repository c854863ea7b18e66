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

const page = (headers: Parameters<typeof door.checkPage>[0], changes: boolean): string => {
  try {
    door.checkPage({ host: '127.0.0.1:4711', ...headers }, changes)
    return 'OK'
  } catch (error) {
    return (error as { code: string }).code
  }
}
test.each<[Parameters<typeof door.checkPage>[0], boolean, string]>([
  [{ origin: 'http://127.0.0.1:4711' }, true, 'OK'],
  [{}, false, 'OK'],
  [{ 'sec-fetch-site': 'none' }, false, 'OK'],
  [{ 'sec-fetch-site': 'same-origin' }, false, 'OK'],
  [{}, true, 'ORIGIN_REFUSED'],
  // one of its names, but not the one that is asked
  [{ origin: 'http://localhost:4711' }, true, 'ORIGIN_REFUSED'],
  [{ origin: 'http://127.0.0.1:9999' }, true, 'ORIGIN_REFUSED'],
  [{ origin: 'http://127.0.0.1:4711', 'sec-fetch-site': 'same-site' }, true, 'ORIGIN_REFUSED'],
  [{ 'sec-fetch-site': 'same-site' }, false, 'ORIGIN_REFUSED'],
  [{ 'sec-fetch-site': 'cross-site' }, false, 'ORIGIN_REFUSED'],
])('a cookie from a page %j, changing: %s: %s', (headers, changes, expected) => expect(page(headers, changes)).toBe(expected))

test('a request is answered under the name it was sent to', () => {
  expect(door.originOf({ host: 'LOCALHOST:4711' })).toBe('http://localhost:4711')
  expect(door.originOf({ host: 'quorate.example:443' })).toBe('https://quorate.example')
})
