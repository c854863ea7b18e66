// Requests of somebody who means ill, each with the refusal it must get: what the tables of them are made from.
import type { FundConfig } from '#protocol/fund.ts'
import type { RawRequest } from './rawRequest.ts'

/** What the requests are made from. */
export interface HostileGround {
  readonly port: number
  readonly fund: FundConfig
  /** Of a claim that was never made. */
  readonly claimHash: string
  /** API keys. */
  readonly viewer: string
  readonly operator: string
  readonly oneFund: string
  readonly stranger: string
  readonly revoked: string
  /** A name under which the operator asked for `fund.pause`. */
  readonly usedKey: string
}
/** Name, status, code, and the request. The code is undefined where the relayer itself says no. */
export type HostileRow = readonly [
  name: string,
  status: number,
  code: string | undefined,
  request: (on: HostileGround) => RawRequest | Promise<RawRequest>,
]

/** The header of an API key. */
export const by = (key: string): Record<string, string> => ({ Authorization: `Bearer ${key}` })

/** A command by somebody. */
export function command(key: string, name: string, body: string, headers: RawRequest['headers'] = {}): RawRequest {
  return { method: 'POST', target: `/api/v1/commands/${name}`, headers: { ...by(key), ...headers }, body }
}
