// How a batch looks on disk: lines of records, then one line that seals them. No I/O here.
import { crc32 } from 'node:zlib'

/** The format of the lines; raised when an older program could not read them. */
export const journalFormat = 1

/** What a seal vouches for. `durableThrough` was known to be on disk when the batch was written. */
export interface Seal {
  readonly format: number
  readonly firstSeq: number
  readonly count: number
  /** Of the batch's record lines, newlines included. */
  readonly crc: number
  readonly durableThrough: number
}

const seventhLetter = 97 // the a of seal, where a record has the q of seq
const sealStart = Buffer.from('{"seal":')

/** The seal's line. It carries a checksum of itself, so that a seal proves `durableThrough` even where records are damaged. */
export function sealLine(seal: Seal): string {
  const { format, firstSeq, count, crc, durableThrough } = seal
  return `{"seal":{"format":${format},"firstSeq":${firstSeq},"count":${count},"crc":${crc},"durableThrough":${durableThrough},"self":${selfCrc(seal)}}}\n`
}

/** Does a line claim to be a seal? */
export function looksLikeSeal(bytes: Buffer, start: number): boolean {
  // Records begin with `{"seq"`: one byte tells most of them.
  return (
    bytes[start + 4] === seventhLetter &&
    bytes.compare(sealStart, 0, sealStart.length, start, Math.min(start + sealStart.length, bytes.length)) === 0
  )
}

/** A line's seal, or undefined when it is not an intact one. */
export function readSeal(line: string): Seal | undefined {
  try {
    // Every member is checked by the checksum below.
    const { seal } = JSON.parse(line) as { readonly seal: Seal & { readonly self: number } }
    return seal.self === selfCrc(seal) ? seal : undefined
  } catch {
    return undefined
  }
}

/** `0000000000000001.jsonl`: the names sort as the sequence does. */
export function segmentName(firstSeq: number): string {
  return `${String(firstSeq).padStart(16, '0')}.jsonl`
}
/** The first sequence number in a segment's name, or undefined for another file. */
export function segmentFirstSeq(name: string): number | undefined {
  const found = /^(\d{16})\.jsonl$/.exec(name)
  return found === null ? undefined : Number(found[1])
}
/** `base-<seq>.jsonl`: what is live through that sequence number. */
export function baseName(through: number): string {
  return `base-${String(through).padStart(16, '0')}.jsonl`
}
/** `base-<seq>.hint`: the base segment's index, for a fast start. */
export function hintName(through: number): string {
  return baseName(through).replace('.jsonl', '.hint')
}
/** The sequence number a base segment stands for, or undefined for another file. */
export function baseThrough(name: string): number | undefined {
  const found = /^base-(\d{16})\.jsonl$/.exec(name)
  return found === null ? undefined : Number(found[1])
}

function selfCrc({ format, firstSeq, count, crc, durableThrough }: Seal): number {
  return crc32(`${format},${firstSeq},${count},${crc},${durableThrough}`)
}
