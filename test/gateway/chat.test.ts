// Talking over HTTP: the same words, questions and refusals as everywhere, and nothing done twice.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
const keys: Record<string, string> = {}
beforeAll(async () => {
  open = await openModelGateway()
  keys['mara'] = await open.key('mara', 'admin', 'all', 'mara')
  keys['looker'] = await open.key('looker', 'viewer')
  keys['one'] = await open.key('one', 'operator', ['main'], 'jun')
}, 60_000)
afterAll(() => open.close())

interface Said {
  readonly kind: string
  readonly text: string
  readonly choices: readonly { readonly value: string }[]
  readonly error: { readonly code: string } | null
  readonly conversation: { readonly revision: number }
}
async function say(key: string, line: string, more: { readonly idempotency?: string; readonly revision?: number } = {}) {
  const { status, body } = await open.ask('/api/v1/chat', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${keys[key]}`,
      'content-type': 'application/json',
      ...(more.idempotency === undefined ? {} : { 'idempotency-key': more.idempotency }),
    },
    body: JSON.stringify({ line, ...(more.revision === undefined ? {} : { revision: more.revision }) }),
  })
  return { status, said: body as Said }
}

test('a line is answered as the command line answers it', async () => {
  const { status, said } = await say('looker', 'funds main')
  expect(status).toBe(200)
  expect(said).toMatchObject({ kind: 'done', command: 'fund.status', error: null })
  expect(said.text).toContain('main')
})

test('what one may not is refused in the reply, and help has only what one may', async () => {
  expect((await say('looker', 'pause main')).said).toMatchObject({ kind: 'refused', error: { code: 'NOT_PERMITTED' } })
  expect((await say('looker', 'help')).said.text).not.toContain('pause')
  expect((await say('one', 'help')).said.text).toContain('pause')
})

test('who sees one fund means it, and sees no other', async () => {
  expect((await say('one', 'approvals')).said).toMatchObject({ kind: 'done' })
  expect((await say('one', 'funds other')).said).toMatchObject({ kind: 'refused', error: { code: 'UNKNOWN_FUND' } })
  expect((await say('one', 'status')).said).toMatchObject({ kind: 'refused', error: { code: 'NOT_PERMITTED' } })
})

test('a question waits for its answer, of the same caller in the same conversation', async () => {
  const asked = await say('mara', 'resume main')
  expect(asked.said).toMatchObject({ kind: 'sure', choices: [{ value: 'yes' }, { value: 'no' }] })
  expect((await say('one', 'yes')).said).toMatchObject({ kind: 'refused', error: { code: 'QUESTION_OVER' } })
  const revision = asked.said.conversation.revision
  expect((await say('mara', 'no', { revision })).said).toMatchObject({ kind: 'said' })
  expect((await say('mara', 'yes', { revision })).said).toMatchObject({ kind: 'refused', error: { code: 'QUESTION_OVER' } })
})

test('said again with the same name it is done no second time', async () => {
  const count = (): number =>
    open.parts.host.list('request').filter(({ context }) => (context as { readonly what: string }).what === 'fund.pause').length
  const before = count()
  const [one, other] = await Promise.all([
    say('mara', 'pause main', { idempotency: 'p1' }),
    say('mara', 'pause main', { idempotency: 'p1' }),
  ])
  expect([one.said.kind, other.said.kind]).toEqual(['done', 'done'])
  expect(count()).toBe(before + 1)
})

test('nobody and bots are not talked to; a line that is too long is refused', async () => {
  const { status } = await open.ask('/api/v1/chat', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"line":"status"}',
  })
  expect(status).toBe(401)
  expect((await say('looker', 'x'.repeat(4_001))).status).toBe(400)
  expect((await say('looker', 'x'.repeat(3_000))).said).toMatchObject({ kind: 'refused', error: { code: 'LINE_TOO_LONG' } })
})
