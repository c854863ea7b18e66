// When the end of the journal is in doubt, what a bot remembers may be behind what it did. Roles that must look at the
// world before they act again say so with an event; the start that finds the doubt sends it, in its own record, so that it
// arrives once even when that start dies.
import type { BotDefinition } from './host.ts'
import type { JournalTail } from './journalWriter.ts'
import type { DaemonRecord, Repair } from './records.ts'
import type { Store } from './store.ts'

/** What a start tells the operators. */
export interface Doubt {
  readonly code: 'JOURNAL_TAIL_CUT' | 'JOURNAL_REPAIRED' | 'JOURNAL_RESTORED'
  readonly message: string
}

/** Why the end of the journal is in doubt, or undefined when it is not. */
export function doubtAbout(tail: Pick<JournalTail, 'cut'>, repair: Repair | undefined): Doubt | undefined {
  const cut = tail.cut ?? repair?.cut
  if (cut !== undefined)
    return {
      code: 'JOURNAL_TAIL_CUT',
      message: `${cut.file} ended at byte ${cut.offset} with ${cut.problem}; it was cut off there`,
    }
  if (repair === undefined || repair.lost === null) return undefined
  return { code: repair.how === 'backup' ? 'JOURNAL_RESTORED' : 'JOURNAL_REPAIRED', message: lossOf(repair) }
}

/** What a repair lost, in words. */
export function lossOf({ how, lost, bots }: Repair): string {
  if (lost === null) return 'the journal was repaired; nothing is lost'
  if (how === 'backup')
    return `the journal was restored from a backup that ends with record ${lost.from - 1}; what happened after it is not known here, and what accounts were asked for is compared with the chain first`
  const records = lost.from === lost.to ? `record ${lost.from} is` : `records ${lost.from} to ${lost.to} are`
  const source = how === 'snapshots' ? ', the bots are as their files in actors/ showed them' : ''
  const touched = bots.length === 0 ? 'which bots they touched is not known' : `they touched ${listed(bots)}`
  return `the journal was repaired: ${records} lost${source}; ${touched}`
}

/** The record that begins a daemon. */
export function startedRecord(
  store: Store,
  bots: ReadonlyMap<string, BotDefinition>,
  doubt: Doubt | undefined,
): Omit<DaemonRecord, 'seq' | 'at'> {
  const begun = { kind: 'daemon', incarnation: store.incarnation + 1, phase: 'started' } as const
  if (doubt === undefined) return begun
  const outbox = [...store.entries.values()].flatMap(({ address, role, status }) => {
    const event = bots.get(role)?.whenInDoubt
    return event === undefined || status !== 'active' ? [] : [{ to: address, event }]
  })
  return { ...begun, doubt: doubt.message, outbox }
}

/** A few names and a count of the rest: a swarm has thousands. */
function listed(bots: readonly string[]): string {
  const shown = 8
  return bots.length <= shown ? bots.join(', ') : `${bots.slice(0, shown).join(', ')} and ${bots.length - shown} more`
}
