import { expect, test } from 'vitest'
import { approvalBot, approvalId } from '#chat/cards/fixtures.ts'
import type { Asker } from '#chat/commands/asker.ts'
import { commandTable } from '#chat/commands/commandTable.ts'
import { botOf, contextOf, hostOf } from '#chat/commands/fixtures.ts'
import { decide, decideDirect, type Hearing } from './decide.ts'

const looks = contextOf({ host: hostOf({ bots: [botOf('fund:main'), botOf('fund:other'), approvalBot({ open: 'pending' })] }) })
const hearing = (funds: Asker['funds'], line = ''): Hearing => ({
  asker: { principal: 'link:l1', person: 'mara', role: 'approver', funds },
  line,
  commands: commandTable.filter(({ runs, streams }) => runs === 'daemon' && !streams),
  looks,
  prefix: '',
})
const approve = (funds: Asker['funds']) => decideDirect(hearing(funds), 'approval.approve', { id: approvalId, revision: 1 })

test('who has several funds means the fund of what they decide', async () => {
  expect(await approve(['other', 'main'])).toMatchObject({ kind: 'do', args: { id: approvalId, fund: 'main' } })
})

test('of what is in a fund of others there is nothing in one’s own', async () => {
  expect(await approve(['other'])).toMatchObject({ kind: 'do', args: { fund: 'other' } })
})

test('who sees all funds names none, and the only one there is goes without saying', async () => {
  expect(await approve('all')).toEqual({ kind: 'do', command: 'approval.approve', args: { id: approvalId, revision: 1 } })
  expect(await decide(hearing(['main'], 'approvals'), null)).toMatchObject({ kind: 'do', args: { fund: 'main' } })
})

test('who has several funds is asked which where nothing says it', async () => {
  expect(await decide(hearing(['main', 'other'], 'approvals'), null)).toMatchObject({
    kind: 'ask',
    slot: 'fund',
    offered: [{ value: 'main' }, { value: 'other' }],
  })
})
