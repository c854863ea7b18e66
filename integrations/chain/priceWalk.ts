// Where development prices go: a pure, seeded sequence of target prices. It knows markets' habits (calm, trend, fall,
// spike) and nothing of any strategy. The same seed gives the same prices on every machine: integers only.

/** Steps of one habit, so that an entry and a slow exit both fit into a few of them. */
const stepsMin = 8
const stepsMax = 24
/** A parts-per-million whole. */
const whole = 1_000_000
/** How far from its start a price may drift before calm pulls and trends turn: the pool's liquidity bounds it too. */
const driftMaxPpm = 250_000

/** What the market is doing. */
export type Regime = 'calm' | 'rising' | 'falling' | 'spike'

interface Habit {
  /** Drift per step in ppm, for the first part of the regime and for the rest. */
  readonly driftPpm: readonly [first: number, rest: number]
  /** Largest random move per step, either way, in ppm. */
  readonly noisePpm: number
  /** Share of the distance to the start price that is taken back per step, in ppm. */
  readonly pullPpm: number
}

// a step of 0.3 % for 8 to 24 steps crosses what strategies usually call a profit or a loss; a spike rises and falls back
const habits: Readonly<Record<Regime, Habit>> = {
  calm: { driftPpm: [0, 0], noisePpm: 1_200, pullPpm: 40_000 },
  rising: { driftPpm: [3_500, 3_500], noisePpm: 2_000, pullPpm: 0 },
  falling: { driftPpm: [-3_500, -3_500], noisePpm: 2_000, pullPpm: 0 },
  spike: { driftPpm: [5_000, -5_500], noisePpm: 1_500, pullPpm: 0 },
}
const regimes: readonly Regime[] = ['calm', 'rising', 'falling', 'spike']

/** One step of the walk: the price to reach, quote per whole base with 18 decimals. */
export interface WalkStep {
  readonly step: number
  readonly regime: Regime
  readonly priceWad: bigint
}

/** Which walk: equal options give equal steps. `salt` tells pools of one seed apart. */
export interface WalkOptions {
  readonly seed: number
  readonly salt?: string
  readonly startWad: bigint
}

/** The endless walk, from step 1. Take as many steps as needed; a walk that was left is continued by skipping. */
export function* priceWalk(options: WalkOptions): Generator<WalkStep, never> {
  const random = mulberry32(mixSeed(options.seed, options.salt ?? ''))
  let priceWad = options.startWad
  let step = 0
  let before: Regime | undefined
  for (;;) {
    const regime = nextRegime(random, before, driftOf(priceWad, options.startWad))
    before = regime
    const length = stepsMin + Math.floor(random() * (stepsMax - stepsMin + 1))
    for (let index = 0; index < length; index++) {
      priceWad = move(priceWad, options.startWad, movePpm(habits[regime], index < length / 2, random))
      yield { step: ++step, regime, priceWad }
    }
  }
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, uniform in [0, 1). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** FNV-1a over seed and salt: neighbouring seeds give unrelated walks. */
function mixSeed(seed: number, salt: string): number {
  let hash = 0x811c9dc5
  for (const char of `${seed}/${salt}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash
}

/** Another regime than before; far from its start the price turns round. */
function nextRegime(random: () => number, before: Regime | undefined, driftPpm: number): Regime {
  if (driftPpm > driftMaxPpm) return 'falling'
  if (driftPpm < -driftMaxPpm) return 'rising'
  const others = regimes.filter((regime) => regime !== before)
  return others[Math.floor(random() * others.length)] ?? 'calm'
}

function movePpm(habit: Habit, first: boolean, random: () => number): { readonly driftPpm: number; readonly pullPpm: number } {
  const noise = Math.round((random() * 2 - 1) * habit.noisePpm)
  return { driftPpm: habit.driftPpm[first ? 0 : 1] + noise, pullPpm: habit.pullPpm }
}

function move(priceWad: bigint, startWad: bigint, by: { readonly driftPpm: number; readonly pullPpm: number }): bigint {
  const pulled = priceWad + ((startWad - priceWad) * BigInt(by.pullPpm)) / BigInt(whole)
  return pulled + (pulled * BigInt(by.driftPpm)) / BigInt(whole)
}

const driftOf = (priceWad: bigint, startWad: bigint): number => Number(((priceWad - startWad) * BigInt(whole)) / startWad)
