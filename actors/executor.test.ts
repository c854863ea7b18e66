import { expect, test } from 'vitest'
import { amountSchema } from '#protocol/amounts.ts'
import { approvalIdOf, type ApprovalProof, type ApprovalRules } from '#protocol/approval.ts'
import { executeIntentCall } from '#protocol/calls.ts'
import { dryRunCodes, mayPassLater, type DryRunCode } from '#protocol/dryRun.ts'
import type { Envelope } from '#protocol/envelope.ts'
import { adapterDataFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import { inspectionSchema, inspectionWords, type Inspection } from '#protocol/inspection.ts'
import { hashIntent } from '#protocol/intent.ts'
import type { ExecuteTask } from '#protocol/tasks.ts'
import type { Fact as StoredFact } from '#runtime/host.ts'
import { executorEffects } from './executor.ts'
import { actorsFund, addressOf, runEffect, worldOf } from './fixtures.ts'

const fund = actorsFund()
const intent = intentFixture()
const intentHash = hashIntent(intent)
const task: ExecuteTask = { kind: 'execute', intentHash, intent, adapterData: adapterDataFixture }
const execution = { txHash: hashFixture(5), block: 9, amountIn: '1', amountOut: '2', realisedProfit: '0' }

const found = (code: DryRunCode, actual = 0, bound = 0): Inspection =>
  inspectionSchema.parse({ code, actual: String(actual), bound: String(bound) })
const dryRun = (inspection: Inspection, leftS = 7): Promise<unknown> => {
  const world = worldOf({
    view: { inspect: () => Promise.resolve(inspection), chainTime: () => Promise.resolve(intent.deadline - leftS) },
  })
  return runEffect(executorEffects(world), 'executor.dryRun', { fundId: 'main', task })
}

test.each(dryRunCodes.map((code) => [code, mayPassLater(code)] as const))(
  'a dry run that says %s is worth another try: %s',
  async (code, retryable) => {
    expect(await dryRun(found(code))).toMatchObject({
      code,
      retryable,
      endsInS: 7,
      detail: inspectionWords(found(code)),
      to: fund.contracts.core,
      data: executeIntentCall(intentHash, adapterDataFixture),
    })
  },
)

test.each<DryRunCode>(['COOLDOWN', 'CHALLENGE_OPEN', 'INTENT_NOT_YET_VALID'])(
  'what %s says of time is waited for, and is final when it is past the deadline',
  async (code) => {
    expect(await dryRun(found(code, 1_000, 1_060), 60)).toMatchObject({ retryable: true, waitS: 60 })
    expect(await dryRun(found(code, 1_000, 1_060), 59)).toMatchObject({ retryable: false, waitS: 60 })
  },
)

test('no other figure is a time', async () => {
  expect(await dryRun(found('PRICE_DEVIATION', 5, 10))).toMatchObject({ retryable: true, waitS: null })
})

test('asks the contract about the approved intent and its own route', async () => {
  const asked: unknown[] = []
  const inspect = (_: unknown, ...rest: unknown[]): Promise<Inspection> => {
    asked.push(rest)
    return Promise.resolve(found('OK'))
  }
  // past the deadline nothing is left
  const view = { inspect, chainTime: () => Promise.resolve(intent.deadline + 5) }
  expect(await runEffect(executorEffects(worldOf({ view })), 'executor.dryRun', { fundId: 'main', task })).toMatchObject({
    endsInS: 0,
  })
  expect(asked).toEqual([[intentHash, adapterDataFixture]])
})

test.each([null, hashFixture(5)])('proves an execution by its event (transaction %s)', async (txHash) => {
  const asked: unknown[] = []
  const world = worldOf({
    view: {
      execution: (_, ...rest) => {
        asked.push(rest)
        return Promise.resolve(execution)
      },
    },
  })
  const given = { fundId: 'main', intentHash, txHash }
  expect(await runEffect(executorEffects(world), 'executor.readExecution', given)).toEqual(execution)
  expect(asked).toEqual([[intentHash, txHash]])
})

async function report(given: object): Promise<unknown> {
  const posted: Envelope[] = []
  const relay = {
    post: (_: string, envelope: Envelope) => {
      posted.push(envelope)
      return Promise.resolve({ status: 200 as const, detail: '' })
    },
  }
  expect(
    await runEffect(executorEffects(worldOf({ relay })), 'executor.report', { fundId: 'main', intentHash, report: given }),
  ).toEqual({ status: 200 })
  expect(posted[0]?.signer).toBe(addressOf('executor'))
  return posted[0]?.body
}
const common = { type: 'execution.report', intentHash }

test('reports an execution with its transaction and block', async () => {
  const said = { outcome: 'executed', txHash: hashFixture(5), block: 9, code: null, detail: '' }
  expect(await report(said)).toEqual({ ...common, ...said })
})
test('reports a failure with the contract’s code', async () => {
  const said = { outcome: 'failed', txHash: null, block: null, code: 'COOLDOWN', detail: 'later' }
  expect(await report(said)).toEqual({ ...common, ...said })
})
test('reports a code that is not the contract’s in words, and no more words than fit', async () => {
  const said = { outcome: 'failed', txHash: null, block: null, code: 'CALL_REVERTED', detail: 'x'.repeat(3_000) }
  expect(await report(said)).toEqual({ ...common, ...said, code: null, detail: `CALL_REVERTED: ${'x'.repeat(1_985)}` })
})

const approved = (id: string): StoredFact => ({
  id,
  seq: 4,
  at: '',
  actor: 'intent:x',
  type: 'intent.approved',
  data: {
    fundId: 'main',
    intentHash,
    intent,
    adapterData: adapterDataFixture,
    signers: [],
    txHash: null,
  } as unknown as StoredFact['data'], // an intent is JSON
})
test('is handed approved intents that are still open', async () => {
  const facts = [approved('4/0'), approved('5/0')]
  const relay = {
    next: ({ cursor }: { cursor: string }) => Promise.resolve(facts.find(({ id }) => id > cursor)),
    isOpen: (() => {
      let asked = 0
      return () => Promise.resolve(++asked > 1)
    })(),
  }
  expect(await runEffect(executorEffects(worldOf({ relay })), 'executor.nextTask', { fundId: 'main', cursor: '' })).toEqual({
    cursor: '5/0',
    task,
  })
})

const bound = (text: string) => amountSchema.parse(text)
const used: ApprovalProof = {
  approvalId: approvalIdOf(intentHash),
  fundId: 'main',
  digest: intentHash,
  state: 'used',
  requester: 'ines',
  approvedBy: ['mara'],
}
const checked = (rules: ApprovalRules, proof: ApprovalProof | null, of: ExecuteTask = task): Promise<unknown> => {
  const world = worldOf({ fund: { ...fund, ...rules }, relay: { approval: () => Promise.resolve(proof) } })
  return runEffect(executorEffects(world), 'executor.checkApproval', { fundId: 'main', task: of })
}

test('people’s approval is asked for where the trade is over the fund’s bound, and has to hold for this very trade', async () => {
  expect(await checked({ approvalAboveValue: bound(intent.amountIn) }, null)).toEqual({ problem: null })
  const rules = { approvalAboveValue: bound('1') }
  expect(await checked(rules, used)).toEqual({ problem: null })
  expect(await checked(rules, null)).toEqual({ problem: 'there is no approval' })
  expect(await checked({ ...rules, twoPersonsAboveValue: bound('2') }, used)).toEqual({ problem: '1 of 2 persons approved it' })
  expect(await checked({ ...rules, approvers: ['noor'] }, used)).toEqual({ problem: '0 of 1 persons approved it' })
})

test('a task that understates its trade is found out by its hash', async () => {
  const small = { ...task, intent: { ...intent, amountIn: bound('1') } }
  expect(await checked({ approvalAboveValue: bound('1') }, null, small)).toMatchObject({
    problem: expect.stringContaining('the trade hashes to 0x'),
  })
})
