// The relayer's transport for bots of the same process: the same door, the same facts, no network.
import { parseFact } from '#protocol/facts.ts'
import type { Host } from '#runtime/host.ts'
import { admit, type DoorGiven } from './relayDoor.ts'
import type { RelayTransport } from './world.ts'

export function localRelay(given: DoorGiven): RelayTransport {
  return {
    post: (fundId, envelope) => admit(given, fundId, envelope),
    next: ({ fundId, cursor, wants, signal }) =>
      given.host().nextFact({
        after: cursor,
        signal,
        wants: (fact) => fact.data['fundId'] === fundId && parseFact(fact) !== null && wants(fact),
      }),
    isOpen: (fundId, of) =>
      Promise.resolve('round' in of ? openRound(given.host(), fundId) === of.round : isOpenIntent(given.host(), of.intentHash)),
  }
}

function openRound(host: Host, fundId: string): number | null {
  // the relayer's own context; machines/relayer.ts states its shape
  const context = host.view(`relayer:${fundId}`)?.context as { readonly round?: { readonly round: number } | null } | undefined
  return context?.round?.round ?? null
}

function isOpenIntent(host: Host, intentHash: string): boolean {
  return host.view(`intent:${intentHash}`)?.status === 'active'
}
