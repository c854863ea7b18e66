// Killed with -9 anywhere between the breach and the pause, the monitor goes on, and the fund is paused once.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { startTestFund, type ProposedTrade, type TestFund } from '#integrations/chain/fundFixtures.ts'
import { approveBadTrade, pausesOf, tradeSize } from './badTrade.ts'

let made: TestFund
let trade: ProposedTrade
let snapshot: unknown
beforeAll(async () => {
  made = await startTestFund({ lossLimit: (tradeSize * 4n) / 10n })
  trade = await approveBadTrade(made)
  snapshot = await callRpc(made.chain.anvil.url, 'evm_snapshot')
}, 120_000)
afterAll(() => made.chain.end())

/** Every look is due soon, so that what a kill lost is found again. */
const monitor = { everyS: 1, watchMs: 50, rules: { 'loss-bucket': { threshold: 20 }, 'price-deviation': { enabled: false } } }

/** @throws naming what did not come */
function within<Answer>(answer: Promise<Answer>, ms: number, what: string): Promise<Answer> {
  const late = AbortSignal.timeout(ms)
  return new Promise((resolve, reject) => {
    late.addEventListener('abort', () => reject(new Error(`${what} did not come within ${ms} ms`)))
    void answer.then(resolve, reject)
  })
}

/** A process that watches, and what it says. */
function watching(file: string, killAt?: string) {
  const env = { ...process.env, ...(killAt === undefined ? {} : { QUORATE_KILL_AT: killAt }) }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'watchProcess.ts'), file], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const lines = createInterface({ input: child.stdout })
  return {
    ended,
    complaint: () => complaint,
    stop: () => child.kill('SIGTERM'),
    /** Also after a test that failed: what watches on would pause the next one's fund. */
    end: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
    async says(word: string): Promise<void> {
      for await (const line of lines) if (line === word) return
      throw new Error(`it ended before it said ${word}: ${complaint}`)
    },
  }
}

// turns in their order: the trade is seen, the look is judged, the incident begins, is told to pause, has looked, has
// asked its account, the account has prepared, signed, handed over, proven
const points = [
  ...[2, 4, 6, 9].map((pass) => `turn.append.before#${pass}`),
  'turn.publish.before#5',
  'sign.after',
  'broadcast.before',
  'broadcast.after',
  'receipt.read',
]

describe('a monitor killed', { timeout: 120_000 }, () => {
  test.each(points)('at %s pauses the fund once', async (point) => {
    const { url } = made.chain.anvil
    expect(await callRpc(url, 'evm_revert', [snapshot])).toBe(true)
    snapshot = await callRpc(url, 'evm_snapshot')
    const folder = mkdtempSync(join(tmpdir(), 'quorate-killed-'))
    const processes: ReturnType<typeof watching>[] = []
    const begin = (...given: Parameters<typeof watching>) => {
      const one = watching(...given)
      processes.push(one)
      return one
    }
    try {
      const [file, armed] = [join(folder, 'watch.json'), join(folder, 'armed')]
      writeFileSync(file, JSON.stringify({ url, directory: join(folder, 'storage'), fund: made.fund, monitor }))
      const first = begin(file, `@${armed}`)
      await first.says('watching')
      writeFileSync(`${armed}.new`, point)
      renameSync(`${armed}.new`, armed) // whole, or not there
      await made.execute(trade)
      const [, signal] = await within(first.ended, 40_000, `the kill at ${point}`)
      expect([signal, first.complaint()]).toEqual(['SIGKILL', expect.stringContaining('killed at')])
      const second = begin(file)
      await within(second.says('paused'), 40_000, 'the pause')
      second.stop()
      await second.ended
      expect(await pausesOf(made)).toMatchObject([{ by: made.fund.accounts.guardian }])
      const guardian = made.fund.accounts.guardian ?? made.fund.contracts.core
      expect(await made.chain.client.getTransactionCount({ address: guardian })).toBe(1)
    } finally {
      for (const one of processes) await one.end()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
