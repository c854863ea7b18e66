// The audit log against the chain, with a real daemon: its head is put there once, and a journal that was put back to how it
// was before is found out by what the chain remembers.
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnchorReceipt, AuditVerdict } from '#chat/commands/audit.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'

let drill: Drill
let daemon: Daemon
beforeAll(async () => {
  drill = openDrill()
  drill.configure(quickSettings({ seed: 1 }))
  daemon = await drill.up()
}, 120_000)
afterAll(() => drill.end())

const verify = async (): Promise<AuditVerdict> => {
  const { out } = await drill.quorate('audit', 'verify', '--json')
  return JSON.parse(out) as AuditVerdict // the command's own shape
}
const journal = (): string => join(drill.folders.storage, 'journal')

describe('an audit log', { timeout: 120_000 }, () => {
  it('is anchored by a transaction that carries its head, and found there', async () => {
    const anchored = (await drill.asked('audit', 'anchor')) as AnchorReceipt
    expect(await daemon.fact('audit.anchored')).toMatchObject({ txHash: anchored.txHash, count: anchored.count })
    const { count, head, txHash, block } = anchored
    expect(await verify()).toMatchObject({ whole: true, chain: { anchors: 1, newest: { count, head, txHash, block } } })
  })

  it('is anchored by a schedule too, for as often as something was asked since', async () => {
    await drill.asked('schedule', 'create', 'daily', '--cron', '* * * * * *', '--what', 'audit-anchor', '--fund', 'main')
    const anchored = await daemon.fact('audit.anchored', ({ by }) => by === 'schedule:daily')
    await drill.asked('schedule', 'end', 'daily')
    expect((await verify()).chain.newest?.count).toBeGreaterThanOrEqual(anchored.count)
    const heads = daemon.facts.flatMap((fact) => (fact.type === 'audit.anchored' ? [fact.head] : []))
    expect(new Set(heads).size).toBe(heads.length)
  })

  it('whose end is gone, because its journal was put back, is told so by the chain', async () => {
    await daemon.end('SIGTERM')
    const kept = join(drill.folder, 'kept')
    cpSync(journal(), kept, { recursive: true })
    daemon = await drill.up()
    await drill.asked('fund', 'pause', 'main')
    const anchored = (await drill.asked('audit', 'anchor')) as AnchorReceipt
    await daemon.end('SIGTERM')
    rmSync(journal(), { recursive: true })
    cpSync(kept, journal(), { recursive: true })
    daemon = await drill.up()
    expect(await verify()).toMatchObject({
      whole: false,
      problem: expect.stringContaining(`the end was cut off: block ${anchored.block} says ${anchored.count} entries`),
      chain: { problem: null },
    })
    expect((await drill.quorate('audit', 'verify')).exit).toBe(7)
  })
})
