// The hands of one fault: it waits for a step of a trade, and does something to the chain or to the line.
import { setTimeout as delay } from 'node:timers/promises'
import { keccak256, type Hex } from 'viem'
import type { ReadFact } from '#chat/commands/journalReading.ts'
import type { SendVerdict } from './faultProxy.ts'
import type { SentStep, SentTransaction } from './sentTransaction.ts'
import type { SwarmLife } from './swarmLife.ts'

/** A trade a second is usual; a swarm that does not trade for so long has not got over the last fault. */
const tradeWithinMs = 120_000
const lookEveryMs = 25

/** What a fault did. */
export interface Struck {
  readonly intentHash: string
  /** Did it really happen: was the transaction in the blocks that were taken, were the bytes swallowed? */
  readonly isHit: boolean
  /** For the report. */
  readonly note: string
}

export interface Strike {
  readonly life: SwarmLife
  /** 1 and up; chooses among a fault's variants. */
  readonly nr: number
  /** Transactions that were taken off the chain, for the judge. */
  readonly removed: Set<string>
  /** The next bytes of a step that no node has seen; `judge` decides before they reach it. */
  nextSend(step: SentStep, judge?: (sent: SentTransaction) => SendVerdict | Promise<SendVerdict>): Promise<SentTransaction>
  /** A fact of this life that fits, told already or awaited. @throws when none comes in time */
  fact(fits: (fact: ReadFact) => boolean, what: string, withinMs?: number): Promise<ReadFact>
  /** Takes the newest blocks off the chain, once the bytes are so many blocks deep; were they in them? */
  reorg(
    of: SentTransaction,
    how: { readonly buried: number; readonly depth: number },
  ): Promise<{ readonly took: boolean; readonly lost: readonly Hex[] }>
}

export function makeStrike(life: SwarmLife, nr: number, removed: Set<string>): Strike {
  const seen = new Set<string>()
  return {
    life,
    nr,
    removed,
    nextSend: (step, judge = () => 'forward') =>
      new Promise((resolve, reject) => {
        const giveUp = (why: string): void => {
          life.proxy.judgeSend = null
          reject(new Error(why))
        }
        const patience = setTimeout(() => giveUp(`no ${step} was sent within ${tradeWithinMs} ms`), tradeWithinMs)
        const over = (): void => {
          clearTimeout(patience)
          giveUp('the daemon ended')
        }
        life.over.addEventListener('abort', over, { once: true })
        life.proxy.judgeSend = async (sent) => {
          if (sent.step !== step || seen.has(sent.intentHash ?? sent.hash)) return 'forward'
          seen.add(sent.intentHash ?? sent.hash)
          life.proxy.judgeSend = null
          clearTimeout(patience)
          life.over.removeEventListener('abort', over)
          try {
            const verdict = await judge(sent)
            resolve(sent)
            return verdict
          } catch (failure) {
            reject(failure instanceof Error ? failure : new Error(String(failure)))
            return 'forward'
          }
        }
      }),
    async fact(fits, what, withinMs = tradeWithinMs) {
      for (const end = performance.now() + withinMs; performance.now() < end; await delay(lookEveryMs)) {
        life.alive()
        const found = life.facts.findLast(fits)
        if (found !== undefined) return found
      }
      throw new Error(`no ${what} within ${withinMs} ms`)
    },
    async reorg(of, how) {
      const lost = await life.chain.reorg({ hash: of.hash, ...how })
      for (const hash of lost.map((raw) => keccak256(raw))) removed.add(hash)
      return { took: lost.includes(of.raw), lost }
    },
  }
}
