// How often a bot has its turn before the others have theirs.
import { limits } from './limits.ts'

/**
 * Turns of one pass for a bot with so many events in its mailbox: one, as for everybody; of a crowded one half of them. What
 * comes in while the others have their turns is then at most as much as what is taken, however many tell it.
 */
export function turnsInPass(queued: number): number {
  return queued > limits.crowdedMailbox ? Math.min(Math.ceil(queued / 2), limits.turnsOfCrowdedMax) : 1
}
