// What an executor does: the contract's dry run, the execution's calldata, and the proof.
import { approvalDue, approvalProblem, approvalRulesOf } from '#protocol/approval.ts'
import { executeIntentCall } from '#protocol/calls.ts'
import { dryRunCodeSchema } from '#protocol/dryRun.ts'
import { envelopeBodySchema } from '#protocol/envelopeBody.ts'
import { adapterDataSchema, toHash } from '#protocol/hash.ts'
import { hashIntent } from '#protocol/intent.ts'
import { inspectionWords, liftsInS, mayPassWithin } from '#protocol/inspection.ts'
import type { ExecuteTask } from '#protocol/tasks.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { executorMachine, type ApprovalFinding, type DryRun, type Report } from '#machines/executor.ts'
import { executorEventSchema } from './externalEvents.ts'
import { nextTask, pollMs } from './feed.ts'
import { post } from './post.ts'
import type { World } from './world.ts'

export const executorBot = defineBot({
  role: 'executor',
  version: 2,
  machine: executorMachine,
  restartable: false,
  parseExternal: (event) => executorEventSchema.parse(event),
  // before, an execution did not look at people's approval; whoever was at it looks from here on
  migrations: { 1: (stored) => stored },
})

const bot = (fundId: string): string => `executor:${fundId}`
const patient = { attempts: 4, firstDelayMs: 200, maxDelayMs: 2_000 }

export function executorEffects(world: World): EffectBinding[] {
  return [
    {
      port: 'executor.nextTask',
      timeoutMs: pollMs * 2,
      concurrency: 64,
      run: ({ fundId, cursor }: { fundId: string; cursor: string }, { signal }) =>
        nextTask<ExecuteTask>({
          world,
          fundId,
          cursor,
          signal,
          toTask: (fact) =>
            fact.type === 'intent.approved'
              ? { kind: 'execute', intentHash: fact.intentHash, intent: fact.intent, adapterData: fact.adapterData }
              : null,
          isOpen: (task) => world.relay().isOpen(fundId, { intentHash: task.intentHash }),
        }),
    },
    { port: 'executor.dryRun', retry: patient, run: (given: { fundId: string; task: ExecuteTask }) => dryRun(world, given) },
    {
      port: 'executor.checkApproval',
      retry: patient,
      run: (given: { fundId: string; task: ExecuteTask }) => checkApproval(world, given),
    },
    {
      port: 'executor.readExecution',
      retry: patient,
      run: ({ fundId, intentHash, txHash }: { fundId: string; intentHash: string; txHash: string | null }) =>
        world.view(bot(fundId)).execution(world.fund(fundId), toHash(intentHash), txHash === null ? null : toHash(txHash)),
    },
    {
      port: 'executor.report',
      retry: patient,
      run: async ({ fundId, intentHash, report }: { fundId: string; intentHash: string; report: Report }, context) => {
        const code = dryRunCodeSchema.safeParse(report.code).data ?? null
        const detail = code === null && report.code !== null ? `${report.code}: ${report.detail}` : report.detail
        const body = envelopeBodySchema.parse({
          type: 'execution.report',
          intentHash,
          ...report,
          code,
          detail: detail.slice(0, 2_000),
        })
        return { status: (await post(world, bot(fundId), fundId, body, context)).status }
      },
    },
  ]
}

async function dryRun(world: World, { fundId, task }: { fundId: string; task: ExecuteTask }): Promise<DryRun> {
  const fund = world.fund(fundId)
  const intentHash = toHash(task.intentHash)
  const adapterData = adapterDataSchema.parse(task.adapterData)
  const view = world.view(bot(fundId))
  const [inspection, chainTime] = await Promise.all([view.inspect(fund, intentHash, adapterData), view.chainTime()])
  const endsInS = Math.max(0, task.intent.deadline - chainTime)
  return {
    code: inspection.code,
    retryable: mayPassWithin(inspection, endsInS),
    endsInS,
    waitS: liftsInS(inspection),
    detail: inspectionWords(inspection),
    to: fund.contracts.core,
    data: executeIntentCall(intentHash, adapterData),
  }
}

/** Judged by the trade's own signed fields and the fund's configuration, not by whoever handed the task on. */
async function checkApproval(world: World, { fundId, task }: { fundId: string; task: ExecuteTask }): Promise<ApprovalFinding> {
  const digest = hashIntent(task.intent)
  if (digest !== task.intentHash) return { problem: `the trade hashes to ${digest}, not to ${task.intentHash}` }
  const fund = world.fund(fundId)
  const due = approvalDue(fund, task.intent)
  if (due === null) return { problem: null }
  const proof = await world.relay().approval(fundId, digest)
  return { problem: approvalProblem({ due, fundId, digest, rules: approvalRulesOf(fund), proof }) }
}
