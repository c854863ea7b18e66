import { expect, test } from 'vitest'
import { redirectTarget } from './redirectTarget.ts'

test.each([
  ['https://a.example/x/y?q', 'z', 'https://a.example/x/z'],
  ['https://a.example/x', '//b.example/', 'https://b.example/'],
  ['http://a.example/', 'https://a.example/', 'https://a.example/'],
  ['http://a.example/', 'file:///etc/passwd', 'file:///etc/passwd'], // refused where targets are
])('leads from %s by %s to %s', (from, location, to) => {
  expect(redirectTarget(from, location)).toBe(to)
})

test.each([
  ['https://a.example/', 'http://a.example/', 'it leaves https'],
  ['https://a.example/', 'http://', 'it redirects to no URL'],
  ['https://a.example/', undefined, 'it redirects to no URL'],
])('does not lead from %s by %s: %s', (from, location, problem) => {
  expect(() => redirectTarget(from, location)).toThrow(
    expect.objectContaining({ code: 'FETCH_REFUSED', details: expect.objectContaining({ problem }) as object }),
  )
})
