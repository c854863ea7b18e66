// A verifier that shares no line with this project's: plain Python, a real daemon, its real gateway, a real Anvil. Its weight
// is such that without it nothing reaches a threshold: whatever trades after it joined, it has signed.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFundRecord } from '#cli/fundRecord.ts'
import type { RegistrationReceipt } from '#chat/commands/registrations.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'
import { needPythonPackages, python } from './pythonPackages.ts'

const program = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs', 'examples', 'verifier.py')
const key = `0x${randomBytes(32).toString('hex')}`

interface Line {
  readonly what: string
  readonly [key: string]: unknown
}
interface Verifier {
  readonly lines: readonly Line[]
  /** The first line that fits, seen already or awaited; it fails when the program ends before. */
  line(fits: (line: Line) => boolean): Promise<Line>
  end(): Promise<void>
}

let drill: Drill
let daemon: Daemon
let verifier: Verifier
let botId: string
beforeAll(async () => {
  await needPythonPackages()
  drill = openDrill()
  drill.configure(quickSettings({ seed: 1 }))
  daemon = await drill.up()
}, 300_000)
afterAll(async () => {
  await verifier.end()
  await drill.end()
})

async function startVerifier(...words: readonly string[]): Promise<Verifier> {
  const [fund] = readFundRecord(drill.folders.storage)
  if (fund === undefined) throw new Error('the instance has a fund')
  const { port } = JSON.parse(readFileSync(join(drill.folders.storage, 'state', 'gateway.json'), 'utf8')) as { port: number }
  const { chain } = await daemon.status()
  const place = ['--url', `http://127.0.0.1:${port}`, '--rpc', chain.rpcUrl, '--fund', 'main']
  const about = ['--chain-id', String(fund.chainId), '--vault', fund.contracts.vault, '--name', 'delta', '--weight', '2']
  const child = spawn(python, ['-B', program, ...place, ...about, ...words], {
    env: { VERIFIER_KEY: key },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return watch(child)
}

function watch(child: ChildProcess): Verifier {
  const lines: Line[] = []
  const news = new EventTarget()
  let complaint = ''
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new Error('both are piped')
  stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  createInterface({ input: stdout }).on('line', (text) => {
    lines.push(JSON.parse(text) as Line) // the program's own
    news.dispatchEvent(new Event('line'))
  })
  const ended = once(child, 'close').then(() => news.dispatchEvent(new Event('line')))
  return {
    lines,
    async line(fits) {
      for (;;) {
        const found = lines.find(fits)
        if (found !== undefined) return found
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`the verifier has ended: ${complaint}\n${lines.map((one) => JSON.stringify(one)).join('\n')}`)
        await once(news, 'line', { signal: AbortSignal.timeout(60_000) })
      }
    },
    async end() {
      child.kill('SIGINT')
      await ended
    },
  }
}

describe('a verifier in plain Python', { timeout: 180_000 }, () => {
  it('registers with its own key and waits; what it asks for is shown to people', async () => {
    verifier = await startVerifier('--title', 'desk two')
    const { answer } = await verifier.line(({ what }) => what === 'registered')
    botId = (answer as { botId: string }).botId
    const shown = (await drill.asked('bot', 'show', 'main', botId)) as RegistrationReceipt
    expect(shown.bot).toMatchObject({ state: 'requested', name: 'delta', weight: 2, title: 'desk two' })
  })

  it('is approved by the owner, and a set epoch with it opens on chain', async () => {
    expect(await drill.quorate('bot', 'approve', 'main', botId, '--yes')).toMatchObject({ exit: 0 })
    const opened = await daemon.fact('set.opened')
    expect(opened).toMatchObject({ setEpoch: 2, members: 4, thresholds: { claim: 4, snapshot: 4, intent: 4 } })
    await daemon.fact('bot.joined', (fact) => fact.botId === botId)
    await verifier.line(({ what }) => what === 'verifying')
  })

  it('reproduces claims, recomputes snapshots, checks trades, and is counted: the fund trades only with its signatures', async () => {
    const joined = await daemon.fact('bot.joined')
    const { address } = joined
    const claim = await daemon.fact('claim.attested', (fact) => fact.verifier === address)
    expect(claim).toMatchObject({ verdict: 'PASS', thresholdWeight: 4, totalWeight: 5 })
    await daemon.fact('snapshot.attested', (fact) => fact.verifier === address && fact.verdict === 'PASS')
    const signed = await daemon.fact('intent.attested', (fact) => fact.verifier === address && fact.verdict === 'PASS')
    const executed = await daemon.fact('intent.executed', (fact) => fact.intentHash === signed.intentHash)
    const approved = await daemon.fact('intent.approved', (fact) => fact.intentHash === executed.intentHash)
    expect(approved.signers).toContain(address)
    // nothing that it looked at was found otherwise by itself
    const found = verifier.lines.filter(({ what, verdict }) => what === 'claim.attest' && verdict === 'FAIL')
    expect(found).toEqual([])
  })

  it('retires by its own word: the next set is without it, and the fund goes on', async () => {
    const leaving = await startVerifier('--retire', '--bot-id', botId)
    expect(await leaving.line(({ what }) => what === 'retired')).toMatchObject({ status: 202 })
    await leaving.end()
    const left = await daemon.fact('bot.left')
    expect(left).toMatchObject({ how: 'retired', setEpoch: 3 })
    await daemon.fact('claim.finalized', ({ seq }) => seq > left.seq)
    expect(await drill.asked('bot', 'list', 'main')).toMatchObject({ bots: [{ botId, state: 'retired' }] })
  })
})
