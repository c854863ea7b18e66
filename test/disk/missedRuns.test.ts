// Schedules on a real folder, through restarts and clocks that are set: what becomes of the times that nobody was there for.
import { afterEach, describe, expect, test } from 'vitest'
import { setup } from 'xstate'
import { scheduleBot, scheduleEffects } from '#actors/schedule.ts'
import type { World } from '#actors/world.ts'
import { scheduleLimits } from '#machines/limits.ts'
import type { ScheduleInput } from '#machines/schedule.ts'
import { waitUntil } from '#runtime/fixtures.ts'
import { closeAll, newFolder, openHost } from '#runtime/hostFixtures.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import { ended, handClock, type HandClock } from './handClock.ts'

let last: Instance | undefined
afterEach(async () => {
  // a host whose time stands still does not end
  await last?.stop()
  await closeAll()
})

const minuteMs = 60_000
/** A minute has just begun. */
const startMs = Date.UTC(2026, 4, 1, 10, 0, 1)
const account = `account:31337-0x${'ab'.repeat(20)}` as const
const policies = ['skip', 'once', 'catch-up'] as const

/** Whoever is told; what an executor makes of it is its own test's. */
const toldBot = { role: 'executor', version: 1, machine: setup({}).createMachine({ initial: 'told', states: { told: {} } }) }

/** An instance that is stopped and started again on its folder. */
class Instance {
  readonly hand: HandClock = handClock(startMs)
  readonly #directory = newFolder()
  #host: LocalHost | undefined
  /** What the wall clock is ahead of the host's time, ms. */
  #off = 0
  #stoppedAt = 0

  get host(): LocalHost {
    if (this.#host === undefined) throw new Error('it was not started')
    return this.#host
  }

  async start(): Promise<void> {
    // a host goes on from its last record when the clock was set back
    this.#off = Math.min(0, this.hand.clock.now() - this.#stoppedAt)
    const { clock } = this.hand
    const look = scheduleEffects({ now: () => Math.floor(clock.now() / 1_000) } as World) // all that a look asks
    this.#host = await openHost(this.#directory, { clock, bots: [scheduleBot, toldBot], effects: look })
  }

  async stop(): Promise<void> {
    await ended(this.host, this.hand)
    this.#stoppedAt = this.#hostNow()
  }

  /** Time passes while nothing runs, or somebody sets the clock then: to the next process it is the same. */
  away(ms: number): void {
    this.hand.set(ms)
  }

  /** Somebody sets the clock of the running instance; its waits go on steadily. */
  set(ms: number): void {
    this.hand.set(ms)
    this.#off += ms
  }

  #hostNow(): number {
    return this.hand.clock.now() - this.#off
  }

  /** Time passes minute by minute, and each schedule has looked as often as it wanted. */
  async pass(minutes: number): Promise<void> {
    for (let part = 0; part < minutes * 6; part += 1) {
      this.hand.pass(minuteMs / 6)
      await this.looked()
    }
  }

