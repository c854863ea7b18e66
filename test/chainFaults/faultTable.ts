// Every fault: its name, what it does, and how it strikes a trade. Variants follow the number of the run.
import { setTimeout as delay } from 'node:timers/promises'
import { privateKeyToAccount } from 'viem/accounts'
import type { Hex } from 'viem'
import type { SendVerdict } from './faultProxy.ts'
import type { SentTransaction } from './sentTransaction.ts'
import type { Strike, Struck } from './strike.ts'
import { keyOf } from './swarmLife.ts'

export interface ChainFault {
  readonly does: string
  strike(hands: Strike): Promise<Struck>
}

const spikeWei = 200_000_000_000n
/** Above what a spike asks and what a bot bids. */
const foreignFeeWei = 1_000_000_000_000n
/** A bot bids again after 20 s of patience; a busy machine gets as much again. */
const replacedWithinMs = 45_000

const stepOf = (nr: number): 'attest' | 'execute' => (nr % 2 === 1 ? 'execute' : 'attest')
const struck = (sent: SentTransaction, isHit: boolean, note: string): Struck => ({
  intentHash: sent.intentHash ?? '',
  isHit,
  note,
})

/** Depth 1 to 8 in turn, begun after as many blocks as still leave the transaction within reach. */
function reorg(step: 'attest' | 'execute', isMinedAgain: boolean): ChainFault {
  return {
    does: `takes the newest 1 to 8 blocks with the ${step === 'attest' ? 'attestation' : 'execution'} off the chain${isMinedAgain ? '; the pool gives their transactions back' : '; nobody mines their transactions again'}`,
    async strike({ life, nr, nextSend, reorg: take }) {
      const depth = ((nr - 1) % 8) + 1
      const sent = await nextSend(step)
      const { took, lost } = await take(sent, { buried: (nr * 3) % depth, depth })
      if (isMinedAgain) {
        if (nr % 2 === 0) await life.chain.blocks(2)
        for (const raw of lost) await giveBack(life.chain, raw)
      }
      return struck(sent, took, `depth ${depth}, ${lost.length} transactions${isMinedAgain ? ' given back' : ' gone'}`)
    },
  }
}

/** What a pool does with a transaction of a block that is no more; one that was sent again meanwhile is refused. */
const giveBack = (chain: Strike['life']['chain'], raw: Hex): Promise<unknown> =>
  chain.call('eth_sendRawTransaction', [raw]).catch(() => undefined)

const dropped: ChainFault = {
  does: 'the node takes the bytes and forgets them: dropped from the pool, or never passed on',
  async strike({ life, nr, nextSend }) {
    const isPooled = nr % 4 < 2
    const sent = await nextSend(stepOf(nr), async (bytes): Promise<SendVerdict> => {
      if (isPooled) {
        await life.chain.between(async () => {
          await life.chain.call('eth_sendRawTransaction', [bytes.raw])
          await life.chain.call('anvil_dropTransaction', [bytes.hash])
        })
      }
      return 'swallow'
    })
    return struck(sent, true, `${sent.step} ${isPooled ? 'dropped from the pool' : 'swallowed'}`)
  },
}

/** From the next block on: one that is being made at the old price is waited for. */
const raiseFees = (chain: Strike['life']['chain']): Promise<void> =>
  chain.between(() => {
    chain.askFee(spikeWei)
    return Promise.resolve()
  })

const stuck: ChainFault = {
  does: 'the bytes stay out of every block until the account bids more: blocks ask more, or the pool never lets go of them',
  async strike({ life, nr, nextSend, fact }) {
    const isPriced = nr % 4 < 2
    try {
      const sent = await nextSend(stepOf(nr), async (): Promise<SendVerdict> => {
        if (!isPriced) return 'withhold'
        await raiseFees(life.chain)
        return 'forward'
      })
      const end = await fact(
        ({ fact: told }) =>
          (told.type === 'account.replaced' && told.replaces === sent.hash) ||
          (told.type === 'account.confirmed' && told.txHash === sent.hash),
        `end of ${sent.hash}`,
        replacedWithinMs,
      )
      const isHit = end.fact.type === 'account.replaced'
      return struck(sent, isHit, `${sent.step} ${isPriced ? 'under the price of blocks' : 'withheld'}, and bid for again`)
    } finally {
      life.chain.askFee()
    }
  },
}

