// What a daemon that is ready tells the person who started it.

/** What of a running instance can be looked at. */
export interface Places {
  /** As it is typed for this instance: `./quorate`. */
  readonly quorate: string
  /** A bot to begin with. */
  readonly bot: string
  /** Where its files are, as the operator would type it. */
  readonly storage: string
  /** Where people and bots come in; null where only bots run, behind the gateway `relay`. */
  readonly gateway: { readonly url: string; readonly signIn: string } | null
  readonly relay: string | null
  readonly chainUrl: string
}

/** A block of text: what one can look at, and how. */
export function whereToLook({ quorate, bot, storage, gateway, relay, chainUrl }: Places): string {
  const rows = [
    ...(gateway === null ? [] : [['the console', gateway.signIn]]),
    ['what it does now', `${quorate} status`],
    ['every turn', `${quorate} journal --follow`],
    ['one bot', `${quorate} show ${bot}`],
    ['states as files', `${storage}/actors`],
    ...(gateway === null ? [] : [['the API', `${gateway.url}/openapi.json`]]),
    ...(relay === null ? [] : [['the relayer', relay]]),
    ['the chain', chainUrl],
    ['stop', 'Ctrl-C; starting again continues'],
  ]
  const lines = rows.map(([what, where]) => `  ${(what ?? '').padEnd(17)} ${where ?? ''}`)
  return ['', 'The swarm runs. Where to look:', ...lines, ''].join('\n')
}
