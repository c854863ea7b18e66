// Binds the account bot to its chain.
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { accountMachine, type Call, type Fees } from '#machines/account.ts'
import type { World } from './world.ts'

export const accountBot = defineBot({
  role: 'account',
  version: 1,
  machine: accountMachine,
  restartable: false,
  // what was signed may be forgotten: the chain knows which nonces are taken
  whenInDoubt: { type: 'account.doubt' },
})

interface At {
  readonly chainId: number
  readonly address: string
}
const quick = { attempts: 5, firstDelayMs: 100, maxDelayMs: 2_000 }

/** The effects of the account bot. Waiting for a receipt is one long look; the machine looks again. */
export function accountEffects(world: World): EffectBinding[] {
  return [
    {
      port: 'account.reconcile',
      retry: quick,
      run: async ({ chainId, address }: At) => {
        const desk = world.account(chainId)
        const [nextNonce, undone] = [await desk.nextNonce(address), await desk.undone(address)]
        return { nextNonce, ...(undone.length === 0 ? {} : { undone }) }
      },
    },
    {
      port: 'account.prepare',
      retry: quick,
      run: ({ chainId, ...given }: At & { call: Call; bump: number; previous: Fees | null }) =>
        world.account(chainId).prepare(given),
    },
    {
      port: 'account.sign',
      run: ({ chainId, ...given }: At & { nonce: number; call: Call; fees: Fees }) => world.account(chainId).sign(given),
    },
    {
      port: 'account.broadcast',
      run: async ({ chainId, ...given }: At & { raw: string; hash: string }) => {
        await world.account(chainId).broadcast(given)
        return { accepted: true }
      },
    },
    {
      port: 'account.fillGap',
      retry: quick,
      timeoutMs: 120_000,
      run: ({ chainId, ...given }: At & { upTo: number }) => world.account(chainId).fillGap(given),
    },
    {
      port: 'account.awaitReceipt',
      // a mined transaction is waited for until its confirmations are there: 12 s × 5 blocks, many times over
      timeoutMs: 600_000,
      concurrency: 64,
      run: ({ chainId, ...given }: At & { nonce: number; hashes: readonly string[]; confirmations: number }, { signal }) =>
        world.account(chainId).awaitReceipt({ ...given, signal }),
    },
  ]
}
