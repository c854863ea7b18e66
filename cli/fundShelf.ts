// The funds of a running instance, and how one more is added: one at a time, once for each request, into the record first
// and the settings after it, so that whatever an end comes between is found by the same request sent again.
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { readFundRequests, writeFundRecord } from './fundRecord.ts'
import { fundsMax, readSettings, writeSettings, type FundSettings, type Settings } from './settings.ts'
import type { SwarmParts } from './swarmParts.ts'

/** A fund that was put on the chain, or found there. */
export interface NewOnShelf {
  readonly settings: FundSettings
  readonly config: FundConfig
}
type Given = Pick<SwarmParts, 'settings'> & { readonly folders: Pick<SwarmParts['folders'], 'storage' | 'settingsFile'> }

/** One for each instance. */
export class FundShelf {
  readonly #given: Given
  readonly #byId: Map<string, FundConfig>
  /** The last one that was begun. One account makes all: two at once would take each other's nonces. */
  #last: Promise<unknown> = Promise.resolve()

  /** @param byId the funds of this moment, to which others are added */
  constructor(given: Given, byId: Map<string, FundConfig>) {
    this.#given = given
    this.#byId = byId
  }

  /** Adds what `bring` brings; for a request that brought this fund before, gives that one. @throws FUND_EXISTS, NOT_SUPPORTED, and what `bring` throws */
  async add(fundId: string, requestId: string | undefined, bring: () => Promise<NewOnShelf>): Promise<FundConfig> {
    const before = this.#last
    const adding = before.then(() => this.#add(fundId, requestId, bring))
    // whether it failed is for whoever asked for it
    this.#last = adding.catch(() => undefined)
    return adding
  }

  /** The fund whose settings another is to share. @throws UNKNOWN_FUND */
  like(fundId = this.#written().funds[0]?.fundId ?? ''): NewOnShelf {
    const settings = this.#written().funds.find((one) => one.fundId === fundId)
    const config = this.#byId.get(fundId)
    if (settings === undefined || config === undefined) throw new QuorateError('UNKNOWN_FUND', { fundId })
    return { settings, config }
  }

  async #add(fundId: string, requestId: string | undefined, bring: () => Promise<NewOnShelf>): Promise<FundConfig> {
    const { storage } = this.#given.folders
    const known = this.#byId.get(fundId)
    if (known !== undefined) {
      if (requestId === undefined || readFundRequests(storage)[fundId] !== requestId)
        throw new QuorateError('FUND_EXISTS', { fundId })
      if (this.#written().funds.some((one) => one.fundId === fundId)) return known
    }
    if (this.#byId.size >= fundsMax && known === undefined)
      throw new QuorateError('NOT_SUPPORTED', { what: `more than ${fundsMax} funds in one instance` })
    const { settings, config } = await bring()
    this.#byId.set(fundId, config)
    writeFundRecord(storage, [...this.#byId.values()], requestId === undefined ? {} : { [fundId]: requestId })
    const written = this.#written()
    const funds = [...written.funds.filter((one) => one.fundId !== fundId), settings]
    writeSettings(this.#given.folders.settingsFile, { ...written, funds })
    return config
  }

  /** The file's own: what was typed or set for this start is not written down. */
  #written(): Settings {
    return readSettings(this.#given.folders.settingsFile) ?? this.#given.settings
  }
}
