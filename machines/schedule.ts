// Does something at the times of a cron expression. Each time of it is run at most once, whatever the clock does; what was
// missed while nothing ran, or jumped over, is dealt with as its policy says. Times come with what is looked up.
import { assign, setup } from 'xstate'
import { emit, port, tell, type Address } from '#runtime/authoring.ts'
import { scheduleLimits } from './limits.ts'

export interface ScheduleInput {
  readonly name: string
  readonly what: 'execute-intents' | 'audit-anchor'
  readonly fundId: string
  /** pays for what goes on chain by it */
  readonly account: Address
  /** five or six fields, UTC */
  readonly cron: string
  /** of times that nobody was there for: none of them, one run for all, or each */
  readonly missed: 'skip' | 'once' | 'catch-up'
  /** principal that made it */
  readonly by: string
}
/** What the wall clock and the expression say. Times in ms since 1970, ascending. */
export interface Look {
  readonly now: number
  /** times after `after` and not after now: the newest of them, at most `max` */
  readonly due: readonly number[]
  /** were there more? */
  readonly more: boolean
  /** the first after now, and after `after`; null: never again */
  readonly next: number | null
}
export interface ScheduleContext extends ScheduleInput {
  /** the last time that is dealt with; null before the first look */
  readonly after: number | null
  readonly next: number | null
  /** wall clock at the last look */
  readonly now: number
  readonly runs: number
  readonly missedRuns: number
}
type Event = { readonly type: 'schedule.end'; readonly by: string }
interface Args {
  readonly context: ScheduleContext
  readonly event: Event
}

const look = port<{ cron: string; after: number | null; max: number }, Look>('schedule.look', 'read')

/** Which of the due times are run. Late by less than the grace is on time: nothing was missed. */
export function runsOf({ missed }: Pick<ScheduleContext, 'missed'>, { now, due }: Look): readonly number[] {
  if (missed === 'catch-up') return due
  const onTime = due.filter((time) => now - time <= scheduleLimits.graceMs)
  // one run stands for all that were missed, and one that is on time is such a run
  return onTime.length > 0 || missed === 'skip' ? onTime.slice(-1) : due.slice(-1)
}

const isoOf = (ms: number): string => new Date(ms).toISOString()
const order = ({ name, what, fundId, account }: ScheduleContext) => {
  const by = `schedule:${name}`
  return what === 'execute-intents'
    ? { to: `executor:${fundId}` as const, event: { type: 'executor.sweep', by } }
    : { to: 'anchor:log' as const, event: { type: 'anchor.make', account, by } }
}

export const scheduleMachine = setup({
  types: { context: {} as ScheduleContext, events: {} as Event, input: {} as ScheduleInput },
  actors: { 'schedule.look': look },
  guards: {
    isOver: (_, found: Look) => found.next === null,
  },
  actions: {
    tellMade: emit(({ context: { name, what, fundId, cron, missed, by } }: Args) => ({
      type: 'schedule.made',
      schedule: name,
      what,
      fundId,
      cron,
      missed,
      by,
    })),
    run: tell(({ context }: Args, found: Look) => runsOf(context, found).map(() => order(context))),
    tellRun: emit(({ context }: Args, found: Look) =>
      runsOf(context, found).map((time) => ({
        type: 'schedule.ran',
        schedule: context.name,
        what: context.what,
        fundId: context.fundId,
        due: isoOf(time),
        lateMs: found.now - time,
      })),
    ),
    tellMissed: emit(({ context }: Args, found: Look) => {
      const count = found.due.length - runsOf(context, found).length
      return count === 0
        ? undefined
        : { type: 'schedule.missed', schedule: context.name, count, more: found.more, policy: context.missed }
    }),
    take: assign(({ context }, found: Look) => {
      const ran = runsOf(context, found).length
      return {
        now: found.now,
        next: found.next,
        // a clock that goes back finds nothing due until it is past what was dealt with
        after: Math.max(context.after ?? found.now, found.due.at(-1) ?? 0),
        runs: context.runs + ran,
        missedRuns: context.missedRuns + found.due.length - ran,
      }
    }),
    tellRevoked: emit(({ context, event }: Args) => ({ type: 'schedule.ended', schedule: context.name, by: event.by })),
    tellOver: emit(({ context }: Args) => ({ type: 'schedule.ended', schedule: context.name, by: '' })),
  },
  delays: {
    // the process's time goes on steadily when a clock is set: who goes by the wall clock looks at it now and then
    wait: ({ context }) => Math.min(scheduleLimits.lookMs, Math.max(0, (context.next ?? 0) - context.now)),
    askAgain: scheduleLimits.askAgainMs,
  },
}).createMachine({
  id: 'schedule',
  description: 'Does something at the times of a cron expression.',
  context: ({ input }) => ({ ...input, after: null, next: null, now: 0, runs: 0, missedRuns: 0 }),
  entry: 'tellMade',
  initial: 'looking',
  on: { 'schedule.end': { target: '.ended', actions: 'tellRevoked' } },
  states: {
    looking: {
      description: 'Looks at the wall clock, and which times have come since the last one.',
      invoke: {
        id: 'schedule.look',
        src: 'schedule.look',
        input: ({ context }) => ({ cron: context.cron, after: context.after, max: scheduleLimits.missedMax }),
        onDone: [
          {
            guard: { type: 'isOver', params: ({ event }) => event.output },
            target: 'ended',
            actions: [...whatIsDue(), 'tellOver'],
          },
          { target: 'waiting', actions: whatIsDue() },
        ],
        onError: 'confused',
      },
    },
    waiting: {
      description: 'Until the next time, and a minute at most.',
      after: { wait: 'looking' },
    },
    confused: {
      description: 'The expression could not be read just now; looks again.',
      after: { askAgain: 'looking' },
    },
    ended: { description: 'It runs nothing any more.', type: 'final' },
  },
})

// the order matters: what is run is told before the times are dealt with
function whatIsDue() {
  const names = ['run', 'tellRun', 'tellMissed', 'take'] as const
  return names.map((type) => ({ type, params: ({ event }: { event: { output: Look } }) => event.output }))
}
