import { describe, expect, test } from 'vitest'
import { addressFixture, adapterDataFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import { hashIntent } from '#protocol/intent.ts'
import type { AccountConfirmed, AccountFailed } from '#protocol/messages.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { executorMachine, type DryRun, type Execution, type ExecutorInput } from './executor.ts'
import { triesOf } from './executorState.ts'
import { botLimits, executorLimits } from './limits.ts'

const input: ExecutorInput = { fundId: 'main', account: `account:31337-${addressFixture(62)}`, delayScale: 1 }
const intentHash = hashIntent(intentFixture())
const task = { cursor: '12/0', task: { kind: 'execute', intentHash, intent: intentFixture(), adapterData: adapterDataFixture } }
const run = (code: string, retryable = false): DryRun => ({ code, retryable, to: addressFixture(2), data: '0x01' })
const execution: Execution = { txHash: hashFixture(9), block: 30, amountIn: '1000', amountOut: '500' }
const confirmed = (attempt: number): AccountConfirmed => ({
  type: 'account.confirmed',
  requestId: `execute/${intentHash}/${attempt}`,
  txHash: hashFixture(9),
  block: 30,
  gasUsed: '21000',
})
const failed = (attempt: number): AccountFailed => ({
  type: 'account.failed',
  requestId: `execute/${intentHash}/${attempt}`,
  stage: 'receipt',
  code: 'Cooldown',
  message: 'too soon',
  txHash: hashFixture(9),
})
const attemptsMax = executorLimits.attemptDelaysS.length

type Executor = Driver<typeof executorMachine>
function dryRunning(delayScale = 1): Executor {
  const bot = drive(executorMachine, { ...input, delayScale })
  bot.answer('executor.nextTask', task)
  return bot
}
const holds = { problem: null }
/** The dry run passes, and so does the look at people's approval. */
function goOn(bot: Executor): Executor {
  bot.answer('executor.dryRun', run('OK'))
  bot.answer('executor.checkApproval', holds)
  return bot
}
const executing = (): Executor => goOn(dryRunning())
function proving(): Executor {
  const bot = executing()
  bot.send(confirmed(0))
  return bot
}
/** An executor that has used all its attempts and dry-runs for the last time. */
function lastAttempt(): Executor {
  const bot = dryRunning()
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    bot.fail('executor.dryRun')
    bot.fire('nextAttempt')
  }
  return bot
}
const reportOf = (bot: Executor): unknown => (bot.inputOf('executor.report') as { report: unknown }).report

describe('an approved intent', () => {
  test('is dry-run, sent through its account, proven by its event and reported', () => {
    const bot = dryRunning()
    expect(bot.inputOf('executor.dryRun')).toMatchObject({ fundId: 'main', task: { intentHash } })
    const { told: early, facts } = bot.answer('executor.dryRun', run('OK'))
    expect([early, bot.inputOf('executor.checkApproval')]).toMatchObject([[], { fundId: 'main', task: { intentHash } }])
    const { told } = bot.answer('executor.checkApproval', holds)
    expect(facts).toEqual([
      { type: 'intent.dryRun', fundId: 'main', intentHash, code: 'OK', by: addressFixture(62), block: null },
    ])
    expect(told).toEqual([
      {
        to: input.account,
        event: {
          type: 'account.send',
          requestId: `execute/${intentHash}/0`,
          replyTo: 'executor:main',
          to: addressFixture(2),
          data: '0x01',
          value: '0',
          label: `execute ${intentHash}`,
        },
      },
    ])
    bot.send(confirmed(0))
    expect(bot.inputOf('executor.readExecution')).toEqual({ fundId: 'main', intentHash, txHash: hashFixture(9) })
    bot.answer('executor.readExecution', execution)
    expect(reportOf(bot)).toEqual({
      outcome: 'executed',
      txHash: hashFixture(9),
      block: 30,
      code: null,
      detail: 'received 500 for 1000',
    })
    bot.answer('executor.report', { status: 200 })
    expect(bot.inputOf('executor.nextTask')).toEqual({ fundId: 'main', cursor: '12/0' })
    expect(bot.context).toMatchObject({ task: null, dryRun: null, txHash: null, report: null, attempts: 0 })
  })

  test('that somebody else executed is proven without a transaction', () => {
    const bot = dryRunning()
    expect(bot.answer('executor.dryRun', run('INTENT_ALREADY_EXECUTED')).told).toEqual([])
    expect(bot.inputOf('executor.readExecution')).toMatchObject({ txHash: null })
  })

  test('is reported as failed with the contract’s code when time cannot help', () => {
    const bot = dryRunning()
    expect(bot.answer('executor.dryRun', run('INTENT_EXPIRED')).facts).toMatchObject([
      { type: 'intent.dryRun', code: 'INTENT_EXPIRED' },
    ])
    expect(reportOf(bot)).toMatchObject({ outcome: 'failed', code: 'INTENT_EXPIRED' })
  })

  test('has a refusal told with what it means, to observers and to the relayer', () => {
    const bot = dryRunning()
    const detail = 'the fund rests between trades for another 900 s'
    expect(bot.answer('executor.dryRun', { ...run('COOLDOWN'), waitS: 900, endsInS: 300, detail }).facts).toMatchObject([
      { type: 'intent.dryRun', code: 'COOLDOWN', detail },
    ])
    expect(reportOf(bot)).toMatchObject({ code: 'COOLDOWN', detail: `the contract's dry run says COOLDOWN: ${detail}` })
  })

  test('is never sent before a dry run is clear', () => {
    const bot = dryRunning()
    bot.answer('executor.dryRun', run('COOLDOWN', true))
    expect([bot.value, bot.all.told]).toEqual(['retrying', []])
  })
})

