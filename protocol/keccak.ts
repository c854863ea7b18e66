// keccak256, the hash of everything that is signed here. In WebAssembly it takes 1.5 µs where viem's takes 19; every
// attestation costs three. Where WebAssembly may not run (a page whose policy forbids it), viem's does the same.
import { createKeccak } from 'hash-wasm'
import { keccak256 } from 'viem/utils'
import type { Hash } from './hash.ts'

/** keccak256 of bytes, in lower-case hex. */
export type Keccak = (bytes: Uint8Array) => Hash

/** Pure JavaScript: always there. */
export const keccakPure: Keccak = (bytes) => keccak256(bytes) as Hash // 0x and 64 lower-case hex digits

/** The WebAssembly one. @throws when WebAssembly may not run */
export async function loadKeccakWasm(): Promise<Keccak> {
  const hasher = await createKeccak(256)
  return (bytes) => `0x${hasher.init().update(bytes).digest('hex')}` as Hash // the same
}

/** The fastest one that this place allows. */
export const keccak: Keccak = await loadKeccakWasm().catch(() => keccakPure)
