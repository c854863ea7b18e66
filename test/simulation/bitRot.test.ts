// One bit of what was acknowledged is turned: the journal is refused, or what comes up is right. Never a wrong state.
import { expect, it } from 'vitest'
import { effectsOf, roles } from '#actors/swarm.ts'
import type { World } from '#actors/world.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { DiskImage } from '#runtime/simulatedDisk.ts'
import { createSimulatedHost, settled, SimulatedMachine } from '#runtime/simulatedHost.ts'
import { SimulatedRandom } from '#runtime/simulatedRandom.ts'
import { JournalLaw } from './journalLaw.ts'
import { JournalMirror } from './journalMirror.ts'
import { Life } from './life.ts'
import { recoveryProblems } from './recoveryLaw.ts'
import { wellCast } from './simulatedFund.ts'

/** A swarm as it lies on disk after a quiet beginning, with a base segment behind it or without. */
async function image(compacted: boolean): Promise<DiskImage> {
  const life = new Life({ seed: 9, cast: wellCast(0), faults: [], acts: [{ step: compacted ? 60 : 9_999, kind: 'compact' }] })
  await life.until(150)
  expect(life.violations).toEqual([])
  life.daemon.process.die()
  return life.machine.disk.image()
}

/** What a start makes of a disk with one bit turned: `refused`, or the first thing that it believes wrongly, or `right`. */
async function startWithRot(disk: DiskImage, seed: number): Promise<string> {
  const random = new SimulatedRandom(seed, 'rot')
  const machine = new SimulatedMachine(seed)
  machine.disk.load(disk)
  const law = new JournalLaw(() => undefined)
  for (const record of new JournalMirror(machine.disk).take()) law.take(record)
  const files = [...machine.disk.folders.files()].filter(([path]) => /\/journal\/(base|\d)/.test(path))
  const [, file] = random.pick(files)
  const written = file.read(0, file.size).findLastIndex((byte) => byte !== 0) + 1
  file.rot(random.int(written), random.int(8))
  const process = machine.boot()
  const starting = createSimulatedHost(process, { bots: roles, effects: effectsOf({} as World) }).then(
    (host) => {
      // the last batch cannot be told from one that was being written when the power went
      const found = host.tailWasCut ? 'cut' : ([...recoveryProblems(host, law)][0]?.detail ?? 'right')
      process.die()
      return found
    },
    (error: unknown) => (error instanceof QuorateError && error.code === 'JOURNAL_CORRUPT' ? 'refused' : String(error)),
  )
  for (let n = 0; n < 50; n += 1) {
    machine.time.step()
    await settled()
  }
  return starting
}

it.each([false, true])(
  'refuses a flipped bit or is right all the same (compacted: %s)',
  { timeout: 120_000 },
  async (compacted) => {
    const disk = await image(compacted)
    const outcomes: string[] = []
    for (let seed = 1; seed <= 60; seed += 1) outcomes.push(await startWithRot(disk, seed))
    expect(outcomes.filter((one) => !['refused', 'right', 'cut'].includes(one))).toEqual([])
    expect(outcomes.filter((one) => one === 'refused').length).toBeGreaterThan(compacted ? 20 : 40)
    expect(outcomes.filter((one) => one === 'cut').length).toBeLessThan(10)
  },
)