describe('attempts', () => {
  test('wait 10, 30, 60, 180 and 300 s, and then the executor gives up', () => {
    const bot = dryRunning()
    const waits = executorLimits.attemptDelaysS.map(() => {
      bot.answer('executor.dryRun', run('COOLDOWN', true))
      const wait = bot.timers['nextAttempt']
      bot.fire('nextAttempt')
      return wait
    })
    expect(waits).toEqual([10_000, 30_000, 60_000, 180_000, 300_000])
    bot.answer('executor.dryRun', run('COOLDOWN', true))
    expect(reportOf(bot)).toMatchObject({ outcome: 'failed', code: 'COOLDOWN' })
  })

  test('wait no longer than to the deadline, so that the next intent does not wait for one that is over', () => {
    const bot = dryRunning()
    bot.answer('executor.dryRun', { ...run('INTENT_NOT_APPROVED', true), endsInS: 3 })
    expect(bot.timers).toEqual({ nextAttempt: 4_000 })
  })

  test('wait as long as the contract says, where it knows when it lets the trade pass', () => {
    const bot = dryRunning(0.01)
    bot.answer('executor.dryRun', { ...run('COOLDOWN', true), waitS: 45, endsInS: 300 })
    expect(bot.timers).toEqual({ nextAttempt: 45_000 })
  })

  test('wait less when a simulation scales them', () => {
    const bot = dryRunning(0.01)
    bot.fail('executor.dryRun')
    expect(bot.timers).toEqual({ nextAttempt: 100 })
  })

  test('end with the failure when the chain never answers', () => {
    const bot = lastAttempt()
    bot.fail('executor.dryRun')
    expect(reportOf(bot)).toMatchObject({ outcome: 'failed', code: 'CHAIN_UNREACHABLE' })
  })

  test('have a request of their own each, so that an earlier outcome cannot answer a later attempt', () => {
    const bot = executing()
    bot.send(failed(0))
    bot.fire('nextAttempt')
    goOn(bot)
    expect(bot.last.told).toMatchObject([{ event: { requestId: `execute/${intentHash}/1` } }])
    bot.send(confirmed(0))
    bot.send(failed(0))
    expect(bot.value).toBe('executing')
    bot.send(confirmed(1))
    expect(bot.value).toBe('proving')
  })

  test('end with the transaction’s failure when the last one reverts', () => {
    const bot = goOn(lastAttempt())
    bot.send(failed(attemptsMax))
    expect(reportOf(bot)).toEqual({
      outcome: 'failed',
      txHash: hashFixture(9),
      block: null,
      code: 'Cooldown',
      detail: 'too soon',
    })
  })
})

