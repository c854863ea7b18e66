// Where the tokens come from: one workspace's from the environment, or those of several that installed the app by OAuth.
import { QuorateError } from '#protocol/errors.ts'
import type { Seal } from '#chat/seal.ts'
import { Installations, oneToken, type InstallationDocument, type SlackTokens } from './installations.ts'
import { isInstalledByOAuth, type SlackSecrets, type SlackSettings } from './slackSettings.ts'

/** @throws SETTINGS_INVALID where the one token would have to be of several workspaces, or there is neither */
export function slackTokens(
  { workspaces }: Pick<SlackSettings, 'workspaces'>,
  secrets: SlackSecrets,
  kept: { readonly document: InstallationDocument; readonly seal: Seal },
): SlackTokens {
  if (isInstalledByOAuth(secrets))
    return new Installations(kept.document, { seal: kept.seal, teams: workspaces.map(({ team }) => team) })
  const refuse = (problem: string): QuorateError => new QuorateError('SETTINGS_INVALID', { file: 'chat.slack', problem })
  const [only, ...more] = workspaces
  if (secrets.SLACK_BOT_TOKEN === undefined) throw refuse('SLACK_BOT_TOKEN must be in the environment')
  if (only === undefined || more.length > 0)
    throw refuse('SLACK_BOT_TOKEN is of one workspace: list that one, or install by OAuth (SLACK_CLIENT_ID, SLACK_CLIENT_SECRET)')
  return oneToken(only.team, secrets.SLACK_BOT_TOKEN)
}
