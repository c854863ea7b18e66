// Every file below an instance's folder, while a daemon runs and after SIGTERM: each one parses, and each one that speaks
// of bots says what the journal says.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StatusDocument } from '#cli/statusFile.ts'
import type { Address } from '#runtime/authoring.ts'
import { systemDisk } from '#runtime/disk.ts'
import { openCopiedJournal } from '#runtime/restoredJournal.ts'
import { stateAt } from '#runtime/stateAt.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'

const longMs = 120_000
/** What files may be behind; and what a busy machine takes to look. */
const staleMs = 2_000
const slackMs = 4_000

let drill: Drill
let daemon: Daemon
beforeAll(async () => {
  drill = openDrill()
  drill.configure(quickSettings({ seed: 1 }))
  daemon = await drill.up()
}, longMs)
afterAll(() => drill.end(), longMs)

interface Child {
  readonly address: Address
  readonly status: string
  readonly value: unknown
  readonly seq: number
}
const file = (...path: readonly string[]): string => readFileSync(join(drill.folders.storage, ...path), 'utf8')
// as runtime/snapshotContent.ts and cli/statusFile.ts write them
const root = (): { readonly seq: number; readonly bots: readonly Child[] } =>
  JSON.parse(file('actors', 'swarm', 'root.json')) as ReturnType<typeof root>
const status = (): StatusDocument => JSON.parse(file('state', 'status.json')) as StatusDocument

/** How each kind of file is read. One that fits none of these is one that nobody thought of. */
const kinds: readonly (readonly [RegExp, (text: string) => void])[] = [
  [/\.json$/, (text) => void JSON.parse(text)],
  [/\.(jsonl|hint|log)$/, (text) => void text.split('\n').map((line) => line === '' || JSON.parse(line))],
  [/(^|\/)daemon\.lock$/, (text) => expect(text).toMatch(/^\d*\n?$/)],
  [/(^|\/)durable\.mark$/, (text) => expect(text).toMatch(/^\d{16} [0-9a-f]{8}\n$/)],
  [/(^|\/)keystores\/chat\.key$/, (text) => expect(text).toMatch(/^[0-9a-f]{64}\n$/)],
  [/(^|\/)anvil\.pid$/, (text) => expect(text).toMatch(/^\d*\n?$/)],
  [/(^|\/)started\.marks$/, (text) => expect(text).toMatch(/^\n\n/)],
]

describe('the files of an instance', { timeout: longMs }, () => {
  it('name every bot and its state while the daemon runs, at most two seconds late', async () => {
    const { intentHash, seq } = await daemon.fact('intent.executed')
    const begun = performance.now()
    const isTold = (): boolean => {
      const intent = root().bots.find(({ address }) => address === `intent:${intentHash}`)
      return intent !== undefined && intent.seq >= seq && status().seq >= seq
    }
    while (!isTold()) await turn()
    expect(performance.now() - begun).toBeLessThan(staleMs + slackMs)
    expect(status()).toMatchObject({ version: 1, instance: drill.mark, pid: daemon.pid, state: 'running', chainId: 31_337 })
    const listed = (await drill.asked('bots')) as { readonly bots: readonly { readonly address: string }[] }
    const named = root().bots.map(({ address }) => address)
    for (const { address } of listed.bots) expect(named).toContain(address)
  })

  it('parse after SIGTERM, every one of them', async () => {
    expect(await daemon.end('SIGTERM')).toMatchObject({ exit: 0 })
    const files = readdirSync(drill.folders.root, { recursive: true, withFileTypes: true }).filter(
      (entry) => !entry.isDirectory(),
    )
    const unknown: string[] = []
    const broken: string[] = []
    for (const entry of files) {
      const path = relative(drill.folders.root, join(entry.parentPath, entry.name))
      const kind = kinds.find(([pattern]) => pattern.test(path))
      if (kind === undefined || !entry.isFile()) {
        unknown.push(path)
        continue
      }
      const [, read] = kind
      if (!reads(() => read(readFileSync(join(drill.folders.root, path), 'utf8')))) broken.push(path)
    }
    expect({ unknown, broken }).toEqual({ unknown: [], broken: [] })
    expect(files.length).toBeGreaterThan(20)
  })

  it('say of every bot what the journal says', () => {
    const { storage } = drill.folders
    const { store, through } = openCopiedJournal(storage, systemDisk) // a journal that was closed is only read
    const journal = join(storage, 'journal')
    const shown = new Map<string, Child & { readonly context: unknown }>()
    const actors = join(storage, 'actors')
    for (const role of readdirSync(actors))
      for (const name of readdirSync(join(actors, role))) {
        const bot = JSON.parse(file('actors', role, name)) as Child & { readonly context: unknown }
        shown.set(bot.address, bot)
      }
    expect([...shown.keys()].toSorted()).toEqual([...store.entries.keys()].toSorted())
    for (const [address, entry] of store.entries) {
      const bot = shown.get(address)
      // what the last turn of the journal says, read from the record itself
      const state = stateAt({ journal, address, seq: through })
      expect([address, bot?.seq]).toEqual([address, entry.seq])
      expect([address, bot?.value, bot?.context]).toEqual([address, state.value, state.context])
    }
    const children = root().bots
    expect(children.map(({ address }) => address).toSorted()).toEqual([...shown.keys()].toSorted())
    for (const { address, value, seq } of children)
      expect({ address, value, seq }).toEqual({ address, value: shown.get(address)?.value, seq: shown.get(address)?.seq })
  })

  it('say as a whole what the journal says', () => {
    const { store, through } = openCopiedJournal(drill.folders.storage, systemDisk)
    const { seq, pid, bots, funds, gateway, quarantined } = status()
    expect({ seq, pid, gateway, quarantined }).toEqual({ seq: through, pid: null, gateway: null, quarantined: [] })
    expect(Object.values(bots).reduce((sum, count) => sum + count, 0)).toBe(store.entries.size)
    const fund = stateAt({ journal: join(drill.folders.storage, 'journal'), address: 'fund:main', seq: through })
    // machines/fund.ts states the shape of its context
    const { round, valuation } = fund.context as { readonly round: number; readonly valuation: { readonly value: string } }
    expect(funds).toMatchObject([{ fundId: 'main', round, totalAssets: valuation.value }])
    expect(readdirSync(join(drill.folders.storage, 'state')).filter((name) => name.endsWith('.new'))).toEqual([])
  })
})

function reads(read: () => void): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
