// What a keeper looks at: the fund's guard, at its own chain client. What it sends goes through its account.
import { toEvmAddress } from '#protocol/address.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding, EffectContext } from '#runtime/host.ts'
import { keeperMachine, type GuardReading } from '#machines/keeper.ts'
import { envelopeNonce } from './envelopeNonce.ts'
import type { World } from './world.ts'

export const keeperBot = defineBot({
  role: 'keeper',
  version: 1,
  machine: keeperMachine,
  // the gas of the day is counted here only
  restartable: false,
  // an answer of its account may be forgotten: the guard knows what was observed
  whenInDoubt: { type: 'keeper.reconsider' },
})

const patient = { attempts: 4, firstDelayMs: 200, maxDelayMs: 2_000 }
/**
 * A live chain's newest block is younger than this. An older one is of a chain that makes blocks when it is asked to:
 * its next one will bear the wall clock's time.
 */
const quietChainS = 15

interface Looked {
  readonly fundId: string
  readonly token: string
  readonly account: string
}

export function keeperEffects(world: World): EffectBinding[] {
  return [{ port: 'keeper.look', retry: patient, run: (given: Looked, context) => look(world, given, context) }]
}

async function look(world: World, { fundId, token, account }: Looked, { effectId }: EffectContext): Promise<GuardReading> {
  const keeper = toEvmAddress(account.slice(account.indexOf('-') + 1)) // `account:<chainId>-<address>`
  const books = await world.view(`keeper:${fundId}`).guard(world.fund(fundId), { token: toEvmAddress(token), keeper })
  const { blockTime, obstacle, ...rest } = books
  return {
    ...rest,
    now: Math.max(blockTime, world.now() - quietChainS),
    // a block's own time is what the rehearsal goes by; whether it is too soon the machine knows better
    obstacle: obstacle?.code === 'ObservedTooSoon' ? null : obstacle,
    // one and the same for one look, so that a replay waits as long
    spread: Number(BigInt(envelopeNonce(keeper, effectId)) % 1_000n),
  }
}
