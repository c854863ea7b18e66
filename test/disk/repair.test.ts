// What a repair keeps, what it says it loses, and that a start afterwards finds exactly that and tells it.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { systemDisk } from '#runtime/disk.ts'
import { openFaulty } from '#runtime/faultyFixtures.ts'
import { contextOf } from '#runtime/fixtures.ts'
import { closeAll } from '#runtime/hostFixtures.ts'
import { checkJournal } from '#runtime/journalCheck.ts'
import { segmentFirstSeq } from '#runtime/journalFormat.ts'
import { planRepair, repairJournal, type RepairPlan } from '#runtime/journalRepair.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import { copyOf, foundBy, killedStorage, removeFolders } from './storageFixture.ts'

let killed: string
let storage: string
beforeAll(async () => {
  killed = await killedStorage()
})
afterEach(closeAll)
afterAll(removeFolders)

const journalFiles = (): readonly string[] => readdirSync(join(storage, 'journal')).toSorted()
const segments = (): readonly string[] => journalFiles().filter((name) => segmentFirstSeq(name) !== undefined)
const base = (): string => journalFiles().find((name) => /^base-.*jsonl$/.test(name)) ?? 'none'
const at = (name: string): string => join(storage, 'journal', name)
function flip(name: string, byte: number): void {
  const bytes = readFileSync(at(name))
  bytes[byte] = (bytes[byte] ?? 0) ^ 1
  writeFileSync(at(name), bytes)
}
const options = (fromSnapshots = false) => ({
  storage,
  disk: systemDisk,
  now: new Date('2026-03-04T05:06:07.089Z'),
  fromSnapshots,
})
/** Everything below a folder, by path. */
function everything(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) found[join(entry.parentPath, entry.name)] = readFileSync(join(entry.parentPath, entry.name), 'latin1')
  return found
}
/** Plans first and sees that nothing changed by it; then does it. */
function repaired(fromSnapshots = false): RepairPlan {
  const before = everything(storage)
  const plan = planRepair(options(fromSnapshots))
  expect(everything(storage)).toEqual(before)
  const { check: _check, ...done } = repairJournal(options(fromSnapshots))
  expect(done).toMatchObject({ does: plan.does, repair: plan.repair, aside: plan.aside, through: plan.through })
  // Every damaged byte is still there, under another name.
  for (const name of plan.aside)
    expect([name, before[at(name)] ?? '']).toEqual([name, readFileSync(at(join(plan.folder, name)), 'latin1')])
  expect(checkJournal(storage, systemDisk)).toMatchObject({ verdict: 'sound', findings: [] })
  return plan
}
const alerts: string[] = []
function started(): Promise<LocalHost> {
  alerts.length = 0
  return openFaulty(storage, { onAlert: ({ code, message }) => alerts.push(`${code}: ${message}`) })
}
const firstOf = (name: string): number => segmentFirstSeq(name) ?? 0

