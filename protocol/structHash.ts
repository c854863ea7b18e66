// EIP-712 by hand for structs without nested ones, many times faster than the general encoder: attestations are checked
// one by one on the way to every quorum. Values are parsed before they come here; nothing is validated again.
import { hexToBytes, stringToBytes } from 'viem/utils'
import type { Hash, Hex } from './hash.ts'
import { keccak } from './keccak.ts'

/** 64 hex digits of one word. */
export type Word = string

/** A hash or other 32 bytes as a word. */
export const hashWord = (value: Hex): Word => value.slice(2)
/** An address as a word. */
export const addressWord = (value: Hex): Word => value.slice(2).toLowerCase().padStart(64, '0')
/** A uint64 or smaller as a word. */
export const numberWord = (value: number): Word => value.toString(16).padStart(64, '0')
/** A uint256 in decimal as a word. */
export const decimalWord = (value: string): Word => BigInt(value).toString(16).padStart(64, '0')

/** keccak256 of words one after another. */
export const hashWords = (words: readonly Word[]): Hash => keccak(hexToBytes(`0x${words.join('')}`))

/** The word of a string, and of a type string: its hash. */
export const textWord = (text: string): Word => hashWord(keccak(stringToBytes(text)))

/** `name(type name,…)` of a struct without nested ones. */
export function typeString(name: string, fields: readonly { readonly name: string; readonly type: string }[]): string {
  return `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(',')})`
}

/** The digest that is signed: of a domain separator and a struct's hash. */
export const digestOf = (domain: Hex, struct: Hex): Hash => keccak(hexToBytes(`0x1901${hashWord(domain)}${hashWord(struct)}`))