  /** Everyone has looked, and waits. */
  async looked(): Promise<void> {
    await waitUntil(() => {
      this.hand.pass(1)
      const now = new Date(this.#hostNow()).toISOString()
      return this.host
        .list('schedule')
        .every(({ value, timers: [wait] }) => value === 'waiting' && wait !== undefined && wait.dueAt > now)
    })
  }

  /** Makes one of each policy, for each minute. */
  async schedules(): Promise<void> {
    await this.host.spawn('executor', 'main', {})
    for (const missed of policies) {
      const input: ScheduleInput = {
        name: missed,
        what: 'execute-intents',
        fundId: 'main',
        account,
        cron: '* * * * *',
        missed,
        by: 'operator',
      }
      await this.host.spawn('schedule', missed, input)
    }
    await this.looked()
  }

  /** Times that were run, as HH:MM, of each policy, and what was missed. */
  async history(): Promise<Record<string, { readonly ran: readonly string[]; readonly missed: number }>> {
    const ran: Record<string, string[]> = {}
    const swept: string[] = []
    for await (const { facts, messages } of this.host.turns({ after: 0 })) {
      for (const { type, data } of facts)
        if (type === 'schedule.ran') (ran[String(data['schedule'])] ??= []).push(String(data['due']).slice(11, 16))
      swept.push(...messages.flatMap(({ event }) => (event.type === 'executor.sweep' ? [String(event['by'])] : [])))
    }
    // what is said to have run was told to who does it, as often
    const untold = policies.filter(
      (missed) => swept.filter((by) => by === `schedule:${missed}`).length !== (ran[missed]?.length ?? 0),
    )
    if (untold.length > 0) throw new Error(`what is said to have run was not told as often: ${untold.join(' ')}`)
    return Object.fromEntries(
      policies.map((missed) => {
        const { context } = this.host.view(`schedule:${missed}`) ?? {}
        return [missed, { ran: ran[missed] ?? [], missed: (context as { missedRuns: number }).missedRuns }]
      }),
    )
  }
}

async function started(): Promise<Instance> {
  const instance = new Instance()
  last = instance
  await instance.start()
  await instance.schedules()
  return instance
}

/** A time that stands there twice was run twice. */
const twice = (ran: readonly string[]): readonly string[] => ran.filter((time, index) => ran.indexOf(time) !== index)

describe('an instance that was down', () => {
  test('for seven minutes and a half: skip runs what is on time, once runs one for all, catch-up each', async () => {
    const instance = await started()
    await instance.pass(2)
    await instance.stop()
    // 10:02 was the last; it comes back at 10:09:31 and more
    instance.away(7 * minuteMs + 30_000)
    await instance.start()
    await instance.looked()
    expect(await instance.history()).toEqual({
      skip: { ran: ['10:01', '10:02', '10:09'], missed: 6 },
      once: { ran: ['10:01', '10:02', '10:09'], missed: 6 },
      'catch-up': { ran: ['10:01', '10:02', '10:03', '10:04', '10:05', '10:06', '10:07', '10:08', '10:09'], missed: 0 },
    })
    await instance.pass(1)
    for (const { ran } of Object.values(await instance.history())) expect(ran.at(-1)).toBe('10:10')
  })

  test('for nine minutes and a half, whose newest time is on time again: nothing is run a second time at the next start', async () => {
    const instance = await started()
    await instance.stop()
    instance.away(9 * minuteMs + 30_000)
    await instance.start()
    await instance.looked()
    const before = await instance.history()
    for (let starts = 0; starts < 3; starts += 1) {
      await instance.stop()
      await instance.start()
      await instance.looked()
    }
    expect(await instance.history()).toEqual(before)
  })

  test('for three hours: no more are caught up than the bound, the newest, and the others are told as missed', async () => {
    const instance = await started()
    await instance.stop()
    instance.away(180 * minuteMs)
    await instance.start()
    await instance.looked()
    const { 'catch-up': each, once } = await instance.history()
    expect([each?.ran.length, each?.ran.at(-1), twice(each?.ran ?? [])]).toEqual([scheduleLimits.missedMax, '13:00', []])
    expect(once).toEqual({ ran: ['13:00'], missed: scheduleLimits.missedMax - 1 })
  })

  test('while its clock was set back an hour: nothing is run a second time, and it goes on when the clock is there again', async () => {
    const instance = await started()
    await instance.pass(5)
    const before = await instance.history()
    await instance.stop()
    instance.away(-60 * minuteMs)
    await instance.start()
    await instance.looked()
    // 9:05 to 10:05: these times were dealt with
    await instance.pass(60)
    expect(await instance.history()).toEqual(before)
    await instance.pass(2)
    for (const { ran } of Object.values(await instance.history())) expect([ran.at(-1), twice(ran)]).toEqual(['10:07', []])
  })
})

describe('a clock that is set while the instance runs', () => {
  test('forward by an hour is noticed within a minute; what it jumped over was missed', async () => {
    const instance = await started()
    await instance.pass(1)
    instance.set(60 * minuteMs)
    await instance.pass(1)
    const { skip, once, 'catch-up': each } = await instance.history()
    expect([skip, once]).toEqual([
      { ran: ['10:01', '11:02'], missed: 60 },
      { ran: ['10:01', '11:02'], missed: 60 },
    ])
    expect([each?.ran.length, each?.missed, twice(each?.ran ?? [])]).toEqual([62, 0, []])
  })

  test('back by half an hour, and forward again: no time is run twice, and none is lost', async () => {
    const instance = await started()
    await instance.pass(2)
    instance.set(-30 * minuteMs)
    await instance.pass(3)
    instance.set(30 * minuteMs)
    await instance.pass(2)
    const all = await instance.history()
    expect(all['catch-up']).toEqual({
      ran: ['10:01', '10:02', '10:03', '10:04', '10:05', '10:06', '10:07'],
      missed: 0,
    })
    for (const { ran } of Object.values(all)) expect([ran.at(-1), twice(ran)]).toEqual(['10:07', []])
  })
})
