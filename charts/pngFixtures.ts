// Reads a PNG in tests: a dull second implementation (PNG specification, third edition), for what the drawings here are.
import { inflateSync } from 'node:zlib'

export interface ReadPng {
  readonly width: number
  readonly height: number
  /** `#rrggbb` → how many pixels have it */
  readonly colours: ReadonlyMap<string, number>
  /** `#rrggbb` of one pixel */
  at(x: number, y: number): string
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** red, green, blue, opacity */
const channels = 4

/** @throws for what is no PNG of eight bits a channel with opacity, and for one that is broken */
export function readPng(bytes: Uint8Array): ReadPng {
  const file = Buffer.from(bytes)
  if (!file.subarray(0, 8).equals(signature)) throw new Error('no PNG')
  const chunks: { readonly type: string; readonly data: Buffer }[] = []
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at)
    chunks.push({ type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  const head = chunks[0]?.data ?? Buffer.alloc(0)
  if (chunks.at(-1)?.type !== 'IEND') throw new Error('it is cut off')
  if (head.readUInt32BE(8) >>> 0 !== 0x08060000 || head[12] !== 0) throw new Error('another kind of PNG')
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const data = chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data)
  const rows = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height)
  const at = (x: number, y: number): string => hexOf(rows.readUInt32BE((y * width + x) * channels))
  const counts = new Map<number, number>()
  for (let begin = 0; begin < rows.length;) {
    const pixel = rows.readUInt32BE(begin)
    let end = begin + channels
    while (end < rows.length && rows.readUInt32BE(end) === pixel) end += channels
    counts.set(pixel, (counts.get(pixel) ?? 0) + (end - begin) / channels)
    begin = end
  }
  const colours = new Map([...counts].map(([pixel, count]) => [hexOf(pixel), count]))
  return { width, height, colours, at }
}

const hexOf = (pixel: number): string => `#${(pixel >>> 8).toString(16).padStart(6, '0')}`

function unfiltered(raw: Buffer, stride: number, height: number): Buffer {
  if (raw.length !== (stride + 1) * height) throw new Error('its rows are not as many as it says')
  const out = Buffer.alloc(stride * height)
  // a row above the first, and a pixel before each first one, are nothing
  let above = Buffer.alloc(stride)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0
    if (filter > 4) throw new Error(`there is no filter ${filter}`)
    const row = out.subarray(y * stride, (y + 1) * stride)
    raw.copy(row, 0, y * (stride + 1) + 1, (y + 1) * (stride + 1))
    if (filter > 0) unfilterRow(filter, row, above)
    above = row
  }
  return out
}

function unfilterRow(filter: number, row: Buffer, above: Buffer): void {
  for (let x = 0; x < row.length; x += 1) {
    const left = x < channels ? 0 : (row[x - channels] ?? 0)
    const up = above[x] ?? 0
    const upLeft = x < channels ? 0 : (above[x - channels] ?? 0)
    const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, upLeft)
    row[x] = (row[x] ?? 0) + guess
  }
}

function paeth(left: number, up: number, upLeft: number): number {
  const a = Math.abs(up - upLeft)
  const b = Math.abs(left - upLeft)
  const c = Math.abs(left + up - 2 * upLeft)
  if (a <= b && a <= c) return left
  return b <= c ? up : upLeft
}
