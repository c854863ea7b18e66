// Which of a fund's bots run in this process: where the relayer is, all whose keys are not elsewhere; where it is not,
// only bots that may live apart from it, and the accounts that they send from.
import type { EvmAddress } from '#protocol/address.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { fundBots, type FundBot } from './fundBots.ts'
import { remoteRoles, type Settings } from './settings.ts'

type RemoteRole = (typeof remoteRoles)[number]
/** What decides it. */
export type HereSettings = Pick<Settings, 'relay' | 'keysElsewhere'>

/** In the order of `fundBots`. */
export function botsHere(fund: FundConfig, settings: HereSettings): FundBot[] {
  const all = fundBots(fund)
  const runs = new Set(all.filter((bot) => isRemote(bot.role) && runsHere(fund, bot, settings)))
  // strategy and executor send transactions of their own
  const senders = new Set([...runs].flatMap((bot) => ('account' in bot.input ? [bot.input.account] : [])))
  return all.filter((bot) => {
    if (isRemote(bot.role)) return runs.has(bot)
    if (settings.relay !== undefined) return bot.role === 'account' && senders.has(`account:${bot.id}`)
    return !('address' in bot.input) || isHere(bot.input.address, settings)
  })
}

/** Who reads at the relayer in this fund's name: a bot of this process that signs by its own key. Undefined: none does. */
export function readerHere(fund: FundConfig, settings: HereSettings): EvmAddress | undefined {
  for (const bot of botsHere(fund, settings)) {
    if (!isRemote(bot.role)) continue
    const address = signerOf(fund, bot)
    const isContract = fund.verifiers.some((one) => one.signsWith === address)
    if (address !== undefined && !isContract) return address
  }
  return undefined
}

const isRemote = (role: string): role is RemoteRole => remoteRoles.some((one) => one === role)

function runsHere(fund: FundConfig, bot: FundBot, settings: HereSettings): boolean {
  const address = signerOf(fund, bot)
  const isChosen = settings.relay?.roles.some((role) => role === bot.role) ?? true
  return isChosen && address !== undefined && isHere(address, settings)
}

const isHere = (address: string, { keysElsewhere }: HereSettings): boolean =>
  !Object.values(keysElsewhere).some((one) => one.toLowerCase() === address.toLowerCase())

/** The address of the key that a remote bot signs with. */
function signerOf(fund: FundConfig, { role, id }: FundBot): EvmAddress | undefined {
  const name = id.slice(fund.fundId.length + 1)
  if (role === 'strategy') return fund.accounts.strategy
  if (role === 'executor') return fund.accounts.executor
  if (role === 'crawler') return fund.crawlers.find((one) => one.name === name)?.address
  const verifier = fund.verifiers.find((one) => one.name === name)
  return verifier?.signsWith ?? verifier?.address
}
