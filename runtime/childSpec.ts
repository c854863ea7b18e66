// What a role says about its own failures and about its children's, with every default in one table. All of it is JSON.
// The words are those of Erlang's supervisor(3); what differs is said where it does.
import { limits } from './limits.ts'

/**
 * `permanent`: begins again whenever it ends by itself, failed or done. `transient`: only when it failed. `temporary`: never;
 * one that fails is stopped. A bot begins again only where its role is `restartable`, whatever this says: any other that
 * fails is quarantined.
 */
export type RestartKind = 'permanent' | 'transient' | 'temporary'

/** `one_for_one`: who failed begins again. `rest_for_one`: and so do the restartable siblings that were started after it. */
export type Strategy = 'one_for_one' | 'rest_for_one'

/** The wait before a restart: `firstDelayMs`, doubled for each one within the window up to `maxDelayMs`, less a jitter. */
export interface Backoff {
  readonly firstDelayMs: number
  readonly maxDelayMs: number
}

/** How many restarts a supervisor bears within a window; one more and it escalates. */
export interface Intensity {
  readonly restartsMax: number
  readonly withinMs: number
}

/** How a role is restarted. */
export interface ChildSpec {
  readonly restart: RestartKind
  readonly restartable: boolean
  readonly backoff: Backoff
}

/** How a role treats the bots that it starts. */
export interface SupervisionSpec {
  readonly strategy: Strategy
  readonly intensity: Intensity
}

/** What holds where a role says nothing. */
export const childSpecDefaults: ChildSpec & { readonly supervises: SupervisionSpec } = {
  restart: 'permanent',
  restartable: false,
  backoff: { firstDelayMs: limits.restartFirstDelayMs, maxDelayMs: limits.restartMaxDelayMs },
  supervises: {
    strategy: 'one_for_one',
    intensity: { restartsMax: limits.restartsMax, withinMs: limits.restartWindowMs },
  },
}

/** What a definition may say; the rest is the defaults'. */
export interface ChildSpecGiven {
  readonly restart?: RestartKind
  readonly restartable?: boolean
  readonly backoff?: Backoff
  readonly supervises?: { readonly strategy?: Strategy; readonly intensity?: Intensity }
}

/** A role's specification with the defaults filled in. */
export function childSpecOf(given: ChildSpecGiven): ChildSpec {
  const { restart, restartable, backoff } = childSpecDefaults
  return {
    restart: given.restart ?? restart,
    restartable: given.restartable ?? restartable,
    backoff: given.backoff ?? backoff,
  }
}

/** How a role supervises, with the defaults filled in; a bot that nobody started is under the defaults. */
export function supervisionOf(given: ChildSpecGiven | undefined): SupervisionSpec {
  const { strategy, intensity } = childSpecDefaults.supervises
  return { strategy: given?.supervises?.strategy ?? strategy, intensity: given?.supervises?.intensity ?? intensity }
}

/** What is wrong with a specification, or undefined. */
export function childSpecProblem(given: ChildSpecGiven): { readonly problem: string; readonly remedy: string } | undefined {
  const { restart, backoff } = childSpecOf(given)
  const { strategy, intensity } = supervisionOf(given)
  if (!['permanent', 'transient', 'temporary'].includes(restart))
    return { problem: `restart ${JSON.stringify(restart)}`, remedy: 'say permanent, transient or temporary' }
  if (!['one_for_one', 'rest_for_one'].includes(strategy))
    return { problem: `strategy ${JSON.stringify(strategy)}`, remedy: 'say one_for_one or rest_for_one' }
  const { firstDelayMs, maxDelayMs } = backoff
  if (!isCount(firstDelayMs, 1, maxDelayMs) || !isCount(maxDelayMs, 1, limits.restartDelayLimitMs))
    return {
      problem: `backoff from ${firstDelayMs} to ${maxDelayMs} ms`,
      remedy: `give whole milliseconds, the first not above the last, at most ${limits.restartDelayLimitMs}`,
    }
  const { restartsMax, withinMs } = intensity
  if (!isCount(restartsMax, 0, limits.restartsKept) || !isCount(withinMs, 1, limits.restartWindowLimitMs))
    return {
      problem: `intensity of ${restartsMax} restarts within ${withinMs} ms`,
      remedy: `give 0 to ${limits.restartsKept} restarts within 1 to ${limits.restartWindowLimitMs} ms`,
    }
  return undefined
}

/**
 * The wait before the `nth` restart within a window (from 1). The jitter takes off up to half of it, so that bots that fell
 * together do not rise together; `random` (0 to 1) comes from the journal, so that a replay and a simulation wait the same.
 */
export function restartDelayMs({ firstDelayMs, maxDelayMs }: Backoff, nth: number, random: number): number {
  const whole = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(nth - 1, 52))
  return Math.ceil(whole * (1 - random / 2))
}

function isCount(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
