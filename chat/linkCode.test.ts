import { expect, test } from 'vitest'
import { lineCharsMax } from './conversation/typedLine.ts'
import { linkedFundsMax, LinkCodes, type LinkGrant } from './linkCode.ts'

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

test.each<[string, Partial<LinkGrant>]>([
  ['beside a role in all of them', { role: 'viewer', funds: 'all', roles: [{ fund: 'main', role: 'approver' }] }],
  ['beside other funds', { role: 'viewer', funds: ['second', 'main'], roles: [{ fund: 'main', role: 'approver' }] }],
  ['and no others', { role: 'operator', funds: ['main'], roles: [{ fund: 'main', role: 'operator' }] }],
])('a code carries roles of single funds %s', (_name, more) => {
  const { id: _id, ...read } = codes.read(codes.code({ ...grant, ...more }, 60_000))
  expect(read).toEqual({ ...grant, ...more })
})

test('the longest code is said in one line of a messenger', () => {
  const long = Array.from({ length: linkedFundsMax }, (_, at) => `${'f'.repeat(29)}${String(at).padStart(2, '0')}`)
  const roles = long.map((fund) => ({ fund, role: 'approver' as const }))
  const code = codes.code({ ...grant, person: 'm'.repeat(64), by: 'b'.repeat(128), funds: long, roles }, 60_000)
  expect(codes.read(code)).toMatchObject({ funds: long, roles })
  expect(`/quorate link ${code}`.length).toBeLessThan(lineCharsMax)
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
