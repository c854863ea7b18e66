import { expect, test } from 'vitest'
import { turnOf } from '#chat/commands/fixtures.ts'
import type { CommittedTurn } from '#runtime/host.ts'
import type { Caller } from './caller.ts'
import { textsOfTurns, turnNewsSchema } from './turnNews.ts'

const everyone: Caller = { kind: 'key', principal: 'key:a', person: null, role: 'viewer', funds: 'all' }
const turn: CommittedTurn = {
  ...turnOf(7, 'relayer:main', [{ type: 'claim.attested', data: { fundId: 'main', secret: 'x' } }]),
  from: { at: 'work' },
  to: { at: { rest: {} } },
  incarnation: 3,
  event: { type: 'claim.attest', signature: '0xsecret' },
  snapshot: { context: { fundId: 'main', secret: 'x' } },
  messages: [{ id: '7/0', to: 'fund:main', event: { type: 'round.closed', detail: 'x' } }],
  starts: [{ id: '7/1', to: 'intent:one' }],
  timers: [{ id: 'late', dueAt: '2026-01-01T00:00:00.000Z', generation: 7 }],
  waits: { timers: 2, effects: 1, dueAt: '2026-01-01T00:00:00.000Z' },
  effects: [{ id: 'relayer:main/7/0', port: 'relayer.readSet', kind: 'read', input: {} }],
}

test('a turn is told in one line that is what the document says, without contexts, payloads or facts’ data', () => {
  const [text = ''] = textsOfTurns(everyone)(turn, -1)
  const [id, event, data = ''] = text.split('\n')
  expect([id, event, text.endsWith('\n\n')]).toEqual(['id: 7', 'event: turn', true])
  const news: unknown = JSON.parse(data.slice('data: '.length))
  expect(turnNewsSchema.strict().parse(news)).toEqual(news)
  expect(news).toMatchInlineSnapshot(`
    {
      "actor": "relayer:main",
      "at": "2026-01-01T00:00:07.000Z",
      "cause": {
        "kind": "external",
      },
      "effects": [
        "relayer.readSet",
      ],
      "event": "claim.attest",
      "facts": [
        {
          "type": "claim.attested",
        },
      ],
      "from": "at.work",
      "fundId": "main",
      "messages": [
        {
          "event": "round.closed",
          "to": "fund:main",
        },
      ],
      "restarts": 2,
      "role": "relayer",
      "seq": 7,
      "starts": [
        "intent:one",
      ],
      "status": "active",
      "to": "at.rest",
      "value": {
        "at": {
          "rest": {},
        },
      },
      "waits": {
        "dueAt": "2026-01-01T00:00:00.000Z",
        "effects": 1,
        "timers": 2,
      },
    }
  `)
})

test('whoever sees some funds is told of their bots alone, and who was told of a turn is not told again', () => {
  const tenant: Caller = { ...everyone, funds: ['main'] }
  const ofSwarm = { ...turn, snapshot: { context: {} } }
  const told = (caller: Caller, one: CommittedTurn, after = -1): number => textsOfTurns(caller)(one, after).length
  expect([told(tenant, turn), told({ ...everyone, funds: ['other'] }, turn), told(tenant, ofSwarm)]).toEqual([1, 0, 0])
  expect([told(everyone, ofSwarm), told(everyone, { ...turn, snapshot: null }), told(tenant, { ...turn, snapshot: {} })]).toEqual(
    [1, 1, 0],
  )
  expect([told(everyone, turn, 0), told(everyone, turn, Infinity)]).toEqual([0, 0])
})

test('a birth has no state before it', () => {
  const [text = ''] = textsOfTurns(everyone)({ ...turn, from: null }, -1)
  expect(text).toContain('"from":null')
})
