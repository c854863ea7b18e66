// Who may do what in which fund, as people say it in a messenger: a table of links, what their workspace may, what is said,
// and what comes of it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ceiling } from '#chat/identity.ts'
import type { LinkGrant } from '#chat/linkCode.ts'
import type { MessengerUser } from '#chat/messenger.ts'
import type { ErrandOutcome } from '#protocol/errand.ts'
import { FundsGround } from './fundsGround.ts'

/** What a workspace may, by its name: a user's is where their row says. */
const ceilings: Readonly<Record<string, Ceiling>> = {
  T1: { role: 'admin', funds: 'all' },
  TVIEWER: { role: 'viewer', funds: 'all' },
  TOPERATOR: { role: 'operator', funds: 'all' },
  TSECOND: { role: 'admin', funds: ['second'] },
}
let ground: FundsGround
beforeAll(async () => {
  ground = await FundsGround.open(({ workspace }) => ceilings[workspace])
})
afterAll(() => ground.close())

let users = 0
const somebody = (workspace = 'T1'): MessengerUser => {
  users += 1
  return { messenger: 'slack', workspace, user: `U${users}` }
}
/** Done, asked something first, or the code of the refusal. */
const verdict = ({ code, tone }: ErrandOutcome): string => (code !== 'OK' ? code : tone === 'waiting' ? 'asked' : 'done')
const told = ({ title, lines, text }: ErrandOutcome): string => [title, ...lines, text].join('\n')

type Given = Pick<LinkGrant, 'role' | 'funds' | 'roles'>
/** Looks at every fund, approves in one and operates another. */
const mixed: Given = {
  role: 'viewer',
  funds: 'all',
  roles: [
    { fund: 'main', role: 'approver' },
    { fund: 'second', role: 'operator' },
  ],
}
/** Knows two funds only. */
const two: Given = { role: 'viewer', funds: ['main', 'second'], roles: [{ fund: 'main', role: 'approver' }] }
/** Everything, but in one fund next to nothing. */
const kept: Given = { role: 'admin', funds: 'all', roles: [{ fund: 'second', role: 'viewer' }] }
/** As links were before. */
const plain: Given = { role: 'approver', funds: ['main'] }
const admin: Given = { role: 'admin', funds: 'all' }

/** `{approval:main}` and `{incident:main}` stand for one that waits there; `{incident:}` for one of the swarm. */
async function filled(line: string): Promise<string> {
  let text = line
  for (const [whole, what, fund = ''] of line.matchAll(/\{(approval|incident):(\w*)\}/g))
    text = text.replace(whole, await (what === 'approval' ? ground.approvalOf(fund) : ground.incidentOf(fund)))
  return text
}

