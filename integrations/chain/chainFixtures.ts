// A throw-away chain for one test file: a real Anvil, an account that pays, and their end.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attachOrStart, type AnvilHandle, type AnvilOptions } from '#integrations/anvil/anvilProcess.ts'
import { loadKeyRing, type KeyRing } from '#integrations/keys/keyRing.ts'
import { makeChainAccount, type ChainAccount } from './chainAccount.ts'
import { connectChain, type ChainClient } from './chainClient.ts'

const names = ['deployer', 'walker', 'owner', 'guardian', 'strategy', 'executor', 'relayer', 'alpha', 'beta', 'gamma'] as const

export interface TestChain {
  readonly anvil: AnvilHandle
  readonly client: ChainClient
  readonly keys: KeyRing
  readonly folder: string
  account(name: (typeof names)[number]): ChainAccount
  end(): Promise<void>
}

/** Starts a chain with id 31337 on a free port; `end` leaves neither process nor file. */
export async function startTestChain(options: Partial<AnvilOptions> = {}): Promise<TestChain> {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-chain-'))
  const anvil = await attachOrStart({ folder, chainId: 31_337, ...options })
  const client = await connectChain({ url: anvil.url, chainId: 31_337, pollingMs: 20 })
  const accounts = Object.fromEntries(names.map((name, index) => [name, index]))
  const keys = await loadKeyRing(names, { environment: {}, development: { chainId: 31_337, url: anvil.url, accounts } })
  return {
    anvil,
    client,
    keys,
    folder,
    account: (name) => makeChainAccount(client, keys.signer(name)),
    end: async () => {
      await anvil.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
