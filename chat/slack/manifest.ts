// What the app is to Slack: its scopes, events and commands. One source for both files of deploy/, for what OAuth asks for
// and for what a check of the connection compares.
import { slashCommand } from './slackHandlers.ts'
import { slackPaths } from './slackPaths.ts'

/** Each is needed for something, and nothing is asked for besides. */
export const scopeReasons = {
  'app_mentions:read': 'to hear what mentions the bot in a channel',
  'channels:history': 'to find a message that was posted before a crash, in public channels that the bot is in',
  'chat:write': 'to post and change cards',
  commands: `to have ${slashCommand}`,
  'files:write': 'to post a statechart as a picture',
  'groups:history': 'as channels:history, in private channels that the bot is in',
  'im:history': 'to hear what is said to the bot in direct messages',
  'im:write': 'to begin a direct message',
} as const
export const botScopes = Object.keys(scopeReasons) as readonly (keyof typeof scopeReasons)[]

/** Events that Slack sends. */
export const botEvents = ['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked'] as const

/** As Slack's page for new apps takes it. */
export interface SlackManifest {
  readonly display_information: Readonly<Record<'name' | 'description' | 'background_color', string>>
  readonly features: object
  readonly oauth_config: { readonly redirect_urls?: readonly string[]; readonly scopes: { readonly bot: readonly string[] } }
  readonly settings: object
}

/** @param publicUrl of the gateway; null: the app comes by a socket and needs none */
export function slackManifest(publicUrl: string | null): SlackManifest {
  const at = (path: string): string => new URL(path, publicUrl ?? undefined).href
  const events = publicUrl === null ? {} : { request_url: at(slackPaths.events) }
  return {
    display_information: {
      name: 'Quorate',
      description: 'Ask the swarm, approve what waits for you, hear what needs you',
      background_color: '#1f2430',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Quorate', always_online: true },
      slash_commands: [
        {
          command: slashCommand,
          ...(publicUrl === null ? {} : { url: at(slackPaths.events) }),
          description: 'Ask the swarm, or have it do something',
          usage_hint: 'help',
          // people and channels come as their ids, which cannot be mistaken
          should_escape: true,
        },
      ],
    },
    oauth_config: {
      ...(publicUrl === null ? {} : { redirect_urls: [at(slackPaths.redirect)] }),
      scopes: { bot: [...botScopes] },
    },
    settings: {
      event_subscriptions: { ...events, bot_events: [...botEvents] },
      interactivity: {
        is_enabled: true,
        ...events,
        ...(publicUrl === null ? {} : { message_menu_options_url: at(slackPaths.events) }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: publicUrl === null,
      token_rotation_enabled: false,
    },
  }
}
