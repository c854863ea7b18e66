// A host without product around it is killed at every point the runtime has, one after the other, on two directories.
// Each start recovers from the kill before; at the end everything is counted.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { killedBots, killedEffects } from './killedBots.ts'
import { runtimePoints, type NamedPoint } from './killPoints.ts'
import { JournalTrail } from './journalTrail.ts'

const program = join(import.meta.dirname, 'killedHost.ts')
const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-matrix-'))
  folders.push(folder)
  return folder
}

interface Life {
  readonly acknowledged: readonly string[]
  readonly said: string
  readonly signal: NodeJS.Signals | null
}

/** One process: from its start to its death. @param stopAfter answers after which it is told to end */
function live(directory: string, killAt: string, from: number, stopAfter = Infinity): Promise<Life> {
  const child = spawn(process.execPath, [program, directory, String(from)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, QUORATE_KILL_AT: killAt },
  })
  const acknowledged: string[] = []
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  createInterface({ input: child.stdout }).on('line', (line) => {
    acknowledged.push(line.replace('ack ', ''))
    if (acknowledged.length === stopAfter) child.stdin.end()
  })
  return new Promise((resolve) => child.once('close', (_code, signal) => resolve({ acknowledged, said, signal })))
}

interface Told {
  readonly point: string
  readonly died: string
  readonly lost: readonly string[]
  readonly twice: readonly string[]
}

/** Kills a host at each of these points, on one directory, and says what each life left behind. */
async function killAtEach(directory: string, points: readonly NamedPoint[]): Promise<readonly Told[]> {
  const trail = new JournalTrail(join(directory, 'journal'))
  const told: Told[] = []
  for (const [nr, { point, moment, passes = 1 }] of points.entries()) {
    const killAt = `${point}#${1 + (nr % passes)}`
    // every life asks some of what the last one asked again, with the same ids
    const from = Math.max(0, trail.asks.size - 10)
    const { acknowledged, said } = await live(directory, killAt, from, moment === 'stop' ? 8 : Infinity)
    trail.look()
    told.push({
      point,
      died: said.trim(),
      lost: acknowledged.filter((id) => trail.asks.get(id) !== 1),
      twice: [...trail.asks].flatMap(([id, turns]) => (turns > 1 ? [id] : [])),
    })
  }
  return told
}

const matrix = runtimePoints.toSorted((one, other) => Number(one.moment === 'start') - Number(other.moment === 'start'))

test(
  'a host killed at every point of the runtime loses nothing acknowledged and does nothing twice',
  { timeout: 240_000 },
  async () => {
    const lanes = [0, 1].map((lane) => ({ directory: newFolder(), points: matrix.filter((_, nr) => nr % 2 === lane) }))
    const told = (await Promise.all(lanes.map(({ directory, points }) => killAtEach(directory, points)))).flat()
    expect(told.filter(({ point, died }) => !died.startsWith(`killed at ${point}#`))).toEqual([])
    expect(told.filter(({ lost, twice }) => lost.length + twice.length > 0)).toEqual([])
    expect(told).toHaveLength(matrix.length)
    for (const { directory } of lanes) await countAll(directory)
  },
)

/** Starts a host where the last one died and compares what bots, journal and the world say. */
async function countAll(directory: string): Promise<void> {
  const trail = new JournalTrail(join(directory, 'journal'))
  trail.look()
  const asked = [...trail.asks.keys()].filter((id) => id.startsWith('ask-')).length
  const host = await createLocalHost({ directory, bots: killedBots, effects: killedEffects(directory) })
  await until(() => countOf(host, 'sink:one') === asked)
  const acts = readFileSync(join(directory, 'acts.log'), 'utf8').trim().split('\n')
  const keys = new Map<string, Set<string>>()
  for (const [effectId = '', nr = ''] of acts.map((line) => line.split(' ')))
    keys.set(nr, (keys.get(nr) ?? new Set()).add(effectId))
  const answered = countOf(host, 'actor:one') ?? 0
  expect({ asked: countOf(host, 'source:one'), told: countOf(host, 'sink:one') }).toEqual({ asked, told: asked })
  // an act may run again after a death, but under its own key, and no answer comes from nowhere
  expect([...keys].filter(([, ids]) => ids.size > 1)).toEqual([])
  expect(Array.from({ length: answered }, (_, nr) => keys.has(String(nr)))).not.toContain(false)
  expect(answered).toBeGreaterThan(0)
  expect(host.view('actor:one')?.status).toBe('active')
  await host.shutdown()
}

const countOf = (host: LocalHost, address: 'sink:one' | 'source:one' | 'actor:one'): number | undefined =>
  (host.view(address)?.context as { readonly n: number } | undefined)?.n

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setImmediate(resolve))
}

test('the table of points is what a host passes, no more and no less', { timeout: 60_000 }, async () => {
  const directory = newFolder()
  // long enough for a compaction, a second one that removes the first one's base, and the files for people
  const { said } = await live(directory, '?', 0, 150)
  const passed = said.split('\n').flatMap((line) => (line.startsWith('passes ') ? [line.slice('passes '.length)] : []))
  expect(passed.toSorted()).toEqual(runtimePoints.map(({ point }) => point).toSorted())
})
