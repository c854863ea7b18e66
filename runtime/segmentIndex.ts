// Where a segment speaks of each bot, found without reading its records as JSON: some 0.1 s for a segment of 64 MB.
import type { Address } from './authoring.ts'

/** A turn's line in a segment. Bytes. */
export interface TurnPlace {
  readonly seq: number
  readonly offset: number
  readonly length: number
}

/** What a segment, up to some record, says of one bot. */
export interface SeenBot {
  first: TurnPlace | undefined
  last: TurnPlace | undefined
  /** Was it in quarantine at the end? Undefined: nothing is said of that. */
  isQuarantined: boolean | undefined
}

const newline = 10
/** `{"seq":`, the number, the time, the kind and an address. */
const headBytes = 512
const head = /^\{"seq":(\d{1,16}),"at":"[^"]*","kind":"(turn|quarantine|release|restart)","actor":("(?:[^"\\]|\\.)*")/

/** Of one segment. Grows as far as it is asked for. */
export class SegmentIndex {
  readonly bots = new Map<Address, SeenBot>()
  /** The last record that was looked at; 0 before the first. */
  through = 0
  #offset = 0
  readonly #after: number

  /** @param after records up to this one are passed over */
  constructor(after = 0) {
    this.#after = after
  }

  /** Takes in what follows, up to a record. @param content of the whole segment, or more of it than before */
  read(content: Buffer, upTo: number): this {
    for (let end = content.indexOf(newline, this.#offset); end >= 0; end = content.indexOf(newline, this.#offset)) {
      const seq = seqOf(content, this.#offset)
      if (seq !== undefined) {
        if (seq > upTo) return this
        this.through = seq
        if (seq > this.#after) this.#take(content, { seq, offset: this.#offset, length: end - this.#offset })
      }
      this.#offset = end + 1
    }
    return this
  }

  #take(content: Buffer, place: TurnPlace): void {
    const { offset, length } = place
    const [, , kind, quoted] = head.exec(content.toString('utf8', offset, offset + Math.min(length, headBytes))) ?? []
    if (kind === undefined || quoted === undefined) return
    // written by JSON.stringify
    const address = JSON.parse(quoted) as Address
    const seen = this.bots.get(address) ?? { first: undefined, last: undefined, isQuarantined: undefined }
    this.bots.set(address, seen)
    seen.isQuarantined = kind === 'quarantine'
    if (kind !== 'turn') return
    seen.first ??= place
    seen.last = place
  }
}

const start = Buffer.from('{"seq":')
/** Undefined for a seal, and for what is no record. */
function seqOf(content: Buffer, offset: number): number | undefined {
  const digits = offset + start.length
  if (content.compare(start, 0, start.length, offset, Math.min(digits, content.length)) !== 0) return undefined
  const seq = Number.parseInt(content.toString('latin1', digits, digits + 16), 10)
  return Number.isNaN(seq) ? undefined : seq
}
