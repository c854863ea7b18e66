import { expect, test } from 'vitest'
import { allAuditLines } from './auditLines.ts'
import { actorOf, outcomeOf } from './auditWords.ts'

const request = { what: 'fund.pause', principal: 'key:mara', digest: '0x', id: 'r', surface: 'api' }
const approval = { kind: 'approval', what: 'intent.execute', digest: '0x', approvalId: 'a', fundId: 'main' } as const

test.each([
  [{ ...request, kind: 'asked' }, 'asked', 'active'],
  [{ ...request, kind: 'settled', code: 'OK', tookMs: 12 }, 'done, 12 ms', 'good'],
  [{ ...request, kind: 'settled', code: 'NOT_PERMITTED', tookMs: 3 }, 'refused: NOT_PERMITTED, 3 ms', 'bad'],
  [{ ...request, kind: 'failed', code: 'RPC_FAILED', tookMs: 3 }, 'failed: RPC_FAILED, 3 ms', 'bad'],
  [{ ...approval, step: 'reject', principal: 'key:mara', person: 'mara' }, 'rejected', 'bad'],
  [{ ...approval, step: 'later', principal: '', person: '' }, 'later', ''],
] as const)('%j ended as %s', (entry, text, tone) => expect(outcomeOf(entry)).toEqual({ text, tone }))

test('who did it is told with the key that they used, and the surface', () => {
  expect(actorOf({ ...request, kind: 'asked' })).toBe('key:mara over api')
  expect(actorOf({ ...approval, step: 'approve', principal: 'key:mara', person: 'mara' })).toBe('mara (key:mara)')
  expect(actorOf({ ...approval, step: 'expired', principal: '', person: '' })).toBe('nobody: its time was up')
})

test('an export has every entry, the oldest first', async () => {
  const pages = new Map<string, unknown>([
    ['/api/v1/audit?limit=200', { entries: [{ index: 3 }, { index: 2 }], next: 40 }],
    ['/api/v1/audit?limit=200&before=40', { entries: [], next: 20 }],
    ['/api/v1/audit?limit=200&before=20', { entries: [{ index: 1 }], next: null }],
  ])
  const exported = await allAuditLines(<Data>(path: string) => Promise.resolve(pages.get(path) as Data))
  expect(exported).toEqual({ lines: ['{"index":1}\n', '{"index":2}\n', '{"index":3}\n'], isWhole: true })
})
