// A body read to its end and decompressed on the way, within bounds of both sizes and of their ratio.
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { fetchRefused, fetchTooLarge } from './fetchError.ts'

/** What a body may be. */
export interface BodyLimits {
  /** As sent and after decompression, each: an API answer, not a file. */
  readonly bodyBytes: number
  /** Honest JSON compresses about ten times; a bomb a thousand. */
  readonly expansion: number
}

/** Small bodies may expand more: 100 equal bytes are no bomb. */
const expansionFloorBytes = 16_384

/**
 * One content coding at most: gzip, br, deflate or none.
 * @throws QuorateError FETCH_REFUSED, FETCH_TOO_LARGE, and whatever the stream or its decoder fails with
 */
export async function readBody(
  url: string,
  wire: Readable,
  encoding: string | undefined,
  limits: BodyLimits,
): Promise<Uint8Array> {
  let wireBytes = 0
  wire.on('data', (chunk: Buffer) => {
    wireBytes += chunk.length
  })
  const plain = decode(url, wire, encoding)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of plain as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > limits.bodyBytes)
      throw fetchTooLarge(url, limits.bodyBytes, plain === wire ? 'on the wire' : 'after decompression')
    if (bytes > expansionFloorBytes && bytes > wireBytes * limits.expansion) {
      throw fetchRefused(url, `it decompresses to more than ${limits.expansion} times its size`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function decode(url: string, wire: Readable, encoding: string | undefined): Readable {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return wire
    case 'gzip':
    case 'x-gzip':
      return piped(wire, createGunzip())
    case 'br':
      return piped(wire, createBrotliDecompress())
    case 'deflate':
      return piped(wire, createInflate())
    default:
      throw fetchRefused(url, `encoding ${encoding ?? ''} is not accepted`)
  }
}

function piped(wire: Readable, decoder: ReturnType<typeof createGunzip> | ReturnType<typeof createBrotliDecompress>): Readable {
  wire.on('error', (error) => decoder.destroy(error))
  return wire.pipe(decoder)
}
