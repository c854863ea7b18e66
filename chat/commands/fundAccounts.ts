// Which of the instance's accounts act for a fund, as its bot was begun with them.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { Host } from '#runtime/host.ts'

// machines/fund.ts states it
const contextSchema = z.object({ accounts: z.object({ owner: z.string().regex(/^account:\d+-0x[0-9a-fA-F]{40}$/) }) })

/** The bot of the owner's account, `account:<chain id>-<address>`; undefined while the fund has not begun. */
export function findOwnerAccount(host: Pick<Host, 'view'>, fundId: string): `account:${string}` | undefined {
  const read = contextSchema.safeParse(host.view(`fund:${fundId}`)?.context)
  // the pattern says so
  return read.success ? (read.data.accounts.owner as `account:${string}`) : undefined
}

/** @throws UNKNOWN_FUND */
export function ownerAccountOf(host: Pick<Host, 'view'>, fundId: string): `account:${string}` {
  const account = findOwnerAccount(host, fundId)
  if (account === undefined) throw new QuorateError('UNKNOWN_FUND', { fundId })
  return account
}
