// The only list of commands. Command line, control socket, gateway and messengers are generated from it.
import { apiKeyCreateCommand, apiKeyListCommand, apiKeyRevokeCommand } from './apiKeys.ts'
import { approvalApproveCommand, approvalListCommand, approvalRejectCommand, approvalShowCommand } from './approvals.ts'
import { auditAnchorCommand, auditExportCommand, auditVerifyCommand } from './audit.ts'
import { backupCommand, backupVerifyCommand, resetCommand, restoreCommand } from './backup.ts'
import { botRegisterCommand } from './botRegister.ts'
import { botsCommand } from './bots.ts'
import { chartsCommand } from './charts.ts'
import { pictureCommand } from './picture.ts'
import { chatCommand } from './chat.ts'
import { claimListCommand } from './claims.ts'
import type { Command } from './command.ts'
import { completionCommand } from './completion.ts'
import { configShareCommand, configShowCommand, configValidateCommand } from './config.ts'
import { connectCommand } from './connect.ts'
import {
  deadLettersDropCommand,
  deadLettersListCommand,
  deadLettersResendCommand,
  deadLettersShowCommand,
} from './deadletters.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { executorSweepCommand } from './executorSweep.ts'
import { explainCommand } from './explain.ts'
import {
  fundClaimCommand,
  fundDepositCommand,
  fundPauseCommand,
  fundStatusCommand,
  fundUnpauseCommand,
  fundWithdrawCommand,
} from './fund.ts'
import { fundAdoptCommand } from './fundAdopt.ts'
import { fundCheckCommand } from './fundCheck.ts'
import { fundCreateCommand } from './fundCreate.ts'
import { incidentAcknowledgeCommand, incidentListCommand, incidentResolveCommand, incidentShowCommand } from './incidents.ts'
import { intentListCommand } from './intents.ts'
import { journalCommand } from './journal.ts'
import { journalArchiveCommand } from './journalArchive.ts'
import { journalCompactCommand } from './journalCompact.ts'
import { journalRepairCommand } from './journalRepair.ts'
import { journalVerifyCommand } from './journalVerify.ts'
import { keysImportCommand, keysListCommand, keysNewCommand } from './keys.ts'
import { migrateCommand } from './migrate.ts'
import {
  botApproveCommand,
  botListCommand,
  botRefuseCommand,
  botRetireCommand,
  botRevokeCommand,
  botShowCommand,
} from './registrations.ts'
import { linkCodeCommand, linkCommand, linkEndCommand, linkListCommand, whoamiCommand } from './links.ts'
import { monitorStatusCommand } from './monitorStatus.ts'
import { proposeBuyCommand, proposeSellCommand } from './propose.ts'
import { replayCommand } from './replay.ts'
import { releaseCommand, restartCommand } from './release.ts'
import { sessionListCommand, sessionOpenCommand, sessionRevokeCommand } from './sessions.ts'
import { scheduleCreateCommand, scheduleEndCommand, scheduleListCommand } from './schedules.ts'
import { showCommand } from './show.ts'
import { statusCommand } from './status.ts'
import { stopCommand } from './stop.ts'
import { muteCommand, subscribeCommand, subscriptionListCommand, unmuteCommand, unsubscribeCommand } from './subscriptions.ts'
import { traceCommand } from './trace.ts'
import { upCommand } from './up.ts'
import { versionCommand } from './version.ts'
import {
  workflowCancelCommand,
  workflowRerunCommand,
  workflowReviewCommand,
  workflowRunsCommand,
  workflowShowCommand,
} from './workflowRuns.ts'
import { workflowListCommand, workflowRunCommand } from './workflows.ts'

/** Every command, in the order in which help lists them. */
export const commandTable: readonly Command[] = [
  upCommand,
  demoCommand,
  chatCommand,
  statusCommand,
  botsCommand,
  showCommand,
  journalCommand,
  journalVerifyCommand,
  journalRepairCommand,
  journalCompactCommand,
  journalArchiveCommand,
  replayCommand,
  migrateCommand,
  claimListCommand,
  intentListCommand,
  explainCommand,
  traceCommand,
  deadLettersListCommand,
  deadLettersShowCommand,
  deadLettersResendCommand,
  deadLettersDropCommand,
  releaseCommand,
  restartCommand,
  fundCreateCommand,
  fundAdoptCommand,
  fundCheckCommand,
  fundStatusCommand,
  fundDepositCommand,
  fundWithdrawCommand,
  fundClaimCommand,
  fundPauseCommand,
  fundUnpauseCommand,
  proposeBuyCommand,
  proposeSellCommand,
  executorSweepCommand,
  botRegisterCommand,
  botListCommand,
  botShowCommand,
  botApproveCommand,
  botRefuseCommand,
  botRetireCommand,
  botRevokeCommand,
  monitorStatusCommand,
  incidentListCommand,
  incidentShowCommand,
  incidentAcknowledgeCommand,
  incidentResolveCommand,
  approvalListCommand,
  approvalShowCommand,
  approvalApproveCommand,
  approvalRejectCommand,
  subscribeCommand,
  unsubscribeCommand,
  muteCommand,
  unmuteCommand,
  subscriptionListCommand,
  auditVerifyCommand,
  auditExportCommand,
  auditAnchorCommand,
  scheduleCreateCommand,
  scheduleListCommand,
  scheduleEndCommand,
  workflowListCommand,
  workflowRunCommand,
  workflowRunsCommand,
  workflowShowCommand,
  workflowCancelCommand,
  workflowRerunCommand,
  workflowReviewCommand,
  apiKeyCreateCommand,
  apiKeyListCommand,
  apiKeyRevokeCommand,
  sessionOpenCommand,
  sessionListCommand,
  sessionRevokeCommand,
  linkCommand,
  linkCodeCommand,
  linkListCommand,
  linkEndCommand,
  whoamiCommand,
  configShowCommand,
  configValidateCommand,
  configShareCommand,
  keysNewCommand,
  keysImportCommand,
  keysListCommand,
  backupCommand,
  backupVerifyCommand,
  restoreCommand,
  resetCommand,
  doctorCommand,
  connectCommand,
  chartsCommand,
  pictureCommand,
  completionCommand,
  versionCommand,
  stopCommand,
]

const byName = new Map(commandTable.map((command) => [command.name, command]))

/** The command of this wire name (`fund.create`). */
export function commandNamed(name: string): Command | undefined {
  return byName.get(name)
}
