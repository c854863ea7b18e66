// Makes the blocks of a chain that does not mine by itself, at an interval and at a price, and stands still when asked to.
import { setTimeout as delay } from 'node:timers/promises'

/** Blocks come this often; Anvil's own interval is whole seconds, which would make a campaign last for hours. */
export const blockMs = 150
const calmFeeWei = 1_000_000_000n

export interface BlockMaker {
  /** Blocks from now on. */
  begin(): void
  /** One block now; only for who holds the others back. */
  make(): Promise<void>
  /** Does something while no block comes; one after the other. */
  between<T>(work: () => Promise<T>): Promise<T>
  /** What each coming block asks; undefined: calm again. */
  askFee(wei?: bigint): void
  end(): Promise<void>
}

/** @param call one question to the node */
export function blockMaker(call: (method: string, params?: readonly unknown[]) => Promise<unknown>): BlockMaker {
  const over = new AbortController()
  let feeWei = calmFeeWei
  let held: Promise<unknown> = Promise.resolve()
  let making: Promise<void> | undefined
  const between: BlockMaker['between'] = (work) => {
    const done = held.then(work)
    held = done.catch(() => undefined) // the caller has the failure
    return done
  }
  const make = async (): Promise<void> => {
    await call('anvil_setNextBlockBaseFeePerGas', [`0x${feeWei.toString(16)}`])
    await call('evm_mine')
  }
  const goOn = async (): Promise<void> => {
    while (!over.signal.aborted) {
      // a node that is starting again makes none; the next beat tries
      await between(make).catch(() => undefined)
      await delay(blockMs)
    }
  }
  return {
    begin: () => void (making ??= goOn()),
    make,
    between,
    askFee(wei = calmFeeWei) {
      feeWei = wei
    },
    async end() {
      over.abort()
      await making
    },
  }
}
