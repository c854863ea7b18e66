// The instance of a campaign: the default fund in a hurry, on a node that it did not start, trading as often as it can.
import { bytesToHex, type Hex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { defaultSettings } from '#cli/defaultSettings.ts'
import { parseSettings, type FundSettings, type Settings } from '#cli/settings.ts'

/** Published with Anvil: the foreign user of a key needs the key. */
const developmentMnemonic = 'test test test test test test test test test test test junk'

/** An intent that lost its approval with a block is held until this is over; a stuck transaction needs half of it. */
export const intentTtlS = 50

/** The settings before the fund has a place. */
export function campaignSettings(rpcUrl: string, confirmations: number): Settings {
  const settings = defaultSettings()
  const funds = settings.funds.map((fund) => ({
    ...fund,
    strategy: {
      ...fund.strategy,
      entry: { rule: 'momentum', windowRounds: 1, thresholdBps: 1 },
      exit: { stopLossBps: 1, takeProfitBps: 1, drawdownBps: 1, timeStopRounds: 1 },
      cooldownRounds: 0,
      intentTtlS,
    },
    rounds: { ...fund.rounds, intervalMs: 400, claimsMs: 20_000, snapshotMs: 20_000, twapWindowS: 1, confirmations },
  }))
  return parseSettings({ ...settings, chain: { kind: 'rpc', rpcUrl, chainId: 31_337 }, funds }, 'chain-faults')
}

/** The same for a fund that is on chain. */
export function withDeployed(settings: Settings, deployed: NonNullable<FundSettings['deployed']>): Settings {
  return { ...settings, funds: settings.funds.map((fund) => ({ ...fund, deployed })) }
}

/** Anvil's published keys by the names that the settings give them, and one more for the market. */
export function developmentKeys(settings: Settings): ReadonlyMap<string, Hex> {
  return new Map(Object.entries({ ...settings.developmentKeys, mover: 11 }).map(([name, index]) => [name, keyAt(index)]))
}

function keyAt(addressIndex: number): Hex {
  const { privateKey } = mnemonicToAccount(developmentMnemonic, { addressIndex }).getHdKey()
  if (privateKey === null) throw new Error('a key made from words is whole')
  return bytesToHex(privateKey)
}
