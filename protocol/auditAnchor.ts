// The head of the audit log as calldata: a transaction of one of the instance's own accounts to itself carries it, and
// whoever finds it there knows how long the log was.
import { z } from 'zod'
import { evmAddressSchema } from './address.ts'
import { hashSchema, type Hash } from './hash.ts'
import { labelSchema, noteSchema } from './text.ts'
import { chainIdSchema, uint64Schema } from './uint.ts'

/** `quorate.audit.1` and a zero byte: no contract's selector is asked, and people recognise it. */
const mark = '71756f726174652e61756469742e3100'
const pattern = new RegExp(`^0x${mark}([0-9a-f]{16})([0-9a-f]{64})$`)

/** So many entries, and the head after the last of them. */
export interface AuditAnchor {
  readonly count: number
  readonly head: Hash
}

/** 56 bytes: the mark, the count as a uint64, the head. */
export const anchorData = ({ count, head }: { readonly count: number; readonly head: string }): `0x${string}` =>
  `0x${mark}${count.toString(16).padStart(16, '0')}${head.slice(2)}`

/** Null for calldata that is no anchor. */
export function readAnchor(data: string): AuditAnchor | null {
  const found = pattern.exec(data.toLowerCase())
  const count = Number.parseInt(found?.[1] ?? '', 16)
  const head = hashSchema.safeParse(`0x${found?.[2] ?? ''}`)
  return head.success && Number.isSafeInteger(count) ? { count, head: head.data } : null
}

const anchor = { count: z.int().min(1), head: hashSchema, chainId: chainIdSchema, account: evmAddressSchema, by: labelSchema }

/** Facts about heads on chain. */
export const auditAnchorFacts = {
  'audit.anchored': z.object({ ...anchor, txHash: hashSchema, block: uint64Schema }),
  'audit.unanchored': z.object({ ...anchor, code: labelSchema, detail: noteSchema }),
} as const
