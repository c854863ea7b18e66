// The commands that this machine answers itself, by their name in the table.
import {
  backupArgs,
  backupVerifyArgs,
  resetArgs,
  restoreArgs,
  type BackupResult,
  type ResetResult,
  type RestoreResult,
} from '#chat/commands/backup.ts'
import { botRegisterArgs, type BotRegistered } from '#chat/commands/botRegister.ts'
import { chartsArgs, type ChartsResult } from '#chat/commands/charts.ts'
import { pictureArgs, type PictureResult } from '#chat/commands/picture.ts'
import { commandTable } from '#chat/commands/commandTable.ts'
import { chatArgs } from '#chat/commands/chat.ts'
import { connectArgs, type ConnectResult } from '#chat/commands/connect.ts'
import { completionArgs, type CompletionResult } from '#chat/commands/completion.ts'
import {
  configShareArgs,
  configShowArgs,
  configValidateArgs,
  type ConfigShareResult,
  type ConfigShowResult,
  type ConfigValidateResult,
} from '#chat/commands/config.ts'
import { demoArgs } from '#chat/commands/demo.ts'
import type { DoctorResult } from '#chat/commands/doctor.ts'
import { fundCheckArgs, type FundCheckResult } from '#chat/commands/fundCheck.ts'
import { fundCreateArgs, type FundCreateResult } from '#chat/commands/fundCreate.ts'
import { journalArchiveArgs, type JournalArchiveResult } from '#chat/commands/journalArchive.ts'
import type { JournalCompactResult } from '#chat/commands/journalCompact.ts'
import { journalRepairArgs, type JournalRepairResult } from '#chat/commands/journalRepair.ts'
import type { JournalVerifyResult } from '#chat/commands/journalVerify.ts'
import { keysImportArgs, keysNewArgs, type KeyMade, type KeysListResult } from '#chat/commands/keys.ts'
import { migrateArgs, type MigrateResult } from '#chat/commands/migrate.ts'
import { replayArgs } from '#chat/commands/replay.ts'
import { upArgs } from '#chat/commands/up.ts'
import type { StopResult } from '#chat/commands/stop.ts'
import type { VersionResult } from '#chat/commands/version.ts'
import { archiveInstanceJournal } from './archiveInstanceJournal.ts'
import { compactInstanceJournal } from './compactInstanceJournal.ts'
import { completionScript } from './completionScript.ts'
import type { LocalHandler } from './localContext.ts'
import { repairInstanceJournal } from './repairInstanceJournal.ts'
import { verifyInstanceJournal } from './verifyInstanceJournal.ts'
import { stopDaemon } from './stopDaemon.ts'
import { programVersion } from './version.ts'

// The heavy ones are loaded when they are asked for: `quorate status` must not wait for a chain client to be read.
/** Handlers by wire name; a command that is not here is asked of the daemon. */
export const localCommands: Readonly<Record<string, LocalHandler>> = {
  up: async function* (args, context) {
    const { up } = await import('./up.ts')
    yield* up(upArgs.parse(args), context)
  },
  chat: async function* (args, context) {
    const { chatHere } = await import('./chatHere.ts')
    yield* chatHere(chatArgs.parse(args), context)
  },
  demo: async function* (args, context) {
    const { demo } = await import('./demo.ts')
    yield* demo(demoArgs.parse(args), context)
  },
  connect: (args, context) =>
    once<ConnectResult>(async () => (await import('./connectHere.ts')).connectHere(connectArgs.parse(args), context)),
  doctor: (_args, context) => once<DoctorResult>(async () => (await import('./doctor.ts')).doctor(context)),
  charts: (args) => once<ChartsResult>(async () => (await import('./drawCharts.ts')).drawCharts(chartsArgs.parse(args))),
  picture: (args, { instance }) =>
    once<PictureResult>(async () => (await import('./pictureHere.ts')).pictureHere(pictureArgs.parse(args), instance)),
  'journal.verify': (_args, { instance }) => once<JournalVerifyResult>(() => verifyInstanceJournal(instance)),
  'journal.repair': (args, { instance, yes }) =>
    once<JournalRepairResult>(() => repairInstanceJournal(journalRepairArgs.parse(args), { instance, yes })),
  'journal.compact': (args, { instance }) => once<JournalCompactResult>(() => compactInstanceJournal(args, instance)),
  'journal.archive': (args, { instance }) =>
    once<JournalArchiveResult>(() => archiveInstanceJournal(journalArchiveArgs.parse(args), instance)),
  replay: async function* (args, { instance }) {
    const { replayInstance } = await import('./replayInstance.ts')
    yield* replayInstance(replayArgs.parse(args), instance)
  },
  migrate: (args, { instance }) =>
    once<MigrateResult>(async () => (await import('./migrateInstance.ts')).migrateInstance(migrateArgs.parse(args), instance)),
  completion: (args) => {
    const { shell } = completionArgs.parse(args)
    return once<CompletionResult>(() => Promise.resolve({ shell, script: completionScript(shell, commandTable) }))
  },
  'fund.create': (args, context) =>
    once<FundCreateResult>(async () => (await import('./createFund.ts')).makeFund(fundCreateArgs.parse(args), context)),
  'fund.check': (args, context) =>
    once<FundCheckResult>(async () => (await import('./checkFund.ts')).checkFundOf(fundCheckArgs.parse(args), context)),
  'bot.register': (args, context) =>
    once<BotRegistered>(async () => (await import('./registerBot.ts')).registerBot(botRegisterArgs.parse(args), context)),
  'config.show': (args, context) =>
    once<ConfigShowResult>(async () => (await import('./configInstance.ts')).showConfig(configShowArgs.parse(args), context)),
  'config.validate': (args, context) =>
    once<ConfigValidateResult>(async () =>
      (await import('./configInstance.ts')).validateConfig(configValidateArgs.parse(args), context),
    ),
  'config.share': (args, context) =>
    once<ConfigShareResult>(async () => (await import('./configInstance.ts')).shareConfig(configShareArgs.parse(args), context)),
  'keys.new': (args, context) =>
    once<KeyMade>(async () => (await import('./keysInstance.ts')).newKey(keysNewArgs.parse(args), context)),
  'keys.import': (args, context) =>
    once<KeyMade>(async () => (await import('./keysInstance.ts')).importKey(keysImportArgs.parse(args), context)),
  'keys.list': (_args, context) => once<KeysListResult>(async () => (await import('./keysInstance.ts')).listKeys(context)),
  backup: (args, context) =>
    once<BackupResult>(async () => (await import('./backupInstance.ts')).backupInstance(backupArgs.parse(args), context)),
  'backup.verify': (args) =>
    once<BackupResult>(async () => (await import('./backupInstance.ts')).verifyBackup(backupVerifyArgs.parse(args))),
  restore: (args, { instance }) =>
    once<RestoreResult>(async () => (await import('./restoreInstance.ts')).restoreInstance(restoreArgs.parse(args), instance)),
  reset: (args, context) =>
    once<ResetResult>(async () => (await import('./resetInstance.ts')).resetInstance(resetArgs.parse(args), context)),
  version: () => once<VersionResult>(() => Promise.resolve({ version: programVersion(), node: process.versions.node })),
  stop: (args, context) => once<StopResult>(() => stopDaemon(args, context)),
}

async function* once<Result>(answer: () => Promise<Result>): AsyncIterable<Result> {
  yield await answer()
}
