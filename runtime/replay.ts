// Runs the turns of a bot again from the journal and compares: no effect runs, time is the journal's.
import type { AnyMachineSnapshot } from 'xstate'
import type { Address } from './authoring.ts'
import type { BotDefinition, Json } from './host.ts'
import { turnRecords } from './observation.ts'
import type { TurnRecord } from './records.ts'
import { firstTurn, nextTurn, persist, restore, type StoredSnapshot, type TurnOutcome } from './turn.ts'

/** One turn run again. */
export interface ReplayedTurn {
  readonly seq: number
  readonly at: string
  readonly event: TurnRecord['event']
  readonly value: Json
  readonly snapshot: StoredSnapshot
  /** What the journal says and the machine does not, or undefined when they agree. */
  readonly difference?: { readonly journal: StoredSnapshot | string; readonly machine: StoredSnapshot | string }
}

/** Where the turns are and which of them. `journal` is the journal's folder. */
export interface ReplayOptions {
  readonly journal: string
  readonly address: Address
  readonly bot: BotDefinition
  /** First sequence number not wanted. Default: to the end. */
  readonly before?: number
}

/**
 * Replays a bot, oldest turn first; a difference does not end it, the journal's state is taken up again.
 * @throws JOURNAL_TRUNCATED when its first turns are no longer kept
 */
export function* replay({ journal, address, bot, before = Number.MAX_SAFE_INTEGER }: ReplayOptions): Generator<ReplayedTurn> {
  let snapshot: AnyMachineSnapshot | undefined
  for (const record of turnRecords(journal, 0, before - 1)) {
    if (record.actor !== address) continue
    const { seq, at, event } = record
    const outcome = again(bot, snapshot, record)
    const found = outcome instanceof Error ? outcome.message : outcome
    const same = typeof found !== 'string' && JSON.stringify(found) === JSON.stringify(record.snapshot)
    snapshot = restore(bot.machine, record.snapshot)
    const replayed = { seq, at, event, value: record.snapshot.value, snapshot: record.snapshot }
    yield same ? replayed : { ...replayed, difference: { journal: record.snapshot, machine: found } }
  }
}

function again(bot: BotDefinition, before: AnyMachineSnapshot | undefined, record: TurnRecord): StoredSnapshot | Error {
  try {
    if (record.event.type === 'quorate.stop' && before !== undefined) return { ...persist(before), status: 'stopped' }
    const outcome: TurnOutcome =
      record.cause.kind === 'start' || before === undefined
        ? firstTurn(bot.machine, record.event['input'])
        : nextTurn(bot.machine, before, record.event)
    return persist(outcome.snapshot)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
