// Runs the effects that durable records ask for: bounded per port, journaled before each attempt, retried as declared,
// told when nobody waits for them any more. What they come to goes back as a mailbox item.
import { QuorateError } from '#protocol/errors.ts'
import type { EffectFailure } from './authoring.ts'
import type { Core } from './core.ts'
import { isSuspect, type DeathCount } from './effectDeaths.ts'
import { failed, notStarted, outcomeUnknown, succeeded } from './effectResult.ts'
import type { EffectBinding } from './host.ts'
import { asJson } from './jsonValue.ts'
import { killPoint } from './killPoint.ts'
import { limits } from './limits.ts'
import type { EffectResult } from './mailbox.ts'
import type { PendingEffect } from './records.ts'
import { forNobody } from './requestScope.ts'
import { Suspects } from './suspects.ts'
import type { Entry } from './entry.ts'

interface Job {
  readonly entry: Entry
  readonly effect: PendingEffect
  readonly controller: AbortController
  phase: 'waiting' | 'journaling' | 'running' | 'resting'
  attempt: number
  /** What earlier processes left, until it has lived long. */
  count: DeathCount
  alone: boolean
  failure: EffectFailure | undefined
  cancelRest: (() => void) | undefined
}
interface Lane {
  active: number
  readonly waiting: Job[]
}

/** A prime, so that every place in line comes first in turn. */
const rotation = 7

/** The effects of a host that are not finished. */
export class EffectRunner {
  readonly #core: Core
  readonly #bindings: ReadonlyMap<string, EffectBinding>
  readonly #jobs = new Map<string, Job>()
  readonly #lanes = new Map<string, Lane>()
  readonly #suspects: Suspects<Job>
  #closing = false

