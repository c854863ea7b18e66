// The runtime stands alone: the guide's bot of 40 lines runs with nothing of the product but runtime/ and the table of
// errors, and outlives kill -9.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { guideManifest, guideProgram } from './guideProgram.ts'
import { errorFiles, importsOf, liftRuntime, runtimeFiles, runtimePackages } from './liftedRuntime.ts'

const parcels = 10
const porters = ['ann', 'bob'] as const
const acknowledgements = Array.from({ length: parcels }, (_, at) => `parcel ${at + 1} is taken`)
let folder: string

beforeAll(() => {
  folder = liftRuntime(guideManifest(), ['zod', '@types/node'])
  writeFileSync(join(folder, 'bot.ts'), guideProgram())
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Run {
  readonly lines: readonly string[]
  readonly signal: NodeJS.Signals | null
  readonly code: number | null
}

/** Runs the program; kills it once it printed `lines` lines or made `stamps` stamps in all, if that is asked for. */
async function run(until: { readonly lines?: number; readonly stamps?: number } = {}): Promise<Run> {
  const bot = spawn(process.execPath, ['bot.ts'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(bot, 'exit') as Promise<[number | null, NodeJS.Signals | null]> // as Node tells it
  const watcher = watch(folder, () => {
    if (stamps().length >= (until.stamps ?? Infinity)) bot.kill('SIGKILL')
  })
  const lines: string[] = []
  for await (const line of createInterface({ input: bot.stdout })) {
    lines.push(line)
    if (lines.length === until.lines) bot.kill('SIGKILL')
  }
  const [code, signal] = await ended
  watcher.close()
  return { lines, signal, code }
}

const stamps = (): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.stamp'))

/** Whose parcel each stamp is on: `ann parcel 3`. An effect under two ids would leave two stamps on one parcel. */
function stampedParcels(): readonly string[] {
  return stamps().map((name) => {
    const [, porter] = /^porter%3A(\w+)%2F/.exec(name) ?? []
    return `${porter} ${readFileSync(join(folder, name), 'utf8').trim()}`
  })
}

/** What the journal's turns say of a porter's parcels that were asked for, and of the facts it published. */
function journaled(porter: string): { readonly asks: readonly string[]; readonly facts: readonly number[] } {
  const journal = join(folder, 'storage', 'journal')
  const lines = readdirSync(journal).flatMap((file) =>
    file.endsWith('.jsonl') ? readFileSync(join(journal, file), 'utf8').split('\n') : [],
  )
  // of a turn's record, the fields that are read here; a line that a kill tore is none
  const turns = lines
    .filter((line) => line.startsWith('{"seq":') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as { actor?: string; cause?: { askId?: string }; facts?: { data: { parcel: number } }[] })
    .filter(({ actor }) => actor === `porter:${porter}`)
  return {
    asks: turns.flatMap(({ cause }) => cause?.askId ?? []),
    facts: turns.flatMap(({ facts }) => facts ?? []).map(({ data }) => data.parcel),
  }
}

describe('the runtime', () => {
  const foreign = (path: string): readonly string[] =>
    importsOf(path).filter(
      (name) =>
        !/^(\.\/|node:|#runtime\/|#protocol\/errors\.ts$)/.test(name) && !runtimePackages.some((allowed) => allowed === name),
    )

  test('imports nothing of the product but the table of errors, and two packages', () => {
    expect(foreign('actors/relayDoor.ts')).toContain('#protocol/attestation.ts') // the rule sees what it forbids
    expect(Object.fromEntries(runtimeFiles().map((path) => [path, foreign(path)]))).toEqual(
      Object.fromEntries(runtimeFiles().map((path) => [path, []])),
    )
    const own = errorFiles.map((path) => path.replace('protocol/', './'))
    expect(errorFiles.flatMap(importsOf).filter((from) => !own.includes(from))).toEqual([])
  })
})

describe("the guide's bot, with only the runtime", () => {
  test('has at most 40 lines', () => {
    expect(guideProgram().trimEnd().split('\n').length).toBeLessThanOrEqual(40)
  })

  test('names the packages that the project itself runs with', () => {
    const named = ['fs-native-extensions', 'xstate', 'zod'] as const
    const dependencies = Object.fromEntries(named.map((name) => [name, manifest.dependencies[name]]))
    expect(guideManifest()).toMatchObject({ dependencies })
  })

  test('passes the type check', { timeout: 60_000 }, () => {
    const tsc = join(import.meta.dirname, '../../node_modules/.bin/tsc')
    expect(spawnSync(tsc, ['--noEmit', '-p', folder], { encoding: 'utf8' })).toMatchObject({ stdout: '', stderr: '', status: 0 })
  })

  test('killed in the midst of it again and again, loses nothing and does nothing twice', { timeout: 120_000 }, async () => {
    for (const until of [{ lines: 3 }, { stamps: 1 }, { stamps: 6 }, { stamps: 11 }, { stamps: 17 }]) {
      const { lines, signal } = await run(until)
      expect(signal).toBe('SIGKILL')
      expect(stamps().length).toBeLessThan(porters.length * parcels)
      expect(lines).toEqual(acknowledgements.slice(0, lines.length))
      // what was acknowledged is in the journal now, before anything can repeat it
      expect(journaled('ann').asks).toEqual(expect.arrayContaining(lines.map((_, at) => `parcel ${at + 1}`)))
    }
    const last = await run()
    expect(last).toMatchObject({ code: 0, signal: null })
    expect(last.lines.slice(0, parcels)).toEqual(acknowledgements)

    const numbers = Array.from({ length: parcels }, (_, at) => at + 1)
    expect(stampedParcels().toSorted()).toEqual(
      porters.flatMap((porter) => numbers.map((number) => `${porter} parcel ${number}`)).toSorted(),
    )
    expect(journaled('ann')).toEqual({ asks: numbers.map((number) => `parcel ${number}`), facts: numbers })
    expect(journaled('bob')).toEqual({ asks: [], facts: numbers })
    for (const porter of porters) {
      const file = readFileSync(join(folder, 'storage', 'actors', 'porter', `${porter}.json`), 'utf8')
      const rest = { value: 'resting', context: { taken: parcels, passed: parcels }, queued: 0, timers: [], effects: [] }
      expect(JSON.parse(file)).toMatchObject(rest)
    }
  })

  test('started once more, does nothing at all and says the same', async () => {
    const before = stamps().toSorted()
    expect(await run()).toMatchObject({ code: 0, lines: expect.arrayContaining(acknowledgements) as string[] })
    expect(stamps().toSorted()).toEqual(before)
  })
})
