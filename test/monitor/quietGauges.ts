// Gauges of a swarm that nobody watches: there are no rules, and no chain is asked.
import type { Gauges } from '#actors/world.ts'

/** @param change what a test watches after all */
export function quietGauges(change: Partial<Gauges> = {}): Gauges {
  return {
    plan: () => ({ everyS: 3_600, watchMs: 1_000, escalateS: 600, healthyS: 300, rules: [] }),
    head: () => Promise.resolve({ block: 1, time: Math.floor(Date.now() / 1_000) }),
    lossBucket: () => Promise.resolve({ level: '0', limit: '0' }),
    isPaused: () => Promise.resolve(false),
    balanceGwei: () => Promise.resolve(1_000_000_000),
    nonceDrift: () => Promise.resolve(0),
    lastTradeBetween: () => Promise.resolve(null),
    signs: () => Promise.resolve({ openTrades: [], lostRounds: 0, lostBy: '', silence: () => 0 }),
    quarantined: () => [],
    rest: (_ms, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('left')))),
    ...change,
  }
}
