// A host that is asked many things at once and tells each answer's sequence number as soon as the answer is there.
// As a program (syncTrace.test.ts traces its system calls): node test/crash/acknowledgingHost.ts <directory>
import { writeSync } from 'node:fs'
import type { Disk } from '#runtime/disk.ts'
import { createLocalHost } from '#runtime/localHost.ts'
import { killedBots } from './killedBots.ts'

const asks = 240
/** Some alone, so that both ways of syncing are taken, some together. */
const lanes = [1, 8] as const
/** A new one every few dozen answers. */
const segmentBytes = 8 * 1024

/** Starts a host in `directory`, asks it, tells the answers, compacts in between, and stops it. */
export async function acknowledgeMany(given: {
  readonly directory: string
  readonly disk?: Disk
  /** Called the moment an answer is there. */
  readonly tell: (seq: number) => void
}): Promise<void> {
  const { directory, disk, tell } = given
  const never = (): Promise<unknown> => new Promise(() => undefined)
  const host = await createLocalHost({
    directory,
    bots: killedBots,
    effects: [{ port: 'actor.act', run: never }],
    segmentBytes,
    ...(disk === undefined ? {} : { disk }),
  })
  await host.spawn('sink', 'one', null)
  await host.spawn('source', 'one', null)
  for (const width of lanes) {
    let left = asks / lanes.length
    const lane = async (): Promise<void> => {
      while (left > 0) {
        left -= 1
        tell((await host.send('source:one', { type: 'add' })).seq)
      }
    }
    await Promise.all(Array.from({ length: width }, lane))
    await host.compact()
  }
  await host.shutdown()
}

const [program = '', directory] = process.argv.slice(1)
if (program === import.meta.filename && directory !== undefined)
  await acknowledgeMany({ directory, tell: (seq) => writeSync(1, `acknowledged ${seq}\n`) })
