import { describe, expect, test } from 'vitest'
import type { RunState } from '#protocol/workflowRun.ts'
import type { BotEvent } from '#runtime/host.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { workflowLimits } from './limits.ts'
import { workflowMachine, type WorkflowInput } from './workflow.ts'

const url = 'https://github.com/quorate/site/actions/runs/901'
const input: WorkflowInput = {
  id: 'c0ffee',
  repo: 'quorate/site',
  workflow: 'deploy.yml',
  ref: 'trunk',
  inputs: [{ name: 'target', value: 'staging' }],
  by: 'key:mara',
  person: 'mara',
}
const beginning = { head: 'a'.repeat(40), login: 'site-bot', since: 1_760_000_000_000, seen: [] }
const none = { queued: 0, running: 0, done: 0, failed: 0 }
const state = (more: Partial<RunState> = {}): RunState => ({
  phase: 'running',
  conclusion: '',
  attempt: 1,
  url,
  jobs: { ...none, running: 1 },
  failed: null,
  waiting: [],
  ...more,
})
const over = (conclusion: string, more: Partial<RunState> = {}): RunState =>
  state({ phase: 'completed', conclusion, jobs: { ...none, done: 1 }, ...more })
const waits = state({ phase: 'waiting', waiting: ['production'] })
const mara = { by: 'key:mara', person: 'mara' }
const jun = { by: 'key:jun', person: 'jun' }
const cancel = { type: 'workflow.cancel', ...mara, askId: 'ask-1' } as const
const rerun = { type: 'workflow.rerun', ...jun, failedOnly: true, askId: 'ask-2' } as const
const approve = {
  type: 'workflow.review',
  ...jun,
  environment: 'production',
  verdict: 'approve',
  reason: 'tested',
  askId: 'ask-3',
} as const
const look = { type: 'workflow.look', askId: 'github/1' } as const
const samples = [cancel, rerun, approve, look]
const unreachableGithub = { code: 'GITHUB_UNREACHABLE', message: 'GitHub does not answer', retryable: true }
const refusal = { code: 'GITHUB_REFUSED', message: 'GitHub refuses to run deploy.yml', retryable: false }

type Bot = Driver<typeof workflowMachine>
const prepared = (change: Partial<WorkflowInput> = {}): Bot => {
  const bot = drive(workflowMachine, { ...input, ...change })
  bot.answer('workflow.prepare', beginning)
  return bot
}
const begun = (change: Partial<WorkflowInput> = {}): Bot => {
  const bot = prepared(change)
  bot.answer('workflow.dispatch', { how: 'began', runId: 901, url })
  return bot
}
/** Lets it look, from wherever it rests. */
const see = (bot: Bot, seen: RunState): Bot => {
  if (bot.pending.length === 0) bot.fire('rest' in bot.timers ? 'rest' : 'poll')
  bot.answer('workflow.readRun', seen)
  return bot
}
const at = (...looks: readonly RunState[]): Bot => {
  const bot = begun()
  for (const seen of looks) see(bot, seen)
  return bot
}
const types = (bot: Bot): readonly string[] => bot.last.facts.map(({ type }) => type)
const answerOf = (bot: Bot): unknown => bot.last.replies[0]?.output

test('is begun once, followed by looks that grow rarer, and told to its end with the job and the step that failed', () => {
  const bot = begun()
  expect(bot.last.facts).toEqual([
    {
      type: 'workflow.dispatched',
      workflowId: 'c0ffee',
      repo: 'quorate/site',
      workflow: 'deploy.yml',
      ref: 'trunk',
      runId: 901,
      attempt: 1,
      url,
      ...mara,
      how: 'began',
    },
  ])
  see(bot, state({ phase: 'queued', jobs: { ...none, queued: 2 } }))
  expect([bot.value, types(bot), bot.timers]).toEqual([{ followed: 'queued' }, ['workflow.progressed'], { poll: 5_000 }])
  see(bot, state())
  expect([bot.value, types(bot)]).toEqual([{ followed: 'running' }, ['workflow.progressed']])
  const waited = [1, 2, 3, 4, 5].map(() => see(bot, state()).timers['poll'])
  expect([waited, types(bot)]).toEqual([[10_000, 20_000, 40_000, 60_000, 60_000], []])
  see(
    bot,
    over('failure', { jobs: { ...none, done: 2, failed: 1 }, failed: { job: 'build', step: 'Compile', url: `${url}/job/1` } }),
  )
  expect([bot.value, types(bot)]).toEqual([{ ended: 'failed' }, ['workflow.progressed', 'workflow.ended']])
  expect(bot.last.facts.at(-1)).toMatchObject({
    end: 'failed',
    conclusion: 'failure',
    job: 'build',
    step: 'Compile',
    url: `${url}/job/1`,
    person: 'mara',
  })
  bot.fire('keep')
  expect([bot.value, bot.status]).toEqual(['closed', 'done'])
})

