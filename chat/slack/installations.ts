// Where the app is installed, and the tokens that this gave: one small document, each token sealed for its workspace alone.
// Bolt's OAuth writes here and reads from here; a workspace that the settings do not list is not let in.
import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt'
import { z } from 'zod'
import type { Seal } from '#chat/seal.ts'
import { QuorateError } from '#protocol/errors.ts'

/** A document that is written whole: afterwards it is on disk. */
export interface InstallationDocument {
  /** null: nothing was written yet */
  read(): unknown
  write(document: unknown): void
}

const documentSchema = z.strictObject({
  version: z.literal(1),
  workspaces: z.record(
    z.string().regex(/^T[A-Z0-9]{2,20}$/),
    z.strictObject({ installedAt: z.iso.datetime(), sealed: z.string().max(8_192) }),
  ),
})
type Document = z.output<typeof documentSchema>

/** What is sealed of an installation. A person's own token is not asked for, and not kept. */
const keptSchema = z.strictObject({
  token: z.string(),
  botId: z.string(),
  botUserId: z.string(),
  scopes: z.array(z.string()),
  installedBy: z.string(),
})

/** Who holds the tokens of workspaces. */
export interface SlackTokens {
  /** undefined: it is not installed there, or no longer */
  tokenOf(team: string): string | undefined
  /** It was taken out of there: its token is used no more. */
  forget(team: string): Promise<void>
}

/** Installed by OAuth, in several workspaces. */
export class Installations implements InstallationStore, SlackTokens {
  readonly #disk: InstallationDocument
  readonly #seal: Seal
  readonly #listed: ReadonlySet<string>
  readonly #now: () => Date
  #document: Document

  /** @throws SETTINGS_INVALID for a document that is none of ours */
  constructor(
    disk: InstallationDocument,
    {
      seal,
      teams,
      now = () => new Date(),
    }: { readonly seal: Seal; readonly teams: readonly string[]; readonly now?: () => Date },
  ) {
    this.#disk = disk
    this.#seal = seal
    this.#listed = new Set(teams)
    this.#now = now
    const read = documentSchema.safeParse(disk.read() ?? { version: 1, workspaces: {} })
    if (!read.success)
      throw new QuorateError('SETTINGS_INVALID', { file: 'Slack installations', problem: z.prettifyError(read.error) })
    this.#document = read.data
  }

  /** Workspaces that it is installed in now. */
  teams(): readonly string[] {
    return Object.keys(this.#document.workspaces).filter((team) => this.#listed.has(team))
  }

  tokenOf(team: string): string | undefined {
    return this.#keptOf(team)?.token
  }

  /** @throws MESSENGER_REFUSED where the settings do not let it in */
  async storeInstallation(installation: Installation): Promise<void> {
    const { team, bot, isEnterpriseInstall, user } = installation
    if (isEnterpriseInstall === true || team === undefined)
      throw refused('it was installed for a whole organisation; install it in one workspace at a time')
    if (!this.#listed.has(team.id))
      throw refused(`the workspace ${team.id} is not listed; add it to chat.slack.workspaces of the settings`)
    if (bot === undefined) throw refused('the installation gave no token of a bot; use the manifest of deploy/')
    if (bot.refreshToken !== undefined)
      throw refused('its tokens expire; switch token rotation off, as in the manifest of deploy/')
    const { token, id, userId, scopes } = bot
    const kept = keptSchema.parse({ token, botId: id, botUserId: userId, scopes, installedBy: user.id })
    this.#write({
      ...this.#document.workspaces,
      [team.id]: { installedAt: this.#now().toISOString(), sealed: this.#seal.seal(JSON.stringify(kept), aboutOf(team.id)) },
    })
  }

  /** @throws MESSENGER_GONE where it is not installed */
  async fetchInstallation({ teamId }: InstallationQuery<boolean>): Promise<Installation<'v2', false>> {
    const kept = teamId === undefined ? undefined : this.#keptOf(teamId)
    if (teamId === undefined || kept === undefined)
      throw new QuorateError('MESSENGER_GONE', { messenger: 'slack', workspace: teamId ?? '-' })
    const { token, botId, botUserId, scopes, installedBy } = kept
    return {
      team: { id: teamId },
      enterprise: undefined,
      user: { id: installedBy, token: undefined, scopes: undefined },
      bot: { token, id: botId, userId: botUserId, scopes },
      isEnterpriseInstall: false,
      authVersion: 'v2',
    }
  }

  forget(team: string): Promise<void> {
    return this.deleteInstallation({ teamId: team })
  }

  /** Its token is gone from the disk when this has returned. */
  async deleteInstallation({ teamId }: Pick<InstallationQuery<boolean>, 'teamId'>): Promise<void> {
    if (teamId === undefined || this.#document.workspaces[teamId] === undefined) return
    this.#write(Object.fromEntries(Object.entries(this.#document.workspaces).filter(([team]) => team !== teamId)))
  }

  #keptOf(team: string): z.output<typeof keptSchema> | undefined {
    const found = this.#document.workspaces[team]
    // one that was taken off the list since is as one that never was
    if (found === undefined || !this.#listed.has(team)) return undefined
    return keptSchema.parse(JSON.parse(this.#seal.open(found.sealed, aboutOf(team))))
  }

  #write(workspaces: Document['workspaces']): void {
    const next: Document = { version: 1, workspaces }
    this.#disk.write(next)
    this.#document = next
  }
}

const aboutOf = (team: string): string => `slack ${team}`
const refused = (problem: string): QuorateError => new QuorateError('MESSENGER_REFUSED', { messenger: 'slack', problem })

/** The one workspace whose token the environment gives. Once it was taken out of there a new token has to be given. */
export function oneToken(team: string, token: string): SlackTokens {
  let isGone = false
  return {
    tokenOf: (asked) => (asked === team && !isGone ? token : undefined),
    async forget(gone) {
      isGone ||= gone === team
    },
  }
}
