// Which kill comes when: every named point once in a shuffled order, with random moments between them, the same for the
// same seed. What was planned and not met in time is planned again.
import { daemonPoints, type NamedPoint } from './killPoints.ts'

/** One kill to come. */
export type PlannedKill =
  | { readonly kind: 'point'; readonly point: NamedPoint; readonly pass: number; readonly chain: ChainFate }
  | { readonly kind: 'random'; readonly stage: Stage; readonly afterMs: number; readonly chain: ChainFate }
/** What happens to Anvil: it lives on, or it is killed as well, after it wrote its state down. */
export type ChainFate = 'lives' | 'killed'

/** What a trade goes through; `any` is a moment between trades as well. */
export const stages = ['intent.proposed', 'intent.approved', 'intent.dryRun', 'account.sent', 'any'] as const
export type Stage = (typeof stages)[number]

/** One kill in so many takes the chain with it. */
const chainKillEvery = 12
/** After a stage; a whole trade takes a quarter of a second. */
const afterStageMs = 40
const afterAnyMs = 1_000

/** The kills of a whole run. @param seed any whole number; the same one gives the same plan */
export function planKills(runs: number, seed: number, only?: string): readonly PlannedKill[] {
  const random = numbersFrom(seed)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item // never empty
  const points = daemonPoints.filter(({ point }) => only === undefined || point === only)
  const chainFate = (nr: number): ChainFate => (nr % chainKillEvery === chainKillEvery - 1 ? 'killed' : 'lives')
  const atPoint = (point: NamedPoint, nr: number): PlannedKill => ({
    kind: 'point',
    point,
    pass: 1 + Math.floor(random() * (point.passes ?? 1)),
    chain: chainFate(nr),
  })
  const order: NamedPoint[] = []
  return Array.from({ length: runs }, (_, nr): PlannedKill => {
    // a third of all moments is chance, as long as there is room for each point
    const chance = only === undefined && nr % 3 === 2 && runs >= points.length * 1.5
    if (chance) {
      const stage = pick(stages)
      return {
        kind: 'random',
        stage,
        afterMs: Math.floor(random() * (stage === 'any' ? afterAnyMs : afterStageMs)),
        chain: chainFate(nr),
      }
    }
    if (order.length === 0) order.push(...shuffled(points, random))
    return atPoint(order.pop() as NamedPoint, nr) // just filled
  })
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item)
}

/** Mulberry32: from 0 to below 1. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
