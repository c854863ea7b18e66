// A host without product around it is killed at every point the runtime has, one after the other, on two directories.
// Each start recovers from the kill before; at the end everything is counted.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Address } from '#runtime/authoring.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { killedBots, killedEffects } from './killedBots.ts'
import { liveUntilKilled } from './killedLife.ts'
import { runtimePoints, type NamedPoint } from './killPoints.ts'
import { JournalTrail } from './journalTrail.ts'

const folders: string[] = []
/** Messages on their way at the last kill are delivered within milliseconds. */
const settleMaxMs = 20_000
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-matrix-'))
  folders.push(folder)
  return folder
}

interface Told {
  readonly point: string
  readonly died: string
  readonly lost: readonly string[]
  readonly twice: readonly string[]
}

/** Kills a host at each of these points, on one directory, and says what each life left behind. */
async function killAtEach(directory: string, trail: JournalTrail, points: readonly NamedPoint[]): Promise<readonly Told[]> {
  const told: Told[] = []
  for (const [nr, { point, moment, passes = 1 }] of points.entries()) {
    // late enough that there is something to lose
    const killAt = `${point}#${passes - (nr % Math.min(passes, 4))}`
    // every life asks some of what the last one asked again, with the same ids
    const from = Math.max(0, trail.asks.size - 10)
    const { acknowledged, said } = await liveUntilKilled({
      directory,
      killAt,
      from,
      // a long life compacts what it said first, and what the archive lets go is not there to be read afterwards
      onAnswer: () => trail.look(),
      ...(moment === 'stop' ? { stopAfter: 8 } : {}),
    })
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
  { timeout: 480_000 },
  async () => {
    const lanes = [0, 1].map((lane) => {
      const directory = newFolder()
      return { directory, trail: new JournalTrail(join(directory, 'journal')), points: matrix.filter((_, nr) => nr % 2 === lane) }
    })
    const told = (await Promise.all(lanes.map(({ directory, trail, points }) => killAtEach(directory, trail, points)))).flat()
    expect(told.filter(({ point, died }) => !died.startsWith(`killed at ${point}#`))).toEqual([])
    expect(told.filter(({ lost, twice }) => lost.length + twice.length > 0)).toEqual([])
    expect(told).toHaveLength(matrix.length)
    for (const { directory, trail } of lanes) await countAll(directory, trail)
  },
)

/** Starts a host where the last one died and compares what bots, journal and the world say. */
async function countAll(directory: string, trail: JournalTrail): Promise<void> {
  const asked = [...trail.asks.keys()].filter((id) => id.startsWith('ask-')).length
  const host = await createLocalHost({ directory, bots: killedBots, effects: killedEffects(directory) })
  await until(() => countOf(host, 'sink:one') === asked)
  expect({ asked: countOf(host, 'source:one'), told: countOf(host, 'sink:one') }).toEqual({ asked, told: asked })
  const acts = readActs(directory)
  // an act may run again after a death, but under its own key, and no answer comes from nowhere
  expect([...acts].filter(([, keys]) => keys.size > 1)).toEqual([])
  const answered = host
    .list('actor')
    .flatMap(({ address }) => Array.from({ length: countOf(host, address) ?? 0 }, (_, nr) => `${address} ${nr}`))
  expect(answered.filter((act) => !acts.has(act))).toEqual([])
  expect(answered.length).toBeGreaterThan(0)
  await host.shutdown()
}

/** Of each act that a bot asked for, the keys it was done under. */
function readActs(directory: string): ReadonlyMap<string, ReadonlySet<string>> {
  const acts = new Map<string, Set<string>>()
  for (const line of readFileSync(join(directory, 'acts.log'), 'utf8').trim().split('\n')) {
    const [effectId = '', nr = ''] = line.split(' ')
    const act = `${effectId.slice(0, effectId.indexOf('/'))} ${nr}`
    acts.set(act, (acts.get(act) ?? new Set()).add(effectId))
  }
  return acts
}

const countOf = (host: LocalHost, address: Address): number | undefined =>
  (host.view(address)?.context as { readonly n: number } | undefined)?.n

/** Until it is so, or for as long as it may take; then the comparison says what is wrong. */
async function until(reached: () => boolean): Promise<void> {
  const end = performance.now() + settleMaxMs
  while (!reached() && performance.now() < end) await new Promise((resolve) => setImmediate(resolve))
}

test('the table of points is what a host passes, no more and no less', { timeout: 60_000 }, async () => {
  const directory = newFolder()
  // long enough for a compaction, a second one that removes the first one's base, and the files for people
  const { said } = await liveUntilKilled({ directory, killAt: '?', from: 0, stopAfter: 150 })
  const passed = said.split('\n').flatMap((line) => (line.startsWith('passes ') ? [line.slice('passes '.length)] : []))
  expect(passed.toSorted()).toEqual(runtimePoints.map(({ point }) => point).toSorted())
})
