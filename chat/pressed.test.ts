import { expect, test } from 'vitest'
import { hostOf } from '#chat/commands/fixtures.ts'
import { incidentBot, incidentId } from './cards/fixtures.ts'
import { conversationIdOf } from './conversation/talk.ts'
import { heardOf } from './pressed.ts'

const where = 'slack T1 C1 U1'
const pressed = (value: string, attention = 'open') =>
  heardOf({ kind: 'pressed', value }, where, hostOf({ bots: [incidentBot(attention)] }))
const direct = (command: string, args: object) => ({ line: '', direct: { command, args, isSure: true } })

test.each<[string, string, object]>([
  ['an approval', 'v1:approve:ab12:3', direct('approval.approve', { id: 'ab12', revision: 3 })],
  ['a rejection', 'v1:reject:ab12:3', direct('approval.reject', { id: 'ab12', revision: 3 })],
  ['an incident that is open', `v1:acknowledge:${incidentId}:1`, direct('incident.acknowledge', { id: incidentId })],
  ['a run to be cancelled', 'v1:cancel:r1:1', direct('workflow.cancel', { id: 'r1' })],
  ['a run to be repeated', 'v1:rerun:r1:1', direct('workflow.rerun', { id: 'r1' })],
  ['a deployment that may go on', 'v1:deploy:r1:1', direct('workflow.review', { id: 'r1', verdict: 'approve' })],
  ['a deployment that is held back', 'v1:keep:r1:1', direct('workflow.review', { id: 'r1', verdict: 'reject' })],
  ['a yes to one’s own question', `v1:yes:${conversationIdOf(where)}:4`, { line: 'yes', revision: 4 }],
])('%s', (_name, value, heard) => expect(pressed(value)).toEqual(heard))

test.each<[string, string, string, string]>([
  ['an incident that somebody took on since', `v1:acknowledge:${incidentId}:1`, 'acknowledged', 'PRESS_STALE'],
  ['an incident that there is not', 'v1:resolve:main.none.1:1', 'open', 'UNKNOWN_INCIDENT'],
  ['a yes to somebody else’s question', 'v1:yes:00ff:4', 'open', 'NOT_YOURS'],
  ['a choice of somebody else’s question', 'v1:pick:00ff.1:4', 'open', 'NOT_YOURS'],
  ['a choice of a question that is over', `v1:pick:${conversationIdOf(where)}.1:4`, 'open', 'QUESTION_OVER'],
  ['what is no button of ours', 'approve', 'open', 'PRESS_REFUSED'],
])('%s is for nobody', (_name, value, attention, code) => {
  expect(pressed(value, attention)).toMatchObject({ error: { kind: 'refused', error: { code } } })
})

test('what was left empty in a form was not given', () => {
  const filled = { kind: 'filled', command: 'incident.list', args: { state: ' all ', fund: ' ' } } as const
  expect(heardOf(filled, where, hostOf())).toEqual({
    line: '',
    direct: { command: 'incident.list', args: { state: 'all' }, isSure: false },
  })
})