describe('a repair', () => {
  test('keeps the beginning up to the damage, names what is lost, and the next start tells it', async () => {
    storage = copyOf(killed)
    const [, damaged = ''] = segments()
    const whole = foundBy(copyOf(killed))
    flip(damaged, 10)
    const plan = repaired()
    expect(plan).toMatchObject({
      does: 'base',
      repair: { how: 'prefix', lost: { from: firstOf(damaged), to: whole.lastSeq }, bots: ['counter:one', 'counter:two'] },
      through: whole.lastSeq,
    })
    const host = await started()
    expect(alerts).toEqual([
      `JOURNAL_REPAIRED: the journal was repaired: records ${firstOf(damaged)} to ${whole.lastSeq} are lost; they touched counter:one, counter:two`,
    ])
    expect(host.durableThrough()).toBe(whole.lastSeq + 1)
    expect(host.view('counter:two')).toBeUndefined()
    expect(contextOf<{ n: number }>(host, 'counter:one').n).toBeLessThan(18)
    expect(await host.ask('counter:one', { type: 'addAndRead' })).toBe(contextOf<{ n: number }>(host, 'counter:one').n)
    await host.shutdown()
    await started()
    expect(alerts).toEqual([])
  })

  test('makes a damaged base segment anew from the archive, and nothing is lost', async () => {
    storage = copyOf(killed)
    const whole = foundBy(copyOf(killed))
    flip(base(), 40)
    expect(repaired()).toMatchObject({ does: 'base', repair: { how: 'archive', lost: null, bots: [] } })
    const { text, lastSeq } = foundBy(storage)
    expect(lastSeq).toBe(whole.lastSeq)
    expect(bots(text)).toEqual(bots(whole.text))
    await started()
    expect(alerts).toEqual([])
  })

  test('writes a damaged hint anew', () => {
    storage = copyOf(killed)
    const hint = base().replace('.jsonl', '.hint')
    const good = readFileSync(at(hint))
    flip(hint, 40)
    expect(repaired()).toMatchObject({ does: 'hint', repair: null, aside: [hint] })
    expect(readFileSync(at(hint))).toEqual(good)
  })

  test('puts a damaged archive aside with all that is older, so that replay begins behind it', () => {
    storage = copyOf(killed)
    const [archived = ''] = readdirSync(at('archive'))
    flip(join('archive', archived), 10)
    expect(repaired()).toMatchObject({ does: 'archive', repair: null, aside: [join('archive', archived)] })
  })

  test.each([
    ['is gone', (path: string) => rmSync(path)],
    ['is empty', (path: string) => writeFileSync(path, '')],
    [
      'is a folder',
      (path: string) => {
        renameSync(path, `${path}.was`)
        mkdirSync(path)
      },
    ],
  ])('deals with a segment in the middle that %s', async (_how, damage) => {
    storage = copyOf(killed)
    const [, middle = ''] = segments()
    damage(at(middle))
    expect(() => foundBy(storage)).toThrow(expect.objectContaining({ code: 'JOURNAL_CORRUPT' }))
    expect(planRepair(options()).repair?.lost?.from).toBe(firstOf(middle))
    repairJournal(options())
    const host = await started()
    expect(alerts[0]).toContain(`records ${firstOf(middle)} to `)
    expect(host.view('counter:one')?.status).toBe('active')
  })

  test('finds that the newest segment is gone although it was acknowledged', () => {
    storage = copyOf(killed)
    const newest = segments().at(-1) ?? ''
    rmSync(at(newest))
    expect(planRepair(options()).repair?.lost?.from).toBe(firstOf(newest))
  })

  test('without a beginning there is only one way left, and it says which', () => {
    storage = copyOf(killed)
    rmSync(at(base()))
    rmSync(at('archive'), { recursive: true })
    expect(() => planRepair(options())).toThrow(
      expect.objectContaining({ code: 'JOURNAL_UNREPAIRABLE', hint: expect.stringContaining('--from-snapshots') }),
    )
  })

  test('takes the bots from their files when the whole journal is gone', async () => {
    storage = copyOf(killed)
    const whole = foundBy(copyOf(killed))
    rmSync(join(storage, 'journal'), { recursive: true })
    await expect(started()).rejects.toMatchObject({ code: 'JOURNAL_CORRUPT' })
    const plan = repaired(true)
    expect(plan).toMatchObject({ repair: { how: 'snapshots' }, unusable: [] })
    const host = await started()
    expect(alerts[0]).toContain('the bots are as their files in actors/ showed them')
    expect(host.durableThrough()).toBeGreaterThan(whole.lastSeq - 2)
    for (const [address, status, value, context] of bots(whole.text))
      expect([address, host.view(address)?.status, host.view(address)?.value, host.view(address)?.context]).toEqual([
        address,
        status,
        value,
        context,
      ])
    expect(host.view('sleeper:one')?.timers).toHaveLength(1)
    expect(await host.spawn('counter', 'one', { from: 5 })).toBe(false)
    expect(await host.ask('counter:one', { type: 'addAndRead' })).toBe(19)
  })

  test('leaves out a file of a bot with a single wrong byte, and says so', () => {
    storage = copyOf(killed)
    const file = join(storage, 'actors/counter/one.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"n": 18', '"n": 19'))
    rmSync(join(storage, 'journal'), { recursive: true })
    expect(planRepair(options(true))).toMatchObject({ unusable: ['actors/counter/one.json'] })
  })

  test('does nothing to a sound journal, whatever it is asked', () => {
    storage = copyOf(killed)
    const before = everything(storage)
    for (const from of [false, true]) expect(repairJournal(options(from))).toMatchObject({ does: 'nothing', aside: [] })
    expect(everything(storage)).toEqual(before)
    expect(existsSync(at('damaged-20260304T050607Z'))).toBe(false)
  })
})

/** The bots of what a start finds: address, status, state and context. */
function bots(text: string): readonly [`${string}:${string}`, string, unknown, unknown][] {
  const [found] = JSON.parse(text) as [
    { address: `${string}:${string}`; status: string; snapshot: { value: unknown; context: unknown } }[],
  ]
  return found.map(({ address, status, snapshot }) => [address, status, snapshot.value, snapshot.context])
}
