// The bots that are there for a caller, as they stood at a moment of the journal.
import type { Host } from '#runtime/host.ts'
import { seesBotOf } from './botFund.ts'
import { fits, type BotPage, type BotsWanted } from './botList.ts'
import type { Caller } from './caller.ts'
import type { PastDesk } from './pastDesk.ts'

/** A page of them, sorted by address. @throws JOURNAL_TRUNCATED, and what else the past is refused with */
export async function botsThen(
  { past, host }: { readonly past: Pick<PastDesk, 'bots'>; readonly host: Pick<Host, 'glances'> },
  { caller, at, wanted }: { readonly caller: Caller; readonly at: number; readonly wanted: BotsWanted },
): Promise<BotPage> {
  const { bots: then, seq, earliest } = await past.bots(at)
  const { role, all, cursor = '', limit } = wanted
  const found = then.filter(
    (bot) =>
      bot.address > cursor &&
      (role === undefined || bot.role === role) &&
      (all || (bot.status !== 'done' && bot.status !== 'stopped')) &&
      seesBotOf(caller, bot.fundId) &&
      fits(bot, bot, wanted),
  )
  // who started a bot does not change
  const parents = new Map(host.glances(role).map(({ address, parent }) => [address as string, parent]))
  const bots = found.slice(0, limit).map((bot) => ({ ...bot, parent: parents.get(bot.address) ?? null, queued: null }))
  return { bots, next: bots.length < found.length ? (bots.at(-1)?.address ?? null) : null, through: seq, earliest }
}