const foreignNonce: ChainFault = {
  does: 'somebody else with the key uses the nonce: before the bytes arrive, or in their place',
  async strike({ life, nr, nextSend }) {
    const step = stepOf(nr)
    const isFirst = nr % 4 < 2
    let foreign: Hex = '0x'
    const sent = await nextSend(step, (bytes) =>
      life.chain.between(async () => {
        if (!isFirst) await life.chain.call('eth_sendRawTransaction', [bytes.raw])
        foreign = String(
          await life.chain.call('eth_sendRawTransaction', [await foreignBytes(life.keys, step, bytes.nonce)]),
        ) as Hex // a hash, as the method gives it
        return isFirst ? 'forward' : 'swallow'
      }),
    )
    await life.chain.mined(foreign)
    return struck(
      sent,
      (await life.chain.minedIn(sent.hash)) === null,
      `${step}: foreign bytes ${isFirst ? 'first' : 'in their place'}`,
    )
  },
}

/** A transfer of nothing to itself. */
function foreignBytes(keys: ReadonlyMap<string, Hex>, step: 'attest' | 'execute', nonce: number): Promise<Hex> {
  const account = privateKeyToAccount(keyOf(keys, step === 'attest' ? 'relayer' : 'executor'))
  return account.signTransaction({
    type: 'eip1559',
    chainId: 31_337,
    nonce,
    to: account.address,
    gas: 21_000n,
    maxFeePerGas: foreignFeeWei,
    maxPriorityFeePerGas: foreignFeeWei / 10n,
  })
}

const gasSpike: ChainFault = {
  does: 'fees rise two-hundredfold for a dozen blocks: before the bytes are priced, or after they were signed',
  async strike({ life, nr, nextSend }) {
    const step = stepOf(nr)
    const isBefore = nr % 4 < 2
    const raise = async (): Promise<SendVerdict> => {
      await raiseFees(life.chain)
      return 'forward'
    }
    try {
      const before = isBefore ? await nextSend(step === 'execute' ? 'attest' : 'propose') : null
      // asked for at once: on an idle machine the next step follows within a block
      const next = nextSend(step, raise)
      if (before !== null) {
        await life.chain.mined(before.hash)
        await raise()
      }
      const sent = await next
      await life.chain.blocks(12)
      return struck(sent, true, `${step}: spike ${isBefore ? 'before pricing' : 'after signing'}`)
    } finally {
      life.chain.askFee()
    }
  },
}

const answerLost: ChainFault = {
  does: 'the node takes the bytes and the line breaks before its answer',
  async strike({ nr, nextSend }) {
    const sent = await nextSend(stepOf(nr), () => 'cutAfter')
    return struck(sent, true, `${sent.step}: line cut`)
  },
}

const staleBlocks: ChainFault = {
  does: 'the node answers from 1 to 8 blocks ago, for 2 to 6 seconds: no receipt, old counts, old logs',
  async strike({ life, nr, nextSend }) {
    const before = life.proxy.faults()
    const depth = ((nr - 1) % 8) + 1
    const sent = await nextSend(stepOf(nr))
    if (nr % 4 < 2) await life.chain.mined(sent.hash)
    life.proxy.staleAt = (await life.chain.head()) - depth
    await delay(2_000 + (nr % 3) * 2_000)
    life.proxy.staleAt = null
    return struck(
      sent,
      life.proxy.faults() > before,
      `${sent.step}: ${depth} blocks behind, ${life.proxy.faults() - before} answers`,
    )
  },
}

const nodeRestart: ChainFault = {
  does: 'the node is killed and comes back with the state it had some blocks before the attestation or the execution',
  async strike({ life, nr, nextSend, removed }) {
    const step = stepOf(nr)
    let older = ''
    const sent = await nextSend(step, async (): Promise<SendVerdict> => {
      older = await life.chain.dump()
      return 'forward'
    })
    await life.chain.mined(sent.hash)
    await life.chain.blocks(nr % 7)
    const lost = await life.chain.restartFrom(older)
    for (const hash of lost) removed.add(hash)
    return struck(sent, lost.includes(sent.hash), `${step}: ${lost.length} transactions older`)
  },
}

/** By name, in the order of a campaign. */
export const faultTable: Readonly<Record<string, ChainFault>> = {
  'reorg-attestation': reorg('attest', false),
  'reorg-attestation-remined': reorg('attest', true),
  'reorg-execution': reorg('execute', false),
  'reorg-execution-remined': reorg('execute', true),
  'dropped-transaction': dropped,
  'stuck-transaction': stuck,
  'foreign-nonce': foreignNonce,
  'gas-spike': gasSpike,
  'answer-lost': answerLost,
  'stale-blocks': staleBlocks,
  'node-restart': nodeRestart,
}
