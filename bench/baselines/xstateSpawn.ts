// The same 10,000 children as live XState actors of one parent. It grows with their square, so it is measured once.
import { createActor, setup, spawnChild } from 'xstate'
import type { Open } from '../contender.ts'
import { counterMachine } from '../workload/counterBot.ts'

const children = 10_000
const brood = 100

const parentMachine = setup({
  types: { events: {} as { type: 'have'; from: number } },
  actors: { counter: counterMachine },
}).createMachine({
  id: 'parent',
  on: {
    have: {
      actions: Array.from({ length: brood }, (_, n) => spawnChild('counter', { id: ({ event }) => String(event.from + n) })),
    },
  },
})

export const open: Open = async () => {
  const parent = createActor(parentMachine).start()
  const begun = performance.now()
  for (let from = 0; from < children; from += brood) parent.send({ type: 'have', from })
  const seconds = (performance.now() - begun) / 1_000
  return { sample: async () => [{ value: seconds }], close: async () => void parent.stop() }
}