test.each<[string, Given, string, string, string]>([
  // who has one role everywhere
  ['admin approves anywhere', admin, 'T1', 'v1:approve:{approval:third}:1', 'done'],
  ['admin does what is of no fund', admin, 'T1', 'link list', 'done'],
  ['a role in one fund, as before', plain, 'T1', 'v1:approve:{approval:main}:1', 'done'],
  ['a fund that is not known', plain, 'T1', 'v1:approve:{approval:second}:1', 'UNKNOWN_APPROVAL'],
  ['a fund that is not known, by its name', plain, 'T1', 'pause second', 'UNKNOWN_FUND'],
  ['what is of no fund, for who knows one', plain, 'T1', 'bots', 'NOT_PERMITTED'],
  // who has roles of their own in two funds
  ['approver there approves', mixed, 'T1', 'v1:approve:{approval:main}:1', 'done'],
  ['approver there rejects', mixed, 'T1', 'v1:reject:{approval:main}:1', 'done'],
  ['approver there, said with the fund', mixed, 'T1', 'approve {approval:main} --revision 1 --fund main', 'done'],
  ['approver there, who is shown it first', mixed, 'T1', 'approve {approval:main}', 'asked'],
  ['operator there does not approve', mixed, 'T1', 'v1:approve:{approval:second}:1', 'NOT_PERMITTED'],
  ['operator there is not even asked for a yes', mixed, 'T1', 'approve {approval:second}', 'NOT_PERMITTED'],
  ['viewer there does not approve', mixed, 'T1', 'v1:approve:{approval:third}:1', 'NOT_PERMITTED'],
  [
    'a fund named beside the approval of another',
    mixed,
    'T1',
    'approve {approval:second} --revision 1 --fund main',
    'UNKNOWN_APPROVAL',
  ],
  ['approver there includes operator', mixed, 'T1', 'pause main', 'done'],
  ['operator there pauses', mixed, 'T1', 'pause second', 'done'],
  ['viewer there does not pause', mixed, 'T1', 'pause third', 'NOT_PERMITTED'],
  ['viewer there looks', mixed, 'T1', 'incidents --fund third', 'done'],
  ['operator there takes on', mixed, 'T1', 'acknowledge {incident:second}', 'done'],
  ['operator there presses', mixed, 'T1', 'v1:acknowledge:{incident:second}:1', 'done'],
  ['viewer there does not take on', mixed, 'T1', 'acknowledge {incident:third}', 'NOT_PERMITTED'],
  ['what is of the swarm takes the role in every fund', mixed, 'T1', 'acknowledge {incident:}', 'NOT_PERMITTED'],
  ['a look at all funds', mixed, 'T1', 'status', 'done'],
  ['what is of no fund, for who operates two', mixed, 'T1', 'mute 2h --place slack:T1:C1', 'NOT_PERMITTED'],
  ['what is of no fund, for an admin', mixed, 'T1', 'link list', 'NOT_PERMITTED'],
  ['a fund that there is not', mixed, 'T1', 'v1:approve:nosuch:1', 'UNKNOWN_APPROVAL'],
  // who knows two funds
  ['the greater one is meant for its own fund', two, 'T1', 'v1:approve:{approval:main}:1', 'done'],
  ['and not for the other', two, 'T1', 'v1:approve:{approval:second}:1', 'NOT_PERMITTED'],
  ['and a third is not there', two, 'T1', 'v1:approve:{approval:third}:1', 'UNKNOWN_APPROVAL'],
  ['by its name neither', two, 'T1', 'pause third', 'UNKNOWN_FUND'],
  ['nor is one of the swarm', two, 'T1', 'acknowledge {incident:}', 'UNKNOWN_INCIDENT'],
  ['the only fund where they may goes without saying', two, 'T1', 'pause', 'done'],
  // who has less in one fund than everywhere else
  ['less there holds', kept, 'T1', 'pause second', 'NOT_PERMITTED'],
  ['less there holds for a button', kept, 'T1', 'v1:approve:{approval:second}:1', 'NOT_PERMITTED'],
  ['elsewhere it is the role of all', kept, 'T1', 'v1:approve:{approval:third}:1', 'done'],
  ['what is of no fund is as little as in the least', kept, 'T1', 'link list', 'NOT_PERMITTED'],
  // what the workspace may bounds each of them
  ['a workspace of viewers', mixed, 'TVIEWER', 'v1:approve:{approval:main}:1', 'NOT_PERMITTED'],
  ['a workspace of viewers looks', mixed, 'TVIEWER', 'incidents --fund main', 'done'],
  ['a workspace of operators approves nothing', mixed, 'TOPERATOR', 'v1:approve:{approval:main}:1', 'NOT_PERMITTED'],
  ['a workspace of operators pauses where they are approver', mixed, 'TOPERATOR', 'pause main', 'done'],
  ['a workspace of operators makes nobody one', mixed, 'TOPERATOR', 'pause third', 'NOT_PERMITTED'],
  ['a workspace of one fund knows no other', admin, 'TSECOND', 'v1:approve:{approval:main}:1', 'UNKNOWN_APPROVAL'],
  ['a role of a fund that the workspace does not know', mixed, 'TSECOND', 'v1:approve:{approval:main}:1', 'NOT_PERMITTED'],
  ['a workspace of one fund, in that', mixed, 'TSECOND', 'pause second', 'done'],
  ['a workspace of one fund, of no fund', admin, 'TSECOND', 'link list', 'NOT_PERMITTED'],
])('%s', async (_name, given, workspace, line, expected) => {
  const user = somebody(workspace)
  await ground.link(user, given)
  const outcome = await ground.say(user, await filled(line))
  expect([verdict(outcome), told(outcome)]).toEqual([expected, expect.anything()])
})

test('what is refused leaves no trace on what it was about, and what is done is done there', async () => {
  const user = somebody()
  await ground.link(user, mixed)
  const [mine, other] = [await ground.approvalOf('main'), await ground.approvalOf('second')]
  await ground.say(user, `v1:approve:${other}:1`)
  expect(ground.host.view(`approval:${other}`)?.context).toMatchObject({ votes: [], revision: 1 })
  await ground.say(user, `v1:approve:${mine}:1`)
  expect(ground.host.view(`approval:${mine}`)?.context).toMatchObject({ votes: [{ verdict: 'approve', person: 'mara' }] })
})

test('who names no fund chooses among those where they may do it', async () => {
  const user = somebody()
  await ground.link(user, mixed)
  const asked = await ground.say(user, 'pause')
  expect([verdict(asked), asked.buttons.map(({ label }) => label)]).toEqual(['asked', ['main', 'second']])
  const before = ground.paused.length
  expect(verdict(await ground.say(user, 'third'))).toBe('NOT_PERMITTED')
  await ground.say(user, 'pause')
  expect(verdict(await ground.say(user, 'second'))).toBe('done')
  expect(ground.paused.slice(before)).toEqual(['second'])
})