describe('before anything is begun', () => {
  test('a GitHub that is away is asked again, for as long as it wants to be left alone', () => {
    const bot = drive(workflowMachine, input)
    bot.fail('workflow.prepare', unreachableGithub)
    expect([bot.value, bot.timers]).toEqual(['postponed', { rest: 2_000 }])
    bot.fire('rest')
    bot.fail('workflow.prepare', { ...unreachableGithub, code: 'GITHUB_LIMITED', details: { retryAfterMs: 1_800_000 } })
    expect(bot.timers).toEqual({ rest: 1_800_000 })
    bot.fire('rest')
    bot.answer('workflow.prepare', beginning)
    expect([bot.value, bot.context.tries]).toEqual(['dispatching', 0])
  })

  test('and given up after a while: nothing ran', () => {
    const bot = drive(workflowMachine, input)
    for (let tries = 1; tries < workflowLimits.prepareTries; tries += 1) {
      bot.fail('workflow.prepare', unreachableGithub)
      bot.fire('rest')
    }
    bot.fail('workflow.prepare', unreachableGithub)
    expect([bot.value, bot.status]).toEqual(['refused', 'done'])
    expect(bot.last.facts).toMatchObject([{ type: 'workflow.ended', end: 'refused', runId: null, attempt: 0, url: '' }])
  })

  test('a refusal ends it at once, with what GitHub said', () => {
    const early = drive(workflowMachine, input)
    expect(early.fail('workflow.prepare', { ...refusal, code: 'UNKNOWN_REF' }).facts).toMatchObject([{ end: 'refused' }])
    const late = prepared()
    expect(late.fail('workflow.dispatch', refusal).facts).toMatchObject([
      { type: 'workflow.ended', end: 'refused', detail: 'GITHUB_REFUSED: GitHub refuses to run deploy.yml' },
    ])
  })

  test.each(['preparing', 'postponed'])('it can be called off while it is %s', (when) => {
    const bot = drive(workflowMachine, input)
    if (when === 'postponed') bot.fail('workflow.prepare', unreachableGithub)
    bot.send(cancel)
    expect([bot.value, bot.pending, bot.last.facts, answerOf(bot)]).toMatchObject([
      'calledOff',
      [],
      [{ end: 'cancelled', runId: null }],
      { ok: true },
    ])
  })
})

describe('an asking that may have begun it', () => {
  test('is looked for before GitHub is asked again, and its run is adopted', () => {
    const bot = prepared()
    expect(bot.inputOf('workflow.dispatch')).toMatchObject({ mayHaveBegun: false, beginning, inputs: input.inputs })
    bot.fail('workflow.dispatch', unreachableGithub)
    expect([bot.value, bot.timers]).toEqual(['doubting', { rest: 2_000 }])
    bot.fire('rest')
    expect(bot.inputOf('workflow.dispatch')).toMatchObject({ mayHaveBegun: true })
    bot.answer('workflow.dispatch', { how: 'adopted', runId: 901, url })
    expect(bot.last.facts).toMatchObject([{ type: 'workflow.dispatched', how: 'adopted', runId: 901 }])
  })

  test('that cannot be told from others ends unsure, and nothing is asked again', () => {
    const bot = prepared()
    bot.fail('workflow.dispatch', unreachableGithub)
    bot.fire('rest')
    bot.answer('workflow.dispatch', { how: 'ambiguous', detail: '2 runs may be its own' })
    expect([bot.value, bot.status, bot.pending]).toEqual(['unsure', 'done', []])
    expect(bot.last.facts).toMatchObject([{ type: 'workflow.ended', end: 'unsure', detail: '2 runs may be its own' }])
  })

  test('and whose every repetition fails ends unsure', () => {
    const bot = prepared()
    for (let tries = 1; tries < workflowLimits.dispatchTries; tries += 1) {
      bot.fail('workflow.dispatch', unreachableGithub)
      bot.fire('rest')
    }
    expect(bot.fail('workflow.dispatch', unreachableGithub).facts).toMatchObject([{ end: 'unsure' }])
  })
})

