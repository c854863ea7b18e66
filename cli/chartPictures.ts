// Pictures of bots for answers in messengers: the statechart with the states of a moment and the step that led there. They are
// drawn in a thread of their own, so that nothing else waits for them.
import type { CardPicture } from '#chat/cards/card.ts'
import type { PictureDesk } from '#chat/pictureDesk.ts'
import { activeStates, type StateValueLike } from '#charts/activeStates.ts'
import type { ChartPng } from '#charts/png.ts'
import type { PastDesk } from '#gateway/pastDesk.ts'
import type { RoleBook } from '#gateway/roleBook.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { PictureShown } from '#protocol/pictureShown.ts'
import type { Address } from '#runtime/authoring.ts'
import { AskedThread } from './askedThread.ts'
import type { ChartToDraw } from './drawnChart.ts'
import { pictureName, pictureSays } from './pictureWords.ts'

export interface ChartPicturesParts {
  readonly roles: Pick<RoleBook, 'chart'>
  readonly past: Pick<PastDesk, 'moment'>
  /** Tells who operates it what went wrong. */
  readonly note: (problem: string) => void
}

/** A picture that is asked for again, by others or after a rest of the messenger, is drawn once. Each is some 200 kB. */
const keptMax = 32
/** What an answer waits for its picture: it is told without it then. The largest chart takes two seconds from nothing. */
const patienceMs = 12_000
/** The journal is asked which step was taken last; if it takes longer, none is marked. */
const marksMs = 2_000
/** Many may ask at once; a thread that nobody asks gives its memory back. */
const drawing = { name: 'the pictures', timeoutMs: patienceMs, idleMs: 60_000, waitingMax: 32, memoryMax: 512 }

export class ChartPictures implements PictureDesk {
  readonly #parts: ChartPicturesParts
  readonly #kept = new Map<string, Promise<ChartPng>>()
  readonly #thread = new AskedThread<ChartToDraw, ChartPng>({
    program: new URL('chartThreadProgram.ts', import.meta.url),
    ...drawing,
  })

  constructor(parts: ChartPicturesParts) {
    this.#parts = parts
  }

  /** Is its thread there? */
  get isDrawing(): boolean {
    return this.#thread.isRunning
  }

  async draw(shown: PictureShown): Promise<CardPicture> {
    try {
      return await within(patienceMs, this.#drawn(shown))
    } catch (cause) {
      const problem = cause instanceof Error ? cause.message : String(cause)
      this.#parts.note(`no picture of ${shown.bot}: ${problem}`)
      throw new QuorateError('PICTURE_FAILED', { bot: shown.bot, problem }, { cause })
    }
  }

  close(): void {
    this.#thread.close()
  }

  async #drawn({ bot, seq, value }: PictureShown): Promise<CardPicture> {
    const role = bot.slice(0, bot.indexOf(':'))
    const graph = this.#parts.roles.chart(role)
    if (graph === undefined) throw new QuorateError('UNKNOWN_CHART', { role })
    // an address of the journal; what it took is only marked on it
    const turn = await within(marksMs, this.#parts.past.moment(bot as Address, seq)).then(
      (moment) => moment.turn,
      () => null,
    )
    const taken = turn?.seq === seq ? turn.taken : []
    // as XState writes it: it came from a bot of this program
    const active = activeStates(value as StateValueLike)
    const { png } = await this.#once({ role, graph, active, taken, theme: 'light' })
    return { name: pictureName(bot, seq), says: pictureSays(bot, value, taken.length > 0 ? turn?.event : undefined), png }
  }

  #once(wanted: ChartToDraw): Promise<ChartPng> {
    const { graph: _machine, ...named } = wanted
    const key = JSON.stringify(named)
    const before = this.#kept.get(key)
    const png = before ?? this.#thread.ask(wanted)
    // the one asked for last is forgotten last
    this.#kept.delete(key)
    this.#kept.set(key, png)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > keptMax && oldest !== undefined) this.#kept.delete(oldest)
    // a failure is not kept
    png.catch(() => this.#kept.get(key) === png && this.#kept.delete(key))
    return png
  }
}

async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`it took longer than ${ms} ms`)), ms)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