describe('a sweep', () => {
  const sweep = { type: 'executor.sweep', by: 'cron' } as const

  test('has it look at once at what waits for its next attempt, and the wait is over', () => {
    const bot = dryRunning()
    bot.answer('executor.dryRun', run('COOLDOWN', true))
    bot.send(sweep)
    expect([bot.value, bot.pending, bot.timers]).toEqual(['dryRunning', ['executor.dryRun'], {}])
    goOn(bot)
    expect(bot.last.told).toMatchObject([{ event: { type: 'account.send', requestId: `execute/${intentHash}/1` } }])
  })

  test('uses no attempt up, however many come: the waits go on where they were', () => {
    const bot = dryRunning()
    bot.answer('executor.dryRun', run('COOLDOWN', true))
    bot.fire('nextAttempt')
    for (let times = 0; times < 20; times += 1) {
      bot.answer('executor.dryRun', run('COOLDOWN', true))
      expect(bot.timers).toEqual({ nextAttempt: 30_000 })
      bot.send(sweep)
    }
    bot.answer('executor.dryRun', run('COOLDOWN', true))
    for (const wait of [60_000, 180_000, 300_000]) {
      bot.fire('nextAttempt')
      bot.answer('executor.dryRun', run('COOLDOWN', true))
      expect(bot.timers).toEqual({ nextAttempt: wait })
    }
    bot.fire('nextAttempt')
    bot.answer('executor.dryRun', run('COOLDOWN', true))
    expect(reportOf(bot)).toMatchObject({ outcome: 'failed', code: 'COOLDOWN' })
  })

  test('gives each attempt a request of its own, so that nothing is sent twice under one name', () => {
    const bot = executing()
    const names = [0, 1, 2].map(() => {
      const name = bot.last.told[0]?.event['requestId']
      bot.send(failed(bot.context.attempts))
      bot.send(sweep)
      goOn(bot)
      return name
    })
    expect(names).toEqual([0, 1, 2].map((attempt) => `execute/${intentHash}/${attempt}`))
  })

  test('begins the next trade with nothing counted', () => {
    const bot = dryRunning()
    bot.answer('executor.dryRun', run('COOLDOWN', true))
    bot.send(sweep)
    bot.answer('executor.dryRun', run('INTENT_EXPIRED'))
    bot.answer('executor.report', { status: 200 })
    expect(bot.context).toMatchObject({ attempts: 0, sweeps: 0 })
  })

  test('of an executor that a version before sweeps has stored counts from none', () => {
    const bot = dryRunning()
    bot.answer('executor.dryRun', run('COOLDOWN', true))
    const { sweeps: _, ...stored } = bot.context
    expect(triesOf(stored)).toBe(1)
  })

  test('changes nothing where there is nothing that waits', () => {
    for (const bot of [drive(executorMachine, input), dryRunning(), executing(), proving()]) {
      const before = [bot.value, bot.pending, bot.context]
      bot.send(sweep)
      expect([bot.value, bot.pending, bot.context]).toEqual(before)
    }
  })
})

describe('people’s approval', () => {
  test('that is missing ends it before anything is sent, and the reason is reported', () => {
    const bot = dryRunning()
    bot.answer('executor.dryRun', run('OK'))
    bot.answer('executor.checkApproval', { problem: 'there is no approval' })
    expect(reportOf(bot)).toMatchObject({
      outcome: 'failed',
      txHash: null,
      code: 'APPROVAL_MISSING',
      detail: 'it is not executed without its approval: there is no approval',
    })
    expect(bot.all.told).toEqual([])
  })

  test('that cannot be looked at is looked at again, and never taken for given', () => {
    const bot = dryRunning()
    bot.answer('executor.dryRun', run('OK'))
    bot.fail('executor.checkApproval')
    expect([bot.value, bot.all.told]).toEqual(['retrying', []])
    const last = lastAttempt()
    last.answer('executor.dryRun', run('OK'))
    last.fail('executor.checkApproval')
    expect(reportOf(last)).toMatchObject({ outcome: 'failed', code: 'CHAIN_UNREACHABLE' })
    expect(last.all.told).toEqual([])
  })

  test('is looked at again before each attempt', () => {
    const bot = executing()
    bot.send(failed(0))
    bot.fire('nextAttempt')
    bot.answer('executor.dryRun', run('OK'))
    expect(bot.pending).toEqual(['executor.checkApproval'])
  })
})

