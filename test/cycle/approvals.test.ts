// Trades over a fund's bound, over the whole cycle: they wait for people, before they are on chain and before anybody signs
// them; and whoever is asked to execute one looks again.
import { afterEach, expect, test } from 'vitest'
import { approvalApproveCommand, approvalRejectCommand, type ApprovalDecided } from '#chat/commands/approvals.ts'
import { contextOf } from '#chat/commands/fixtures.ts'
import { approvalIdOf, type ApprovalProof } from '#protocol/approval.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { systemClock } from '#runtime/clock.ts'
import type { Fact } from '#runtime/host.ts'
import { modelFund, startModelSwarm, type ModelSwarm } from './modelSwarm.ts'

let swarm: ModelSwarm
afterEach(() => swarm.stop())

/** Its trades spend 5,000 USDQ. */
const onePerson = modelFund({ approvalAboveValue: '1000000000' })
const twoPersons = modelFund({ approvalAboveValue: '1000000000', twoPersonsAboveValue: '2000000000', proposer: 'ines' })

const asked = async (): Promise<string> => String((await swarm.fact(({ type }) => type === 'approval.asked')).data['approvalId'])
const about = (hash: unknown, type: string): Promise<Fact> =>
  swarm.fact((fact) => fact.type === type && fact.data['intentHash'] === hash)

async function decide(verdict: 'approve' | 'reject', id: string, person: string, revision = 1): Promise<string> {
  const command = verdict === 'approve' ? approvalApproveCommand : approvalRejectCommand
  const context = contextOf({ host: swarm.host, who: `key:${person}`, person })
  for await (const answer of command.answer({ id, revision }, context)) return (answer as ApprovalDecided).did
  throw new Error('a decision is answered')
}
const executions = (): number => [...swarm.chain.sent.values()].filter(({ to }) => to === swarm.fund.contracts.core).length
/** The end of the intent whose approval this is. */
async function executedOnce(id: string): Promise<void> {
  const executed = await swarm.fact(
    ({ type, data }) => type === 'intent.executed' && approvalIdOf(String(data['intentHash'])) === id,
  )
  expect([executions(), swarm.chain.executions.has(String(executed.data['intentHash']))]).toEqual([1, true])
  expect(swarm.host.view(`approval:${id}`)?.value).toBe('used')
  expect(swarm.host.deadLetters()).toEqual([])
}

test('one person approves a large trade, and it is executed once', { timeout: 60_000 }, async () => {
  swarm = await startModelSwarm({ fund: onePerson })
  const id = await asked()
  // not on chain, and nobody has signed it
  expect([swarm.chain.intents.size, swarm.facts.filter(({ type }) => type === 'intent.attested')]).toEqual([0, []])
  expect(await decide('approve', id, 'mara')).toBe('approved')
  await executedOnce(id)
})

test('two persons approve a larger one, with a restart between them', { timeout: 60_000 }, async () => {
  const first = await startModelSwarm({ fund: twoPersons })
  swarm = first
  const id = await asked()
  await expect(decide('approve', id, 'ines')).rejects.toMatchObject({ code: 'APPROVAL_DENIED' })
  expect(await decide('approve', id, 'mara')).toBe('1 of 2 approved')
  await expect(decide('approve', id, 'mara', 2)).rejects.toMatchObject({ code: 'APPROVAL_DECIDED' })
  await first.stop()
  swarm = await startModelSwarm({ fund: twoPersons, chain: first.chain, directory: first.directory })
  expect([swarm.chain.intents.size, swarm.host.view(`approval:${id}`)?.value]).toEqual([0, { open: 'pending' }])
  await expect(decide('approve', id, 'noor')).rejects.toMatchObject({ code: 'APPROVAL_STALE', details: { revision: 2 } })
  expect(await decide('approve', id, 'noor', 2)).toBe('approved')
  await executedOnce(id)
  await expect(decide('reject', id, 'olga', 3)).rejects.toMatchObject({ code: 'APPROVAL_DECIDED' })
})

test('one that a person rejects never gets on chain, and says who said no', { timeout: 60_000 }, async () => {
  swarm = await startModelSwarm({ fund: twoPersons })
  const id = await asked()
  expect(await decide('reject', id, 'mara')).toBe('rejected')
  const dropped = await swarm.fact(({ type }) => type === 'intent.dropped')
  expect(dropped.data).toMatchObject({ outcome: 'dropped', code: 'APPROVAL_REJECTED', detail: 'mara rejected it' })
  expect([swarm.chain.intents.size, executions()]).toEqual([0, 0])
  // the strategy goes on, and asks anew for its next trade
  await swarm.fact(({ type, data }) => type === 'approval.asked' && data['approvalId'] !== id)
})

test('one that nobody decides expires, also while the daemon is down', { timeout: 60_000 }, async () => {
  const first = await startModelSwarm({ fund: onePerson })
  swarm = first
  const id = await asked()
  await first.stop()
  // three quarters of its window of 600 s are over, the window is not
  const later = { ...systemClock, now: () => Date.now() + 500_000 }
  swarm = await startModelSwarm({ fund: onePerson, chain: first.chain, directory: first.directory, clock: later })
  const dropped = await swarm.fact(({ type }) => type === 'intent.dropped')
  expect(dropped.data).toMatchObject({ code: 'APPROVAL_EXPIRED', detail: 'nobody approved it in time' })
  await expect(decide('approve', id, 'mara')).rejects.toMatchObject({ code: 'APPROVAL_EXPIRED' })
  expect([swarm.chain.intents.size, executions()]).toEqual([0, 0])
})

test.each<[string, (proof: ApprovalProof | null) => ApprovalProof | null, string]>([
  ['is missing', () => null, 'there is no approval'],
  ['is of another trade', (proof) => proof && { ...proof, digest: hashFixture(9) }, 'is of 0x'],
  ['was not used by it', (proof) => proof && { ...proof, state: 'granted' }, 'is granted'],
])(
  'the executor refuses a trade whose approval %s, whatever the others did',
  { timeout: 60_000 },
  async (_name, bend, detail) => {
    swarm = await startModelSwarm({
      fund: onePerson,
      change: (world) => ({
        ...world,
        relay: () => ({ ...world.relay(), approval: async (...of) => bend(await world.relay().approval(...of)) }),
      }),
    })
    const id = await asked()
    await decide('approve', id, 'mara')
    const approved = await swarm.fact(({ type }) => type === 'intent.approved')
    const dropped = await about(approved.data['intentHash'], 'intent.dropped')
    expect(dropped.data).toMatchObject({ outcome: 'dropped', detail: expect.stringContaining(`APPROVAL_MISSING`) })
    expect(dropped.data['detail']).toContain(detail)
    expect(executions()).toBe(0)
  },
)
