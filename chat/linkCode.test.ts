import { expect, test } from 'vitest'
import { LinkCodes, type LinkGrant } from './linkCode.ts'

const grant: LinkGrant = { person: 'mara', role: 'approver', funds: ['main'], by: 'session:3f', days: 90 }
let now = 1_000
const codes = new LinkCodes('ab'.repeat(32), () => now)
const refusal = (code: string, by = codes): string => {
  try {
    by.read(code)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

test('a code says who it makes of whoever says it, for a time', () => {
  const code = codes.code(grant, 60_000)
  expect(codes.read(` ${code} `)).toEqual({ id: expect.stringMatching(/^[0-9a-f]{16}$/), ...grant })
  expect(code.length).toBeLessThan(400)
  now += 60_001
  expect(refusal(code)).toContain('its time is up')
})

test('no two codes have one name', () => {
  expect(codes.read(codes.code(grant, 1_000)).id).not.toBe(codes.read(codes.code(grant, 1_000)).id)
})

test('what was changed, made elsewhere or is no code is refused', () => {
  const code = codes.code(grant, 60_000)
  const [head, body = '', tail] = code.split('.')
  const changed = Buffer.from(Buffer.from(body, 'base64url').toString().replace('approver', 'adminadm')).toString('base64url')
  for (const wrong of [`${head}.${changed}.${tail}`, `${code}A`, code.slice(0, -1), 'Q1..', '', 'hello'])
    expect(refusal(wrong)).toContain('not a code of this instance')
  expect(refusal(code, new LinkCodes('cd'.repeat(32), () => now))).toContain('not a code of this instance')
})