describe('a run that GitHub took and did not name', () => {
  const unnamed = (): Bot => {
    const bot = prepared()
    bot.answer('workflow.dispatch', { how: 'began', runId: null, url: '' })
    return bot
  }
  test('is looked for until it is listed', () => {
    const bot = unnamed()
    expect([bot.value, bot.last.facts]).toEqual(['finding', []])
    bot.answer('workflow.find', { how: 'nothing' })
    bot.fire('search')
    bot.fail('workflow.find', unreachableGithub)
    expect([bot.value, bot.timers]).toEqual(['awaitingRun', { search: 4_000 }])
    bot.fire('search')
    bot.answer('workflow.find', { how: 'found', runId: 901, url })
    expect([bot.value, types(bot), bot.context.runId]).toEqual([{ followed: 'looking' }, ['workflow.dispatched'], 901])
  })
  test.each([
    ['that several may be', (bot: Bot) => bot.answer('workflow.find', { how: 'ambiguous', detail: '2 runs may be its own' })],
    ['that is never listed', (bot: Bot) => bot.answer('workflow.find', { how: 'nothing' })],
    ['for which GitHub cannot be asked', (bot: Bot) => bot.fail('workflow.find', unreachableGithub)],
  ])('%s: it ends unsure', (_what, last) => {
    const bot = unnamed()
    for (let tries = 1; tries < workflowLimits.findTries; tries += 1) {
      bot.answer('workflow.find', { how: 'nothing' })
      bot.fire('search')
    }
    expect(bot.inputOf('workflow.find')).toMatchObject({ isLast: true })
    last(bot)
    expect([bot.value, bot.last.facts]).toMatchObject(['unsure', [{ end: 'unsure' }]])
  })
})

describe('a webhook', () => {
  test('has it look at once, and once more where it came while GitHub was being asked', () => {
    const bot = at(state(), state(), state())
    expect(bot.send(look).replies).toEqual([{ output: { ok: true, code: '', detail: '' } }])
    expect(bot.pending).toEqual(['workflow.readRun'])
    bot.send(look)
    bot.answer('workflow.readRun', state())
    expect(bot.timers).toEqual({ poll: workflowLimits.heardMs })
    see(bot, state())
    expect(bot.timers['poll']).toBeGreaterThan(workflowLimits.heardMs)
  })
  test.each(['queued', 'waiting'] as const)('is heard where it is %s', (phase) => {
    const bot = at(state({ phase, waiting: phase === 'waiting' ? ['production'] : [] }))
    bot.send(look)
    expect(bot.value).toEqual({ followed: 'looking' })
  })
  test('of a run that is over finds its next attempt, or tells nothing twice', () => {
    const bot = at(over('success'))
    bot.send(look)
    bot.answer('workflow.readRun', over('success'))
    expect([bot.value, bot.last.facts]).toEqual([{ ended: 'succeeded' }, []])
    bot.send(look)
    see(bot, state({ attempt: 2 }))
    expect([bot.value, bot.last.facts]).toMatchObject([{ followed: 'running' }, [{ type: 'workflow.progressed', attempt: 2 }]])
  })
})

describe('a GitHub that does not say where the run is', () => {
  test('is asked again, and people are told once', () => {
    const bot = at(state())
    bot.fire('poll')
    expect(bot.fail('workflow.readRun', unreachableGithub).facts).toMatchObject([
      { type: 'workflow.blind', code: 'GITHUB_UNREACHABLE' },
    ])
    bot.fire('rest')
    expect(bot.fail('workflow.readRun', unreachableGithub).facts).toEqual([])
    see(bot, over('success'))
    expect([bot.value, bot.context.tries]).toEqual([{ ended: 'succeeded' }, 0])
  })
  test('for a week is not asked any more; and a run that was deleted is not at all', () => {
    const bot = at(state())
    bot.fire('poll')
    for (let tries = 1; tries < workflowLimits.blindLooks; tries += 1) {
      bot.fail('workflow.readRun', unreachableGithub)
      bot.fire('rest')
    }
    expect(bot.fail('workflow.readRun', unreachableGithub).facts).toMatchObject([{ end: 'unsure', runId: 901 }])
    const gone = at(state())
    gone.fire('poll')
    gone.fail('workflow.readRun', { code: 'UNKNOWN_RUN', message: 'no workflow run 901', retryable: false })
    expect([gone.value, gone.status]).toEqual(['unsure', 'done'])
  }, 60_000)
})

