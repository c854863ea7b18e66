// `quorate journal repair`: says what a repair costs, and with --yes does it.
import { join } from 'node:path'
import type { JournalRepairResult } from '#chat/commands/journalRepair.ts'
import { systemDisk } from '#runtime/disk.ts'
import { planRepair, repairJournal, type RepairPlan } from '#runtime/journalRepair.ts'
import { shownPath } from './instance.ts'
import { atRest } from './instanceAtRest.ts'
import type { LocalContext } from './localContext.ts'

/** @throws INSTANCE_LOCKED, JOURNAL_UNREPAIRABLE, JOURNAL_VERSION, STORAGE_UNUSABLE */
export function repairInstanceJournal(
  args: { readonly 'from-snapshots': boolean },
  { instance, yes }: Pick<LocalContext, 'instance' | 'yes'>,
): Promise<JournalRepairResult> {
  return atRest(
    instance,
    ({ storage }) => said(storage, planned(storage, args['from-snapshots'], false), false),
    ({ storage }) => said(storage, planned(storage, args['from-snapshots'], yes), yes),
  )
}

function planned(storage: string, fromSnapshots: boolean, yes: boolean): RepairPlan {
  const options = { storage, disk: systemDisk, now: new Date(), fromSnapshots }
  return yes ? repairJournal(options) : planRepair(options)
}

function said(storage: string, plan: RepairPlan, done: boolean): JournalRepairResult {
  const { does, check, repair, aside, folder, unusable, through } = plan
  const journal = join(storage, 'journal')
  return {
    folder: shownPath(journal),
    does,
    done: done && does !== 'nothing' && does !== 'tail',
    findings: check.findings,
    how: repair?.how ?? null,
    lost: repair?.lost ?? null,
    bots: repair?.bots ?? [],
    aside,
    asideFolder: shownPath(join(journal, folder)),
    unusable,
    through,
  }
}
