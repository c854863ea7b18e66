// What users of XState write first: a live root with a thousand children, and after every event the persisted snapshot of
// the whole tree in a file that people can read, which is synced and renamed into place: one that is overwritten where it
// stands is torn by a crash, and nothing is left then. With `restore: 1` the time to bring such a tree of `children` back
// to life.
import { closeSync, fdatasyncSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createActor, setup, spawnChild, type Snapshot } from 'xstate'
import type { Contender, Open } from '../contender.ts'
import { sizedMachine } from '../workload/sizedBot.ts'
import { rateOf } from '../workload/rateOf.ts'

const rootMachine = setup({
  types: { events: {} as { type: 'child'; id: string } },
  actors: { sized: sizedMachine },
}).createMachine({
  id: 'root',
  on: { child: { actions: spawnChild('sized', { id: ({ event }) => event.id }) } },
})

export const open: Open = async ({ folder, options }) => {
  const children = options['children'] ?? 1_000
  const path = join(folder, 'tree.json')
  return options['restore'] === 1 ? restoring(path, children) : persisting(path, children)
}

function persisting(path: string, children: number): Contender {
  const root = createActor(rootMachine).start()
  for (let index = 0; index < children; index++) root.send({ type: 'child', id: String(index) })
  let sent = 0
  return {
    sample: async () => [
      await rateOf(() => {
        root.getSnapshot().children[String(sent++ % children)]?.send({ type: 'tick', by: 1 })
        const fd = openSync(`${path}.tmp`, 'w')
        writeSync(fd, JSON.stringify(root.getPersistedSnapshot(), undefined, 2))
        fdatasyncSync(fd)
        closeSync(fd)
        renameSync(`${path}.tmp`, path)
      }),
    ],
    close: async () => void root.stop(),
  }
}

/** The tree is put together as text: spawning so many live children takes XState a time that grows with their square. */
function restoring(path: string, children: number): Contender {
  const root = createActor(rootMachine).start()
  root.send({ type: 'child', id: '0' })
  const tree = root.getPersistedSnapshot() as Snapshot<unknown> & { children: Record<string, unknown> }
  root.stop()
  const child = tree.children['0']
  tree.children = Object.fromEntries(Array.from({ length: children }, (_, index) => [String(index), child]))
  writeFileSync(path, JSON.stringify(tree))
  return {
    sample: async () => {
      const begun = performance.now()
      // the text was written above
      const snapshot = JSON.parse(readFileSync(path, 'utf8')) as Snapshot<unknown>
      const restored = createActor(rootMachine, { snapshot }).start()
      restored.getSnapshot().children['0']?.send({ type: 'tick', by: 1 })
      const seconds = (performance.now() - begun) / 1_000
      restored.stop()
      return [{ value: seconds }]
    },
    close: async () => undefined,
  }
}
