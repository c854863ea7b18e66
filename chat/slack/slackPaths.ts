// The paths that Slack knows this swarm by: they stand in its manifest, in the gateway and in what people open.

export const slackPaths = {
  /** Events, commands and everything that is pressed or filled in. */
  events: '/api/v1/slack/events',
  install: '/api/v1/slack/install',
  redirect: '/api/v1/slack/oauth_redirect',
} as const
