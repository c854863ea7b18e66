// Keeps what this version stores, so that every later one is tested against it: each role's snapshot in every configuration
// that its tests come to rest in, and journals of its format. Run once, when a version is released:
// `node scripts/recordRelease.ts` writes test/fixtures/released/<version>/.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startVitest } from 'vitest/node'
import { roles } from '#actors/swarm.ts'
import { segmentName } from '#runtime/journalFormat.ts'
import { createLocalHost } from '#runtime/localHost.ts'
import type { StoredSnapshot } from '#runtime/turn.ts'
import { demoSegment } from '../test/history/demoHistory.ts'
import { quietEffects } from '../test/released/quietEffects.ts'
import {
  instanceOf,
  releasedFolder,
  writePacked,
  type ReleasedJournal,
  type ReleasedSnapshots,
} from '../test/released/releasedFiles.ts'

const root = join(import.meta.dirname, '..')

async function snapshots(): Promise<readonly ReleasedSnapshots[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-at-rest-'))
  process.env['KEEP_AT_REST'] = folder
  const setupFiles = [join(root, 'test', 'machines', 'keepAtRest.ts')]
  const options = { root, watch: false, fileParallelism: false, setupFiles }
  const run = await startVitest('test', ['machines/'], options)
  await run.close()
  const found = roles.map(({ role, version }) => {
    const kept = JSON.parse(readFileSync(join(folder, `${role}.json`), 'utf8')) as Record<string, StoredSnapshot>
    return { role, version, snapshots: Object.values(kept) }
  })
  rmSync(folder, { recursive: true })
  return found
}

/** The recorded history as it is; and after a compaction by this version: base segment, hint and what follows. */
async function journals(): Promise<Readonly<Record<string, ReleasedJournal>>> {
  const segment: ReleasedJournal = { [segmentName(1)]: demoSegment() }
  const { directory, journal, end } = instanceOf(segment)
  const host = await createLocalHost({ directory, bots: roles, effects: quietEffects })
  await host.compact()
  await host.shutdown()
  const names = readdirSync(journal).filter((name) => name !== 'archive')
  const compacted = Object.fromEntries(names.map((name) => [name, readFileSync(join(journal, name), 'utf8').replace(/\0+$/, '')]))
  end()
  return { segment, compacted }
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }
const folder = join(releasedFolder, version)
mkdirSync(folder, { recursive: true })
for (const [name, content] of [
  ['snapshots', await snapshots()],
  ['journals', await journals()],
] as const)
  console.log(`${name}: ${writePacked(join(folder, `${name}.json.br`), content)} bytes in ${folder}`)