describe('a deployment that waits', () => {
  test('is told once, and let go on by somebody else', () => {
    const bot = at(waits)
    expect([bot.value, types(bot)]).toEqual([{ followed: 'awaitingReview' }, ['workflow.waiting', 'workflow.progressed']])
    see(bot, waits)
    expect([bot.timers, bot.last.facts]).toEqual([{ poll: 10_000 }, []])
    bot.send(approve)
    expect(bot.inputOf('workflow.reviewDeployment')).toEqual({
      id: 'c0ffee',
      repo: 'quorate/site',
      runId: 901,
      attempt: 1,
      environment: 'production',
      verdict: 'approve',
      reason: 'tested',
      person: 'jun',
    })
    bot.answer('workflow.reviewDeployment', null)
    expect(bot.last.replies).toEqual([{ to: 'ask-3', output: { ok: true, code: '', detail: '' } }])
    expect(bot.last.facts).toMatchObject([
      { type: 'workflow.reviewed', person: 'jun', verdict: 'approve', environment: 'production' },
    ])
    see(bot, state())
    expect(bot.value).toEqual({ followed: 'running' })
  })
  test.each<[string, Partial<WorkflowInput>, object, string]>([
    ['who ran it', {}, { ...approve, ...mara }, 'OWN'],
    ['the same person by another key', {}, { ...approve, by: 'key:phone', person: 'mara' }, 'OWN'],
    ['anybody, where nobody is known to be behind who ran it', { person: null }, approve, 'OWN'],
    ['who names another environment', {}, { ...approve, environment: 'staging' }, 'NOT_NOW'],
  ])('is not approved by %s', (_who, change, event, code) => {
    const bot = see(begun(change), waits)
    bot.sendAny(event as BotEvent)
    expect([bot.value, bot.pending, answerOf(bot)]).toMatchObject([{ followed: 'awaitingReview' }, [], { ok: false, code }])
  })
  test('may be held back by who ran it, and what GitHub refuses is answered', () => {
    const bot = at(waits)
    bot.sendAny({ ...approve, ...mara, verdict: 'reject' })
    bot.fail('workflow.reviewDeployment', { ...refusal, details: { permission: 'deployments: write' } })
    expect(bot.last.replies).toEqual([
      {
        to: 'ask-3',
        output: { ok: false, code: 'GITHUB_REFUSED', detail: refusal.message, details: { permission: 'deployments: write' } },
      },
    ])
    expect(bot.value).toEqual({ followed: 'looking' })
  })
})

describe('a run that is to be cancelled', () => {
  test('is asked for at GitHub, which ends it in its time', () => {
    const bot = at(state())
    bot.send(cancel)
    bot.answer('workflow.cancelRun', null)
    expect([types(bot), bot.last.replies]).toEqual([
      ['workflow.cancelAsked'],
      [{ to: 'ask-1', output: { ok: true, code: '', detail: '' } }],
    ])
    see(bot, state())
    expect(bot.value).toEqual({ followed: 'stopping' })
    see(bot, state())
    bot.send(look)
    see(bot, over('cancelled'))
    expect([bot.value, bot.last.facts.at(-1)]).toMatchObject([{ ended: 'cancelled' }, { detail: 'key:mara asked for it' }])
  })
  test('and that GitHub does not cancel goes on', () => {
    const bot = at(state())
    bot.send(cancel)
    bot.fail('workflow.cancelRun', unreachableGithub)
    expect([bot.value, answerOf(bot)]).toMatchObject([{ followed: 'looking' }, { ok: false, code: 'GITHUB_UNREACHABLE' }])
    see(bot, state())
    expect(bot.value).toEqual({ followed: 'running' })
    bot.fire('poll')
    bot.send(cancel)
    expect(bot.pending).toEqual(['workflow.cancelRun'])
  })
})

