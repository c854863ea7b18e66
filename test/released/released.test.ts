// What every released version stored can be restored by this program, for ever. When a role's version is raised, these
// snapshots are what its migrations are tested on.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { roles } from '#actors/swarm.ts'
import type { Address } from '#runtime/authoring.ts'
import type { BotDefinition, Json } from '#runtime/host.ts'
import { journalFormat, sealLine, type Seal } from '#runtime/journalFormat.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { storedState } from '#runtime/migration.ts'
import { checkMigrations } from '#runtime/migrationCheck.ts'
import { migrationProblems } from '#runtime/migrationProblems.ts'
import { emptyBook, type Book, type JournalRecord } from '#runtime/records.ts'
import { replay } from '#runtime/replay.ts'
import { nextTurn, persist, restore, type StoredSnapshot } from '#runtime/turn.ts'
import { quietEffects } from './quietEffects.ts'
import { instanceOf, releasedJournals, releasedSnapshots, releases, type ReleasedJournal } from './releasedFiles.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** The same records under the seal of the next format. */
function newerFormat(text: string): string {
  const lines = text.trimEnd().split('\n')
  // this program's own seal
  const { seal } = JSON.parse(lines.at(-1) ?? '') as { readonly seal: Seal }
  return `${lines.slice(0, -1).join('\n')}\n${sealLine({ ...seal, format: journalFormat + 1 })}`
}

function botOf(role: string): BotDefinition {
  const bot = roles.find((each) => each.role === role)
  if (bot === undefined) throw new Error(`no role ${role}: what it stored can no longer be read`)
  return bot
}

/** The effects that a stored bot waits for, as its book names them. */
function bookOf({ children }: StoredSnapshot): Book {
  const effect = { kind: 'read', input: null, attempt: 1, deaths: 0, running: true, since: '2026-01-01T00:00:00.000Z' } as const
  const effects = Object.entries(children ?? {}).map(([name, port]) => [name, { ...effect, id: 'a:b/1/0', name, port }] as const)
  return { ...emptyBook, effects: Object.fromEntries(effects) }
}

async function opened(files: ReleasedJournal): Promise<{ host: LocalHost; journal: string }> {
  const { directory, journal, end } = instanceOf(files)
  ends.push(end)
  const host = await createLocalHost({ directory, bots: roles, effects: quietEffects })
  ends.push(() => host.shutdown())
  return { host, journal }
}

/** Each bot's last stored state, from the lines of all files, in the order of their names: the base comes after segments. */
function lastStates(files: ReleasedJournal): ReadonlyMap<Address, StoredSnapshot> {
  const found = new Map<Address, { readonly seq: number; readonly snapshot: StoredSnapshot }>()
  for (const line of Object.values(files).join('').split('\n')) {
    if (!line.startsWith('{"seq"')) continue
    const record = JSON.parse(line) as JournalRecord
    if (!('snapshot' in record) || (found.get(record.actor)?.seq ?? 0) > record.seq) continue
    found.set(record.actor, record)
  }
  return new Map([...found].map(([actor, { snapshot }]) => [actor, snapshot]))
}

describe.each(releases())('version %s', (release) => {
  const snapshots = releasedSnapshots(release)
  const journals = releasedJournals(release)

  test('has snapshots of every role, and a journal with and without a base segment', () => {
    expect(snapshots.every(({ snapshots: all }) => all.length > 0)).toBe(true)
    expect(snapshots.length).toBeGreaterThan(0)
    expect(Object.keys(journals).toSorted()).toEqual(['compacted', 'segment'])
  })

  test.each(snapshots)('$role of version $version is restored from every configuration', ({ role, version, snapshots: all }) => {
    const bot = botOf(role)
    for (const snapshot of all) {
      const stored = { address: `${role}:one` as const, version, snapshot, book: bookOf(snapshot) }
      expect(migrationProblems(bot, stored).problems).toEqual([])
      const state = storedState(bot, stored.address, stored)
      const live = restore(bot.machine, state)
      expect(JSON.parse(JSON.stringify(persist(live)))).toEqual(state)
      // it takes turns, and an event that nobody knows changes nothing
      const after = nextTurn(bot.machine, live, { type: 'no.such.event' })
      expect(JSON.parse(JSON.stringify(persist(after.snapshot)))).toEqual(state)
    }
  })

  test.each(Object.entries(journals))('its journal starts: %s', async (_name, files) => {
    const { host, journal } = await opened(files)
    const states = lastStates(files)
    expect(
      host
        .list()
        .map(({ address }) => address)
        .toSorted(),
    ).toEqual([...states.keys()].toSorted())
    for (const [address, { value, context, status }] of states) {
      expect([address, host.view(address)]).toMatchObject([address, { value, context, status }])
    }
    expect(checkMigrations({ journal, bots: roles }).filter(({ verdict }) => verdict === 'fails')).toEqual([])
  })

  test('its base segment is read without its hint too', async () => {
    const { directory, journal, end } = instanceOf(journals['compacted'] ?? {})
    ends.push(end)
    const [hint = ''] = Object.keys(journals['compacted'] ?? {}).filter((name) => name.endsWith('.hint'))
    rmSync(join(journal, hint))
    const host = await createLocalHost({ directory, bots: roles, effects: quietEffects })
    ends.push(() => host.shutdown())
    expect(host.list().length).toBe(lastStates(journals['compacted'] ?? {}).size)
  })
})

describe('what this program never wrote', () => {
  const [release = ''] = releases()
  const { segment = {} } = releasedJournals(release)

  test('a journal of a newer format is refused', async () => {
    const files = Object.fromEntries(Object.entries(segment).map(([name, text]) => [name, newerFormat(text)]))
    await expect(opened(files)).rejects.toMatchObject({ code: 'JOURNAL_VERSION', details: { found: 2, known: 1 } })
    const { journal, end } = instanceOf(files)
    ends.push(end)
    expect(() => [...replay({ journal, address: 'swarm:root', bots: roles })]).toThrow(
      expect.objectContaining({ code: 'JOURNAL_VERSION' }),
    )
  })

  test('a bot of a newer version is refused', async () => {
    const newer = roles.map((bot) => ({ ...bot, version: 2, migrations: { 1: (stored: Json) => stored } }))
    const { directory, end } = instanceOf(segment)
    ends.push(end)
    const host = await createLocalHost({ directory, bots: newer, effects: quietEffects })
    await host.send('swarm:root', { type: 'swarm.booted' })
    await host.shutdown()
    await expect(createLocalHost({ directory, bots: roles, effects: quietEffects })).rejects.toMatchObject({
      code: 'SNAPSHOT_VERSION',
      details: { found: 2, known: 1 },
    })
  })
})
