import { expect, test } from 'vitest'
import { Seal } from '#chat/seal.ts'
import { Installations } from './installations.ts'
import { slackTokens } from './slackTokens.ts'

const kept = { document: { read: () => null, write: () => undefined }, seal: new Seal('ab'.repeat(32)) }
const one = { workspaces: [{ team: 'T1AA', role: 'viewer' as const }] }
const two = { workspaces: [...one.workspaces, { team: 'T2AA', role: 'viewer' as const }] }
const oauth = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'x'.repeat(20) }

test('one token is of one workspace; several install it by OAuth', () => {
  expect(slackTokens(one, { SLACK_BOT_TOKEN: 'xoxb-x' }, kept).tokenOf('T1AA')).toBe('xoxb-x')
  expect(slackTokens(two, oauth, kept)).toBeInstanceOf(Installations)
  // where both are given the token is the simpler truth
  expect(slackTokens(one, { ...oauth, SLACK_BOT_TOKEN: 'xoxb-x' }, kept).tokenOf('T1AA')).toBe('xoxb-x')
  expect(() => slackTokens(two, { SLACK_BOT_TOKEN: 'xoxb-x' }, kept)).toThrowError(/is of one workspace/)
  expect(() => slackTokens(one, {}, kept)).toThrowError(/SLACK_BOT_TOKEN must be in the environment/)
})