test('who names no approval chooses among those that they may decide', async () => {
  const user = somebody()
  await ground.link(user, { role: 'approver', funds: ['main', 'second', 'third'], roles: [{ fund: 'third', role: 'viewer' }] })
  const [here, there] = [await ground.approvalOf('second'), await ground.approvalOf('third')]
  const asked = await ground.say(user, 'approve')
  expect(told(asked)).toContain('Which approval?')
  const offered = asked.buttons.map(({ label }) => label).join('\n')
  expect(offered).toContain('(second)')
  expect(offered).not.toContain('(third)')
  expect(verdict(await ground.say(user, there))).toBe('NOT_PERMITTED')
  await ground.say(user, `approve ${here}`)
  expect(verdict(await ground.say(user, 'yes'))).toBe('done')
})

test('only what one may decide waits for one', async () => {
  const user = somebody()
  await ground.link(user, mixed)
  const mine = await ground.approvalOf('main')
  await ground.approvalOf('second')
  const waiting = await ground.desk.waiting(user)
  expect(waiting.flatMap(({ buttons }) => buttons.map(({ value }) => value))).toContain(`v1:approve:${mine}:1`)
  expect(JSON.stringify(waiting)).not.toContain('v1:approve:second')
})

test.each<[string, Given, readonly RegExp[]]>([
  ['of each fund its own', mixed, [/in main +approver/, /in second +operator/, /in third +viewer/]],
  ['of the funds that are known', two, [/in main +approver/, /in second +viewer/]],
  ['of one role one line', plain, [/role +approver/, /funds +main/]],
])('whoami tells %s', async (_name, given, lines) => {
  const user = somebody()
  await ground.link(user, given)
  const said = told(await ground.say(user, 'whoami'))
  for (const line of lines) expect(said).toMatch(line)
})

test('whoami is bounded by the workspace, and asks for no fund', async () => {
  const user = somebody('TOPERATOR')
  await ground.link(user, mixed)
  expect(told(await ground.say(user, 'whoami'))).toMatch(/in main +operator\s+in second +operator\s+in third +viewer/)
  expect(told(await ground.say(user, 'whoami third'))).toMatch(/role +viewer/)
})

test('help and completions show what one may in some fund, and nothing that takes all of them', async () => {
  const user = somebody()
  await ground.link(user, mixed)
  const help = told(await ground.say(user, 'help'))
  for (const shown of ['/quorate approve', '/quorate pause', '/quorate status']) expect(help).toContain(shown)
  for (const hidden of ['/quorate mute', '/quorate links', '/quorate apikey']) expect(help).not.toContain(hidden)
  expect(ground.desk.completions(user, 'approve').map(({ value }) => value)).toContain('approve')
  expect(ground.desk.completions(user, 'apikey')).toEqual([])
})

test('the list says who has which role where', async () => {
  const [user, boss] = [somebody(), somebody()]
  await ground.link(user, mixed)
  await ground.link(boss, admin)
  expect(told(await ground.say(boss, 'link list'))).toContain('viewer, main=approver, second=operator')
})

test('who links anew may link once more, also where only some funds are known', async () => {
  const user = somebody()
  await ground.link(user, two)
  await ground.link(user, plain)
  expect(verdict(await ground.say(user, 'pause main'))).toBe('done')
  expect(verdict(await ground.say(user, 'pause second'))).toBe('UNKNOWN_FUND')
})

test('a link that is taken back gives nothing in any fund', async () => {
  const [user, boss] = [somebody(), somebody()]
  const id = await ground.link(user, mixed)
  await ground.link(boss, admin)
  expect(verdict(await ground.say(boss, `link end ${id}`))).toBe('done')
  for (const line of ['pause main', 'pause second', 'v1:approve:{approval:main}:1', 'status'])
    expect(verdict(await ground.say(user, await filled(line)))).toBe('NOT_LINKED')
})

test('a link of an older version, which knows no roles of single funds, is what it was', async () => {
  const user = somebody()
  const old = { id: 'old1', ...user, person: 'jun', role: 'operator', funds: ['main'], by: 'key:boss', lifetimeMs: 60_000 }
  await ground.host.spawn('link', 'old1', old)
  expect(verdict(await ground.say(user, 'pause main'))).toBe('done')
  expect(verdict(await ground.say(user, 'pause second'))).toBe('UNKNOWN_FUND')
})

test('a link that is over by itself gives nothing', async () => {
  const user = somebody()
  const short = { id: 'short1', ...user, person: 'jun', ...mixed, by: 'key:boss', lifetimeMs: 1 }
  await ground.host.spawn('link', 'short1', short)
  await expect.poll(() => ground.host.view('link:short1')?.status).toBe('done')
  expect(verdict(await ground.say(user, 'pause main'))).toBe('NOT_LINKED')
})
