// Who may say what to a relayer, judged by the proven signer. Verifiers are judged by the open set instead (quorum.ts).
import type { ClaimSubmitted } from '#protocol/relay.ts'
import type { RelayerContext, RelayerEvent } from './relayerState.ts'

/** Addresses are one whatever their letter case. */
export const isSameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Is the claim by a configured crawler, and does it call itself that crawler's? */
export const isCrawler = (context: RelayerContext, { from, claim }: ClaimSubmitted): boolean =>
  isSameAddress(claim.crawler, from) && context.crawlers.some((one) => isSameAddress(one, from))

/** The signer of what an envelope brought; a bot's own messages have none. */
export const senderOf = (event: RelayerEvent): string => ('from' in event ? event.from : 'this bot')
