// The pages that somebody sees who installs the app: a few words each, and what to do next. A workspace that is not listed
// is told so, and the token that Slack has just made for it is given back.
import type { HTTPReceiverOptions, Logger } from '@slack/bolt'
import { webApi } from '@slack/bolt'
import type { ServerResponse } from 'node:http'
import { QuorateError } from '#protocol/errors.ts'
import { clientOptions, type SlackPlaces } from './slackCalls.ts'

type InstallerOptions = NonNullable<HTTPReceiverOptions['installerOptions']>

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** For Bolt's OAuth. */
export function installPages({
  places,
  logger,
  teams,
}: {
  readonly places: SlackPlaces
  readonly logger: Logger
  readonly teams: readonly string[]
}): Pick<InstallerOptions, 'callbackOptions' | 'renderHtmlForInstallPath'> {
  return {
    renderHtmlForInstallPath: (url) =>
      page(
        'Quorate in Slack',
        `<p>Only workspaces that its operator has listed can install it.</p><p><a href="${html(url)}">Add to Slack</a></p>`,
      ),
    callbackOptions: {
      // Slack has made a token by now
      afterInstallation: async ({ team, bot }, _options, _request, response) => {
        if (team !== undefined && teams.includes(team.id)) return true
        const isBack = bot === undefined ? true : await giveBack(bot.token, places, logger)
        const words = isBack ? 'Nothing was kept, and the app is no longer installed there.' : 'Remove the app there by hand.'
        tell(
          response,
          403,
          'Not installed',
          `The workspace ${team?.id ?? ''} is not listed in the settings of this swarm. ${words}`,
        )
        return false
      },
      success: ({ team }, _options, _request, response) =>
        tell(response, 200, 'Installed', `Quorate is in the workspace ${team?.id ?? ''}. Type /quorate help there.`),
      failure: (error, _options, _request, response) => {
        const cause = (error as { readonly original?: unknown }).original ?? error
        const why = cause instanceof QuorateError ? cause.message : `Slack or the browser said ${error.code}.`
        tell(response, 400, 'Not installed', `${why} Open the page from which you came, and begin again.`)
      },
    },
  }
}

async function giveBack(token: string, places: SlackPlaces, logger: Logger): Promise<boolean> {
  try {
    await new webApi.WebClient(token, clientOptions(places, logger)).auth.revoke()
    return true
  } catch {
    return false
  }
}

function tell(response: ServerResponse, status: number, title: string, words: string): void {
  response.writeHead(status, headers).end(page(title, `<p>${html(words)}</p>`))
}

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${html(title)}</title><h1>${html(title)}</h1>${body}</html>`

const html = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