  constructor(core: Core, bindings: readonly EffectBinding[]) {
    this.#core = core
    this.#bindings = new Map(bindings.map((binding) => [binding.port, binding]))
    this.#suspects = new Suspects({
      start: (job) => {
        job.alone = true
        // A row of kills from outside, each soon after a start, must not find the same one at work each time.
        const wait = Math.max(0, job.count.deaths) * limits.suspectRestMs
        if (wait === 0) this.#enter(job)
        else this.#rest(job, wait, () => this.#enter(job))
      },
      soon: (callback) => core.clock.soon(callback),
      blame: ({ count }) => count.deaths,
      // Each process begins with another one: who kills processes from outside hits no effect again and again.
      first: (count) => (core.store.incarnation * rotation) % count,
    })
  }

  /** Effects whose attempt is under way. */
  get running(): number {
    return [...this.#jobs.values()].filter((job) => job.phase === 'running').length
  }

  /** Those under way, and those that are not. */
  get counts(): { readonly running: number; readonly waiting: number } {
    const { running } = this
    return { running, waiting: this.#jobs.size - running }
  }

  /** Is this effect being taken care of? */
  has(effectId: string): boolean {
    return this.#jobs.has(effectId)
  }

  /** Takes on an effect whose record is durable. @param count the deaths of earlier processes in it */
  start(entry: Entry, effect: PendingEffect, count: DeathCount = { deaths: effect.deaths, crowded: 0 }): void {
    const job: Job = {
      entry,
      effect,
      controller: new AbortController(),
      phase: 'waiting',
      attempt: effect.attempt,
      count,
      alone: false,
      failure: undefined,
      cancelRest: undefined,
    }
    this.#jobs.set(effect.id, job)
    const wait = (effect.retryAt ?? 0) - this.#core.clock.now()
    if (effect.retryAt !== undefined && !effect.running && wait > 0) this.#rest(job, wait)
    else this.#queue(job)
  }

  /** The states that asked for these were left: says so to those that run, and forgets those that never did. */
  leave(effects: readonly PendingEffect[]): void {
    for (const effect of effects) {
      const job = this.#jobs.get(effect.id)
      if (job === undefined) continue
      job.controller.abort(new Error(`${effect.port}: its state was left`))
      if (job.phase === 'running' || job.phase === 'journaling') continue
      job.cancelRest?.()
      const lane = this.#lane(effect.port)
      const at = lane.waiting.indexOf(job)
      if (at !== -1) lane.waiting.splice(at, 1)
      this.#jobs.delete(effect.id)
      this.#suspects.cleared(job)
      if (job.failure !== undefined) this.#deliver(job, { ok: false, error: job.failure })
      // Cut off by the death of an earlier process, and now nobody will try it again: an act may have happened.
      else if (job.attempt > 0) this.#deliver(job, outcomeUnknown(effect.port))
    }
  }

  /** Starts nothing more and tells all that run to end; failures from here on are not results but the shutdown. */
  close(): void {
    this.#closing = true
    for (const job of this.#jobs.values()) {
      job.cancelRest?.()
      job.controller.abort(new QuorateError('SHUTTING_DOWN'))
    }
  }

  #lane(port: string): Lane {
    let lane = this.#lanes.get(port)
    if (lane === undefined) {
      lane = { active: 0, waiting: [] }
      this.#lanes.set(port, lane)
    }
    return lane
  }

  #queue(job: Job): void {
    if (isSuspect(job.count)) this.#suspects.add(job)
    else this.#enter(job)
  }

  #enter(job: Job): void {
    this.#lane(job.effect.port).waiting.push(job)
    this.#pump(job.effect.port)
  }

  #rest(job: Job, ms: number, then = (): void => this.#queue(job)): void {
    job.phase = 'resting'
    job.cancelRest = this.#core.clock.after(ms, () => {
      job.phase = 'waiting'
      then()
    })
  }

  #pump(port: string): void {
    const lane = this.#lane(port)
    const width = this.#bindings.get(port)?.concurrency ?? limits.effectConcurrency
    while (!this.#closing && lane.active < width) {
      const job = lane.waiting.shift()
      if (job === undefined) return
      lane.active += 1
      this.#journal(job)
    }
  }

  /** The attempt is on disk before it begins: a process that dies in it is counted. */
  #journal(job: Job): void {
    job.phase = 'journaling'
    job.attempt += 1
    const { entry, effect, attempt, alone } = job
    const { deaths, crowded } = job.count
    const said = { ...(crowded > 0 ? { crowded } : {}), ...(alone ? { alone } : {}) }
    this.#core.append({ kind: 'attempt', actor: entry.address, effect: effect.id, attempt, deaths, ...said }, () =>
      this.#run(job),
    )
    this.#core.flushSoon()
  }

  #run(job: Job): void {
    // the next start begins it; what is not begun is not waited for
    if (this.#closing) return
    job.phase = 'running'
    const { effect, controller, attempt } = job
    const binding = this.#bindings.get(effect.port)
    if (controller.signal.aborted) return this.#ended(job, notStarted(effect.port))
    if (binding === undefined)
      return this.#ended(
        job,
        failed(new QuorateError('EFFECT_UNBOUND', { port: effect.port, role: job.entry.role }), effect.port),
      )
    const timeoutMs = binding.timeoutMs ?? limits.effectTimeoutMs
    let open = true
    const end = (result: EffectResult): void => {
      if (!open) return
      open = false
      killPoint('effect.run.after')
      killPoint('after', effect.port)
      stopWaiting()
      stopSurvival()
      this.#ended(job, result)
    }
    const stopWaiting = this.#core.clock.after(timeoutMs, () => {
      const timeout = new QuorateError('EFFECT_TIMEOUT', { port: effect.port, timeoutMs })
      controller.abort(timeout)
      end(failed(timeout, effect.port))
    })
    const stopSurvival = this.#core.clock.after(limits.effectSurvivalMs, () => this.#survived(job))
    const context = { effectId: effect.id, actor: job.entry.address, attempt, signal: controller.signal }
    // A copy, so that an effect cannot reach into the machine's context; its type is the port's.
    killPoint('effect.run.before')
    killPoint('before', effect.port)
    const run = async (): Promise<unknown> => binding.run(asJson(effect.input) as never, context)
    forNobody(run).then(
      (output) => end(succeeded(output, effect.port)),
      (error: unknown) => end(failed(error, effect.port)),
    )
  }

  /** It has lived long enough that a later death is not its doing; -1 makes the next count begin at zero. */
  #survived(job: Job): void {
    if (this.#closing) return
    const { entry, effect, attempt } = job
    job.count = { deaths: -1, crowded: 0 }
    // Only once that is on disk may the next one be tried.
    this.#core.append({ kind: 'attempt', actor: entry.address, effect: effect.id, attempt, deaths: -1 }, () =>
      this.#suspects.cleared(job),
    )
    this.#core.flushSoon()
  }

  #ended(job: Job, result: EffectResult): void {
    const { effect, entry, attempt } = job
    const lane = this.#lane(effect.port)
    lane.active -= 1
    this.#suspects.cleared(job)
    // What fails because we stop is tried again by the next start.
    if (this.#closing && !result.ok) {
      this.#jobs.delete(effect.id)
      return
    }
    const retry = this.#bindings.get(effect.port)?.retry
    const { deaths, crowded } = job.count
    const tried = attempt - Math.max(0, deaths) - crowded
    if (!result.ok && result.error.retryable && retry !== undefined && tried < retry.attempts && !this.#given(job)) {
      job.failure = result.error
      const wait = Math.min(retry.maxDelayMs, retry.firstDelayMs * 2 ** (tried - 1))
      this.#core.append({
        kind: 'attemptFailed',
        actor: entry.address,
        effect: effect.id,
        attempt,
        failure: result.error,
        retryAt: this.#core.nowMs() + wait,
      })
      this.#core.flushSoon()
      this.#again(job, wait)
    } else {
      this.#jobs.delete(effect.id)
      this.#deliver(job, result)
    }
    this.#pump(effect.port)
  }

  /** Was it given up by its bot (not merely timed out)? */
  #given(job: Job): boolean {
    return job.entry.book.effects[job.effect.name]?.id !== job.effect.id
  }

  /** A new attempt gets a signal of its own: the old one may have been aborted by the time limit. */
  #again(job: Job, wait: number): void {
    const next: Job = { ...job, controller: new AbortController() }
    this.#jobs.set(job.effect.id, next)
    this.#rest(next, wait)
  }

  #deliver(job: Job, result: EffectResult): void {
    const { id, name } = job.effect
    this.#core.enqueue(job.entry, { kind: 'effect', id, name, attempt: job.attempt, result })
  }
}
