// The chain as commands ask about it.
import type { ChainDesk } from '#chat/commands/commandContext.ts'
import { readAnchors } from '#integrations/chain/auditAnchors.ts'
import { toEvmAddress } from '#protocol/address.ts'
import { viewChain, type RunningChain } from './chainStart.ts'

export function chainDesk(chain: RunningChain): ChainDesk {
  return {
    view: () => viewChain(chain),
    anchors: ({ accounts, blocks }) => readAnchors(chain.client, { accounts: accounts.map(toEvmAddress), blocks }),
  }
}
