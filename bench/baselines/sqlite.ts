// A bot kept in SQLite: a live XState actor whose snapshot is written per transition, write-ahead log, synced (FULL).
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createActor } from 'xstate'
import type { Open } from '../contender.ts'
import { counterMachine } from '../workload/counterBot.ts'
import { rateOf } from '../workload/rateOf.ts'

export const open: Open = async ({ folder }) => {
  const db = new Database(join(folder, 'bots.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('create table actor (id text primary key, snapshot text not null)')
  const keep = db.prepare('insert into actor values (?, ?) on conflict (id) do update set snapshot = excluded.snapshot')
  const actor = createActor(counterMachine).start()
  return {
    sample: async () => [
      await rateOf(() => {
        actor.send({ type: 'tick', by: 1 })
        keep.run('one', JSON.stringify(actor.getPersistedSnapshot()))
      }),
    ],
    close: async () => {
      actor.stop()
      db.close()
    },
  }
}
