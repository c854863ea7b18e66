// The relayers of an instance that runs bots only: each fund's is reached over HTTP, in the name of a bot that is here.
import type { RelayTransport } from '#actors/world.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { envelopeAudience } from '#protocol/envelope.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { httpRelay, type HttpRelay } from '#integrations/relay/httpRelay.ts'
import type { RequestSigner } from '#client/signedHeaders.ts'
import { readerHere } from './botsHere.ts'
import type { Settings } from './settings.ts'

/** As bots speak to it, and its end. */
export interface RemoteRelay extends RelayTransport {
  /** Ends the streams that are open. */
  close(): void
}

/** @throws SETTINGS_INVALID when no bot of a fund could ask in its own name */
export function remoteRelay(given: {
  readonly url: string
  readonly funds: readonly FundConfig[]
  readonly settings: Pick<Settings, 'relay' | 'keysElsewhere'>
  readonly signerOf: (address: EvmAddress) => RequestSigner
  /** The settings file, as people type it. */
  readonly file: string
}): RemoteRelay {
  const { url, funds, settings, signerOf, file } = given
  const relays = new Map<string, HttpRelay>()
  for (const fund of funds) {
    const reader = readerHere(fund, settings)
    if (reader === undefined)
      throw new QuorateError('SETTINGS_INVALID', {
        file,
        problem: `relay is set, and no bot of fund ${fund.fundId} runs here; take the keys of its bots out of keysElsewhere, or name their roles in relay.roles`,
      })
    const audience = envelopeAudience({ chainId: fund.chainId, vault: fund.contracts.vault })
    const now = (): number => Math.floor(Date.now() / 1_000)
    relays.set(fund.fundId, httpRelay({ url, audience: () => audience, reader: signerOf(reader), now }))
  }
  const relayOf = (fundId: string): HttpRelay => {
    const relay = relays.get(fundId)
    if (relay === undefined) throw new QuorateError('UNKNOWN_FUND', { fundId })
    return relay
  }
  return {
    post: (fundId, envelope) => relayOf(fundId).post(fundId, envelope),
    next: (of) => relayOf(of.fundId).next(of),
    isOpen: (fundId, of) => relayOf(fundId).isOpen(fundId, of),
    approval: (fundId, intentHash) => relayOf(fundId).approval(fundId, intentHash),
    close: () => {
      for (const relay of relays.values()) relay.close()
    },
  }
}