describe('proof', () => {
  test('is asked for again while the chain does not answer; an execution is not tried twice for that', () => {
    const bot = proving()
    bot.fail('executor.readExecution')
    expect([bot.value, bot.timers]).toEqual(['doubting', { rest: botLimits.feedRetryMs }])
    bot.fire('rest')
    expect(bot.inputOf('executor.readExecution')).toMatchObject({ txHash: hashFixture(9) })
  })

  test('that is missing sends it back to the dry run, which knows whether it was executed', () => {
    const bot = proving()
    bot.answer('executor.readExecution', null)
    expect(bot.value).toBe('retrying')
  })

  test('that is missing after the last attempt is reported as unproven, never as executed', () => {
    const bot = goOn(lastAttempt())
    bot.send(confirmed(attemptsMax))
    bot.answer('executor.readExecution', null)
    expect(reportOf(bot)).toMatchObject({ outcome: 'failed', code: 'EXECUTION_UNPROVEN' })
  })
})

test('tells its report again until the relayer takes it', () => {
  const bot = proving()
  bot.answer('executor.readExecution', execution)
  bot.fail('executor.report')
  expect(bot.value).toBe('insisting')
  bot.fire('rest')
  expect(reportOf(bot)).toMatchObject({ outcome: 'executed' })
})

test('asks the feed again after an empty wait, and after a rest when it is silent', () => {
  const bot = drive(executorMachine, input)
  bot.answer('executor.nextTask', { cursor: '9/1', task: null })
  bot.fail('executor.nextTask')
  expect(bot.value).toBe('resting')
  bot.fire('rest')
  expect(bot.inputOf('executor.nextTask')).toEqual({ fundId: 'main', cursor: '9/1' })
})

test('does nothing about a late answer to a report', () => {
  const bot = executing()
  const before = bot.context
  bot.send({ type: 'executor.report.late' })
  expect(bot.context).toEqual(before)
})

describe('as a whole', () => {
  const samples = [
    confirmed(77),
    failed(77),
    { type: 'executor.sweep', by: 'cron' },
    { type: 'executor.report.late' },
    { type: 'nobody.knows' },
  ]

  test('every state is entered and every transition taken', () => expect(untaken(executorMachine)).toEqual([]))
  test('its names', () =>
    expect(vocabularyOf(executorMachine)).toMatchInlineSnapshot(`
      {
        "events": [
          "account.confirmed",
          "account.failed",
          "executor.report.late",
          "executor.sweep",
        ],
        "facts": [
          "intent.dryRun",
        ],
        "ports": [
          "executor.checkApproval",
          "executor.dryRun",
          "executor.nextTask",
          "executor.readExecution",
          "executor.report",
        ],
        "tells": [
          "account.send",
        ],
      }
    `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(executorMachine, samples)).toMatchInlineSnapshot(`
      {
        "checkingApproval": "account.confirmed account.failed executor.sweep nobody.knows",
        "doubting": "account.confirmed account.failed executor.sweep nobody.knows",
        "dryRunning": "account.confirmed account.failed executor.sweep nobody.knows",
        "executing": "account.confirmed account.failed executor.sweep nobody.knows",
        "insisting": "account.confirmed account.failed executor.sweep nobody.knows",
        "proving": "account.confirmed account.failed executor.sweep nobody.knows",
        "reporting": "account.confirmed account.failed executor.sweep nobody.knows",
        "resting": "account.confirmed account.failed executor.sweep nobody.knows",
        "retrying": "account.confirmed account.failed nobody.knows",
        "watching": "account.confirmed account.failed executor.sweep nobody.knows",
      }
    `))
  const world = (): World<typeof executorMachine> => {
    const answers = {
      'executor.nextTask': [task],
      'executor.dryRun': [run('OK'), run('INTENT_EXPIRED')],
      'executor.checkApproval': [holds, { problem: 'there is no approval' }],
      'executor.readExecution': [execution, null],
      'executor.report': [{ status: 200 }],
    }
    return { input, events: () => [confirmed(0), failed(0), { type: 'executor.sweep', by: 'cron' }], answers }
  }
  test('no state is unreachable', () => expect(unreachable(executorMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(executorMachine, world()))
})
