// Every turn of a life, run again by its machine alone, must come to what the journal says.
import type { AnyMachineSnapshot } from 'xstate'
import { roles } from '#actors/swarm.ts'
import type { JournalRecord, TurnRecord } from '#runtime/records.ts'
import { firstTurn, nextTurn, persist, restore } from '#runtime/turn.ts'
import type { Violation } from './violation.ts'

const machines = new Map(roles.map(({ role, machine }) => [role, machine]))

/** The first turn that comes to something else. `before` is the newest turn of each bot before the first record, if any. */
export function replayProblems(records: readonly JournalRecord[], before: readonly TurnRecord[] = []): readonly Violation[] {
  const live = new Map<string, AnyMachineSnapshot>()
  for (const { actor, snapshot } of before) {
    const machine = machines.get(actor.slice(0, actor.indexOf(':')))
    if (machine !== undefined) live.set(actor, restore(machine, snapshot))
  }
  for (const record of records) {
    if (record.kind !== 'turn') continue
    const found = again(record, live)
    const said = JSON.stringify(record.snapshot)
    if (found !== said)
      return [{ law: 'replay', detail: `record ${record.seq} of ${record.actor}: ${found}; the journal says ${said}` }]
  }
  return []
}

function again(record: TurnRecord, live: Map<string, AnyMachineSnapshot>): string {
  const { actor, event, cause } = record
  const machine = machines.get(actor.slice(0, actor.indexOf(':')))
  if (machine === undefined) return `nobody knows the role of ${actor}`
  const before = live.get(actor)
  if (event.type === 'quorate.stop') {
    live.set(actor, restore(machine, record.snapshot))
    return JSON.stringify(record.snapshot)
  }
  try {
    const { snapshot } =
      cause.kind === 'start' || before === undefined ? firstTurn(machine, event['input']) : nextTurn(machine, before, event)
    live.set(actor, snapshot)
    return JSON.stringify(persist(snapshot))
  } catch (error) {
    return String(error)
  }
}
