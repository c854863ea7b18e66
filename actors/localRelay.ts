// The relayer's transport for bots of the same process: the same door, the same facts, no network.
import { approvalIdOf, approvalProofOf } from '#protocol/approval.ts'
import { QuorateError } from '#protocol/errors.ts'
import { parseFact } from '#protocol/facts.ts'
import type { Fact, Host } from '#runtime/host.ts'
import { admit, type DoorGiven } from './relayDoor.ts'
import type { RelayTransport } from './world.ts'

export function localRelay(given: DoorGiven): RelayTransport {
  return {
    post: (fundId, envelope) => admit(given, fundId, envelope),
    next: async ({ fundId, cursor, wants, signal }) => {
      const wanted = (fact: Fact): boolean => fact.data['fundId'] === fundId && parseFact(fact) !== null && wants(fact)
      try {
        return await given.host().nextFact({ after: cursor, signal, wants: wanted })
      } catch (error) {
        const earliest =
          error instanceof QuorateError && error.code === 'JOURNAL_TRUNCATED' ? error.details['earliest'] : undefined
        if (typeof earliest !== 'number') throw error
        // What was asked so long ago is over; who waited for it goes on with what is held, or would wait for ever.
        return given.host().nextFact({ after: `${earliest}/-1`, signal, wants: wanted })
      }
    },
    isOpen: (fundId, of) =>
      Promise.resolve('round' in of ? openRound(given.host(), fundId) === of.round : isOpenIntent(given.host(), of.intentHash)),
    approval: (fundId, intentHash) => {
      const proof = approvalProofOf(given.host().view(`approval:${approvalIdOf(intentHash)}`))
      return Promise.resolve(proof?.fundId === fundId ? proof : null)
    },
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