describe('a run that is repeated', () => {
  test('goes on with its next attempt, also while GitHub still shows the one before', () => {
    const bot = at(over('failure'))
    bot.send(rerun)
    expect(bot.inputOf('workflow.repeatRun')).toMatchObject({ runId: 901, attempt: 1, failedOnly: true })
    bot.answer('workflow.repeatRun', { attempt: 2 })
    expect(bot.last.facts).toMatchObject([{ type: 'workflow.dispatched', how: 'repeated', attempt: 2, person: 'jun' }])
    see(bot, over('failure'))
    expect([bot.value, bot.last.facts]).toEqual([{ followed: 'queued' }, []])
    see(bot, over('success', { attempt: 2 }))
    expect([bot.value, bot.last.facts.at(-1)]).toMatchObject([{ ended: 'succeeded' }, { attempt: 2, end: 'succeeded' }])
  })
  test('has one more who may not approve what it deploys', () => {
    const bot = at(over('failure'))
    bot.send(rerun)
    bot.answer('workflow.repeatRun', { attempt: 2 })
    see(bot, { ...waits, attempt: 2 })
    bot.send(approve)
    expect(answerOf(bot)).toMatchObject({ ok: false, code: 'OWN' })
  })
  test('is where it was when GitHub does not repeat it', () => {
    const bot = at(over('cancelled'))
    bot.send(rerun)
    bot.fail('workflow.repeatRun', refusal)
    expect(answerOf(bot)).toMatchObject({ ok: false, code: 'GITHUB_REFUSED' })
    see(bot, over('cancelled'))
    expect([bot.value, bot.last.facts]).toEqual([{ ended: 'cancelled' }, []])
  })
})

test('what comes at a wrong time is answered, and changes nothing', () => {
  const bot = prepared()
  for (const event of [cancel, rerun, approve]) {
    bot.send(event)
    expect([bot.value, answerOf(bot)]).toMatchObject(['dispatching', { ok: false, code: 'NOT_NOW' }])
  }
})

test('late results say nothing: none of these states is left before its answer', () => {
  const bot = at(over('success'))
  for (const port of ['dispatch', 'cancelRun', 'repeatRun', 'reviewDeployment'])
    expect(bot.sendAny({ type: `workflow.${port}.late`, effectId: 'x', result: { ok: true, output: null } }).facts).toEqual([])
  expect(bot.value).toEqual({ ended: 'succeeded' })
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(workflowMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(workflowMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "workflow.cancel",
        "workflow.cancelRun.late",
        "workflow.dispatch.late",
        "workflow.look",
        "workflow.repeatRun.late",
        "workflow.rerun",
        "workflow.review",
        "workflow.reviewDeployment.late",
      ],
      "facts": [
        "workflow.blind",
        "workflow.cancelAsked",
        "workflow.dispatched",
        "workflow.ended",
        "workflow.progressed",
        "workflow.reviewed",
        "workflow.waiting",
      ],
      "ports": [
        "workflow.cancelRun",
        "workflow.dispatch",
        "workflow.find",
        "workflow.prepare",
        "workflow.readRun",
        "workflow.repeatRun",
        "workflow.reviewDeployment",
      ],
      "tells": [],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(workflowMachine, [...samples, { type: 'nobody.knows' }])).toMatchInlineSnapshot(`
      {
        "awaitingRun": "nobody.knows",
        "cancelling": "nobody.knows",
        "dispatching": "nobody.knows",
        "doubting": "nobody.knows",
        "ended:cancelled": "nobody.knows",
        "ended:failed": "nobody.knows",
        "ended:succeeded": "nobody.knows",
        "finding": "nobody.knows",
        "followed:awaitingReview": "nobody.knows",
        "followed:blind": "nobody.knows",
        "followed:looking": "nobody.knows",
        "followed:queued": "nobody.knows",
        "followed:running": "nobody.knows",
        "followed:stopping": "nobody.knows",
        "postponed": "nobody.knows",
        "preparing": "nobody.knows",
        "repeating": "nobody.knows",
        "reviewing": "nobody.knows",
      }
    `))
  const world = (): World<typeof workflowMachine> => ({
    input,
    events: () => samples,
    answers: {
      'workflow.prepare': [beginning],
      'workflow.dispatch': [
        { how: 'began', runId: 901, url },
        { how: 'began', runId: null, url: '' },
        { how: 'ambiguous', detail: 'two' },
      ],
      'workflow.find': [{ how: 'found', runId: 901, url }, { how: 'nothing' }],
      'workflow.readRun': [
        state(),
        state({ phase: 'queued' }),
        waits,
        over('success'),
        over('failure'),
        over('cancelled'),
        state({ attempt: 2 }),
      ],
      'workflow.cancelRun': [null],
      'workflow.repeatRun': [{ attempt: 2 }],
      'workflow.reviewDeployment': [null],
    },
    // only after some tries is it given up before it began
    aspect: ({ context, value }) => [context.cancelledBy !== null, String(value).startsWith('p') ? context.tries : 0],
  })
  test('no state is unreachable', () => expect(unreachable(workflowMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(workflowMachine, world()))
})
