// The pictures of the messengers' documents: how each is called, and what it shows.

/** Drawn from what was sent, light and dark: `docs/images/<name>-<colours>-720.webp`. */
export const chatPictures = [
  'slack-trade-waiting',
  'slack-trade-executed',
  'slack-late-click',
  'slack-home',
  'slack-form',
  'slack-status',
  'slack-explain',
  'slack-incident',
  'discord-trade-waiting',
  'discord-trade-executed',
  'discord-form',
  'discord-question',
  'discord-incident',
  'github-asked',
  'github-waiting',
  'github-failed',
] as const
export type ChatPicture = (typeof chatPictures)[number]

/** Of long ones only the beginning is shown, this high; the rest fades, as what one has to scroll to. */
export const fadesAt: Readonly<Partial<Record<ChatPicture, number>>> = { 'slack-home': 640, 'slack-explain': 700 }

/** What a terminal printed, light and dark in one file: `docs/images/<name>.svg`. */
export const terminalPictures = [
  'connect-slack-missing',
  'connect-slack-well',
  'connect-discord-missing',
  'connect-discord-well',
  'connect-github-missing',
  'connect-github-well',
] as const
export type TerminalPicture = (typeof terminalPictures)[number]

/** The files of each picture, in docs/images. */
export function filesOf(name: ChatPicture | TerminalPicture): readonly string[] {
  const isChat = (chatPictures as readonly string[]).includes(name)
  return isChat ? [`${name}-light-720.webp`, `${name}-dark-720.webp`] : [`${name}.svg`]
}
