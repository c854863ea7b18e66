// A bot kept as people keep one with lowdb: the live actor's snapshot is put into the file after every transition.
// lowdb renames a whole new file into place and does not sync it.
import { join } from 'node:path'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { createActor, type Snapshot } from 'xstate'
import type { Open } from '../contender.ts'
import { counterMachine } from '../workload/counterBot.ts'
import { rateOf } from '../workload/rateOf.ts'

export const open: Open = async ({ folder }) => {
  const path = join(folder, 'db.json')
  const db = new Low<{ actors: Record<string, Snapshot<unknown>> }>(new JSONFile(path), { actors: {} })
  const actor = createActor(counterMachine).start()
  return {
    sample: async () => [
      await rateOf(async () => {
        actor.send({ type: 'tick', by: 1 })
        db.data.actors['one'] = actor.getPersistedSnapshot()
        await db.write()
      }),
    ],
    close: async () => void actor.stop(),
  }
}
