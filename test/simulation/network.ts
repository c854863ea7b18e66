// What lies between a bot and everything else: calls take time, fail, come late, or their answers are lost after the deed.
import { QuorateError } from '#protocol/errors.ts'
import { SimulatedRandom } from '#runtime/simulatedRandom.ts'
import type { SimulatedProcess } from '#runtime/simulatedHost.ts'
import type { SimulatedTime } from '#runtime/simulatedTime.ts'

/** How bad it is; each a probability per call, apart from `staleBlocks`, the most that a node may be behind. */
export interface Weather {
  readonly failing: number
  readonly lost: number
  readonly late: number
  readonly doubled: number
  readonly staleBlocks: number
}
export const fairWeather: Weather = { failing: 0, lost: 0, late: 0, doubled: 0, staleBlocks: 0 }

/** A caller gives up on an answer after this. */
const patienceMs = 10_000

/** All links of the simulation. */
export class Network {
  weather: Weather = fairWeather
  /** Was a node ever behind? */
  wasBehind = false
  readonly #time: SimulatedTime
  readonly #random: SimulatedRandom

  constructor(seed: number, time: SimulatedTime) {
    this.#time = time
    this.#random = new SimulatedRandom(seed, 'network')
  }

  /** How many blocks the node that answers now is behind. */
  behind(): number {
    const { staleBlocks } = this.weather
    const behind = staleBlocks === 0 ? 0 : this.#random.int(staleBlocks + 1)
    this.wasBehind ||= behind > 0
    return behind
  }

  /** A question: asked when its answer sets out. @throws RPC_UNREACHABLE, and what `answer` throws */
  ask<Answer>(process: SimulatedProcess, answer: () => Answer): Promise<Answer> {
    const { failing, lost, late } = this.weather
    return new Promise((resolve, reject) => {
      if (this.#random.chance(failing)) return this.#reply(process, () => reject(unreachable('connection refused')))
      if (this.#random.chance(lost)) return this.#reply(process, () => reject(unreachable('no answer in time')), patienceMs)
      const settle = settled(answer, resolve, reject)
      if (!this.#random.chance(late)) return this.#reply(process, () => settle()())
      // the answer is of when it was given, not of when it arrives
      this.#time.after(this.#latency(), () => this.#reply(process, settle(), this.#random.between(500, 8_000)))
    })
  }

  /** A deed: done once it arrives, whatever becomes of who asked and of the answer. */
  act<Answer>(process: SimulatedProcess, deed: () => Answer): Promise<Answer> {
    const { failing, lost, late, doubled } = this.weather
    return new Promise((resolve, reject) => {
      if (this.#random.chance(failing)) return this.#reply(process, () => reject(unreachable('connection refused')))
      const arrives = this.#latency() + (this.#random.chance(late) ? this.#random.between(500, 8_000) : 0)
      const isLost = this.#random.chance(lost)
      this.#time.after(arrives, () => {
        const answer = settled(deed, resolve, reject)()
        if (isLost) this.#reply(process, () => reject(unreachable('the answer was lost')), patienceMs)
        else this.#reply(process, answer)
      })
      if (this.#random.chance(doubled)) this.#time.after(arrives + this.#random.between(1, 3_000), settled(deed, ignore, ignore))
    })
  }

  /** A deed that takes its own time, as an answer of another bot does. */
  async pass<Answer>(process: SimulatedProcess, deed: () => Promise<Answer>): Promise<Answer> {
    const { lost, doubled } = this.weather
    await this.act(process, () => undefined)
    const answer = await deed()
    if (this.#random.chance(doubled)) deed().then(ignore, ignore)
    if (!this.#random.chance(lost)) return answer
    return new Promise((_, reject) => this.#reply(process, () => reject(unreachable('the answer was lost')), patienceMs))
  }

  #reply(process: SimulatedProcess, deliver: () => void, afterMs = this.#latency()): void {
    this.#time.after(afterMs, deliver, () => process.isAlive())
  }

  #latency(): number {
    return this.#random.between(1, 40)
  }
}

const ignore = (): void => undefined
const unreachable = (problem: string): QuorateError => new QuorateError('RPC_UNREACHABLE', { url: 'simulated', problem })

/** Does it now; what it returns tells the caller of it. */
function settled<Answer>(
  answer: () => Answer,
  resolve: (value: Answer) => void,
  reject: (error: unknown) => void,
): () => () => void {
  return () => {
    try {
      const value = answer()
      return () => resolve(value)
    } catch (error) {
      return () => reject(error)
    }
  }
}
