// The limit: the same hundred busy machines as live XState actors in memory, nothing durable. Effects, messages and
// timers are XState's own. With `pure: 1` the machine's transition function alone, as the runtime calls it.
import { createActor, fromPromise, type Actor, type AnyMachineSnapshot } from 'xstate'
import type { Port } from '#runtime/authoring.ts'
import { firstTurn, nextTurn } from '#runtime/turn.ts'
import type { Contender, Open } from '../contender.ts'
import { busyEventAt, busyMachine } from '../workload/busyBot.ts'
import { rateOf } from '../workload/rateOf.ts'

const bots = 100
const name = 'bench.look'
// what the bound effect does, as XState runs it; its mark keeps the type of the port it stands in for
const look: Port<{ at: number }, { at: number }> = Object.assign(
  fromPromise<{ at: number }, { at: number }>(({ input }) => Promise.resolve({ at: input.at })),
  { quoratePort: { name, kind: 'read' as const } },
)
const sampleMs = 500

export const open: Open = async ({ options }) => (options['pure'] === 1 ? pureTurns() : liveActors())

function liveActors(): Contender {
  const actors: Actor<typeof busyMachine>[] = []
  const live = busyMachine.provide({
    actors: { [name]: look },
    actions: {
      passOn: ({ event }) => {
        if (event.type === 'pass') actors[Number(event.to.slice('busy:'.length))]?.send({ type: 'passed' })
      },
    },
  })
  for (let index = 0; index < bots; index++) actors.push(createActor(live).start())
  const turns = (): number => actors.reduce((sum, actor) => sum + actor.getSnapshot().context.count, 0)
  return {
    sample: async () => {
      const before = turns()
      const begun = performance.now()
      for (let n = 0; performance.now() - begun < sampleMs; n++) {
        for (const [index, actor] of actors.entries()) actor.send(busyEventAt(n, index, bots))
        // results and timers get their turn, as they do between two batches
        await new Promise((resolve) => setImmediate(resolve))
      }
      return [{ value: ((turns() - before) / (performance.now() - begun)) * 1_000 }]
    },
    close: async () => {
      for (const actor of actors) actor.stop()
    },
  }
}

function pureTurns(): Contender {
  const snapshots: AnyMachineSnapshot[] = Array.from({ length: bots }, () => firstTurn(busyMachine, {}).snapshot)
  let sent = 0
  return {
    sample: async () => [
      await rateOf(() => {
        const index = sent % bots
        const event = busyEventAt(Math.floor(sent / bots), index, bots)
        snapshots[index] = nextTurn(busyMachine, snapshots[index] as AnyMachineSnapshot, event).snapshot
        sent += 1
      }),
    ],
    close: async () => undefined,
  }
}
