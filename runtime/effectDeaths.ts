// Which effect a dead process is held against. One that was under way alone is blamed; among several, each is only
// suspected, and suspects are then tried one at a time (suspects.ts), so that only repeated deaths in one lone effect
// take its bot out of service.
import { limits } from './limits.ts'
import type { PendingEffect } from './records.ts'

/** Deaths of the process in one effect. */
export interface DeathCount {
  /** While it was the only one that could have done it; -1 when it has lived long enough since. */
  readonly deaths: number
  /** While others were under way too. */
  readonly crowded: number
}

/** A person has decided that it was not its doing. */
export const acquitted: DeathCount = { deaths: -1, crowded: 0 }

/** Could this effect be why the process died? One that had lived for long could not. */
export function isYoung(effect: PendingEffect): boolean {
  return effect.running && effect.deaths !== -1
}

/** After the last process. @param company how many effects were young when it died */
export function deathsAfter(effect: PendingEffect, died: boolean, company: number): DeathCount {
  const { running, deaths, alone, crowded = 0 } = effect
  if (!running || !died) return { deaths, crowded }
  if (!isYoung(effect)) return { deaths: 0, crowded: 0 }
  return alone === true || company === 1 ? { deaths: deaths + 1, crowded } : { deaths, crowded: crowded + 1 }
}

/** Must it be tried alone? */
export function isSuspect({ deaths, crowded }: DeathCount): boolean {
  return deaths >= limits.effectDeathsMax - 1 || crowded >= limits.effectCrowdedMax
}
