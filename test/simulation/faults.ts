// What goes wrong in a life, as data: a schedule is made from the seed, can be printed, typed again and made smaller.
import type { DiskFault } from '#runtime/simulatedDisk.ts'
import { SimulatedRandom } from '#runtime/simulatedRandom.ts'
import { fairWeather, type Weather } from './network.ts'

/** One fault, before the step of that number. */
export type Fault = { readonly step: number } & (
  | { readonly kind: 'kill' | 'powerCut' | 'stop' | 'dropPool' }
  /** After so many operations that go well, the disk fails like this. */
  | { readonly kind: 'disk'; readonly fault: DiskFault; readonly operations: number }
  | { readonly kind: 'fullDisk'; readonly steps: number }
  | { readonly kind: 'slowDisk'; readonly ms: number; readonly steps: number }
  | { readonly kind: 'reorg'; readonly depth: number }
  | { readonly kind: 'fees'; readonly factor: number; readonly steps: number }
  /** Somebody else uses the key of the n-th account. */
  | { readonly kind: 'foreignNonce'; readonly account: number }
  | { readonly kind: 'weather'; readonly weather: Weather; readonly steps: number }
  | { readonly kind: 'clockJump'; readonly ms: number }
)

const hourMs = 3_600_000
const diskFaults: readonly DiskFault[] = [
  'dieBefore',
  'dieWithin',
  'dieWithin',
  'dieAfter',
  'shortWrite',
  'writeError',
  'syncError',
]
type Made = (random: SimulatedRandom, step: number) => Fault

/** Each kind with its weight. */
const makers: readonly (readonly [number, Made])[] = [
  [4, (_, step) => ({ step, kind: 'kill' })],
  [3, (_, step) => ({ step, kind: 'powerCut' })],
  [1, (_, step) => ({ step, kind: 'stop' })],
  [6, (random, step) => ({ step, kind: 'disk', fault: random.pick(diskFaults), operations: random.int(8) })],
  [1, (random, step) => ({ step, kind: 'fullDisk', steps: random.between(10, 60) })],
  [1, (random, step) => ({ step, kind: 'slowDisk', ms: random.between(2, 400), steps: random.between(20, 120) })],
  [5, (random, step) => ({ step, kind: 'reorg', depth: random.between(1, 8) })],
  [1, (_, step) => ({ step, kind: 'dropPool' })],
  [2, (random, step) => ({ step, kind: 'fees', factor: random.pick([3, 5, 20]), steps: random.between(40, 200) })],
  [2, (random, step) => ({ step, kind: 'foreignNonce', account: random.int(3) })],
  [4, (random, step) => ({ step, kind: 'weather', weather: badWeather(random), steps: random.between(20, 150) })],
  [1, (random, step) => ({ step, kind: 'clockJump', ms: random.pick([-hourMs, -6_000, 6_000, hourMs]) })],
]

/** Least steps for each fault: a trade needs some hundred, and most lives should get that far. */
const stepsPerFault = 75
/** In some lives nothing is left in peace, not even a recovery. */
const wildStepsPerFault = 12

/** The faults of a seed, in the order of their steps; none in some lives. */
export function faultsOf(seed: number, steps: number): readonly Fault[] {
  const random = new SimulatedRandom(seed, 'faults')
  const mood = random.int(20)
  if (mood === 0) return []
  const count = random.between(1, Math.max(2, Math.floor(steps / (mood < 4 ? wildStepsPerFault : stepsPerFault))))
  const at = Array.from({ length: count }, () => random.between(1, steps)).toSorted((one, other) => one - other)
  const whole = makers.reduce((sum, [weight]) => sum + weight, 0)
  return at.map((step) => {
    let drawn = random.int(whole)
    const [, make] = makers.find(([weight]) => (drawn -= weight) < 0) as (typeof makers)[number] // the weights add up
    return make(random, step)
  })
}

function badWeather(random: SimulatedRandom): Weather {
  const some = (most: number): number => (random.chance(0.5) ? random.int(most) / 100 : 0)
  return {
    ...fairWeather,
    failing: some(60),
    lost: some(40),
    late: some(60),
    doubled: some(50),
    staleBlocks: random.chance(0.4) ? random.between(1, 4) : 0,
  }
}
