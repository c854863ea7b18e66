// `quorate connect …`: has the other side look at what the settings and the environment say of it.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { ConnectArgs, ConnectResult } from '#chat/commands/connect.ts'
import { checkDiscord } from '#chat/discord/connectCheck.ts'
import { discordApp } from '#chat/discord/discordApp.ts'
import { discordTokenName } from '#chat/discord/discordSettings.ts'
import { Seal } from '#chat/seal.ts'
import { checkSlack } from '#chat/slack/connectCheck.ts'
import { slackSecrets } from '#chat/slack/slackSettings.ts'
import { slackTokens } from '#chat/slack/slackTokens.ts'
import { asQuorateError } from '#chat/commands/wireError.ts'
import { checkGithub } from '#integrations/github/connectCheck.ts'
import { githubAuthOf } from '#integrations/github/githubAuth.ts'
import type { ConnectCheck } from '#protocol/connectCheck.ts'
import { chatKeyOf } from './chatKeyOf.ts'
import { durableDocument } from './durableDocument.ts'
import { githubWebhookSecretOf } from './githubHere.ts'
import { instanceFolders, shownPath, type InstanceFolders } from './instance.ts'
import type { LocalContext } from './localContext.ts'
import type { Settings } from './settings.ts'
import { layerSettings, usableSettings } from './settingsLayers.ts'

interface Looked {
  readonly settings: Settings
  readonly folders: InstanceFolders
  readonly environment: NodeJS.ProcessEnv
}

/** @throws SETTINGS_INVALID for a settings file that is none */
export async function connectHere(
  { what }: ConnectArgs,
  { instance, environment }: Pick<LocalContext, 'instance' | 'environment'>,
): Promise<ConnectResult> {
  const folders = instanceFolders(instance)
  const settings = usableSettings(layerSettings(folders.settingsFile, { environment }))
  const looked = { settings, folders, environment }
  const checks = await { slack, discord, github }[what](looked).catch((error: unknown) => [refusal(error)])
  return { what, ok: checks.every(({ ok }) => ok), checks, guide: `docs/${what}.md` }
}

/** A secret that cannot be what its name says. */
function refusal(error: unknown): ConnectCheck {
  const { message, hint } = asQuorateError(error)
  return { what: 'settings', ok: false, says: message, fix: hint }
}

const absent = (place: string, folders: InstanceFolders): readonly ConnectCheck[] => [
  {
    what: 'settings',
    ok: false,
    says: `they say nothing of ${place}`,
    fix: `add ${place} to ${shownPath(folders.settingsFile)}`,
  },
]

async function slack({ settings, folders, environment }: Looked): Promise<readonly ConnectCheck[]> {
  const { slack: of } = settings.chat
  if (of === undefined) return absent('chat.slack', folders)
  const secrets = slackSecrets(environment)
  const document = durableDocument<unknown>(join(folders.storage, 'state', 'slack-installations.json'))
  const tokens = slackTokens(of, secrets, { document, seal: new Seal(chatKeyOf(environment, folders)) })
  const publicUrl = settings.gateway.publicUrls[0] ?? null
  return checkSlack({ settings: of, secrets, tokens, publicUrl, messageKey: `connect ${randomUUID()}`, now: Date.now() })
}

async function discord({ settings, folders, environment }: Looked): Promise<readonly ConnectCheck[]> {
  const { discord: of } = settings.chat
  if (of === undefined) return absent('chat.discord', folders)
  const token = environment[discordTokenName] ?? ''
  const fix = `copy it from Bot, Reset Token in the developer portal and set ${discordTokenName}`
  if (token === '') return [{ what: 'token', ok: false, says: 'the environment has none', fix }]
  const app = discordApp({ settings: of, token, note: () => undefined, now: Date.now })
  try {
    return await checkDiscord({ settings: of, rest: app.rest, messenger: app.messenger, now: Date.now })
  } finally {
    await app.close()
  }
}

async function github({ settings, folders, environment }: Looked): Promise<readonly ConnectCheck[]> {
  const { github: of } = settings
  if (of === undefined) return absent('github', folders)
  return checkGithub({
    auth: githubAuthOf(environment),
    apiUrl: of.apiUrl,
    repositories: of.repositories,
    webhooks: { hasSecret: githubWebhookSecretOf(environment) !== undefined, publicUrl: settings.gateway.publicUrls[0] },
  })
}
