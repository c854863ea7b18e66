// What an operator configures for one instance: `read-only/settings.json`. Everything has a default that works on a
// local chain; the file is written with the defaults at the first start, so that there is something to edit.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { evmAddressSchema } from '#protocol/address.ts'
import { amountSchema } from '#protocol/amounts.ts'
import { approvalRuleProblems, approvalRuleShape } from '#protocol/approval.ts'
import { QuorateError } from '#protocol/errors.ts'
import {
  claimModeSchema,
  fundContractsSchema,
  fundIdSchema,
  fundPoolSchema,
  fundTokenSchema,
  keeperRulesSchema,
  roundTimingSchema,
  thresholdProblems,
  thresholdsSchema,
} from '#protocol/fund.ts'
import { crawlersMax, venuesMax, verifiersMax, verifierWeightMax } from '#protocol/limits.ts'
import { fundMonitorSchema, swarmMonitorSchema } from '#protocol/monitorRules.ts'
import { sourceSpecSchema } from '#protocol/source.ts'
import { strategyRulesSchema } from '#protocol/strategyRules.ts'
import { labelSchema, slugSchema } from '#protocol/text.ts'
import { chainIdSchema } from '#protocol/uint.ts'
import { fundVenueSchema } from '#protocol/venue.ts'
import { discordSettingsSchema } from '#chat/discord/discordSettings.ts'
import { slackSettingsSchema } from '#chat/slack/slackSettings.ts'
import { signInSettingsSchema } from '#gateway/people.ts'
import { deploymentSchema } from './deploymentSettings.ts'
import { githubSettingsSchema } from './githubSettings.ts'
import { tracingSettingsSchema } from './tracing.ts'

/** Funds of one instance: each has a dozen bots of its own. */
export const fundsMax = 16

const rpcUrlSchema = z.url({ protocol: /^https?$/ }).max(2_048)

/** Roles that may live in another process than their relayer. */
export const remoteRoles = ['crawler', 'verifier', 'strategy', 'executor'] as const

/** A key's name. The key itself comes from the environment, a keystore or, on a local chain, Anvil's published accounts. */
const keyNameSchema = slugSchema

const localChainSchema = z.strictObject({
  kind: z.literal('local'),
  chainId: chainIdSchema.default(31_337),
  port: z.int().min(0).max(65_535).default(0).describe('0: any free port, the same one again after a restart'),
  blockTimeS: z.int().min(1).max(60).optional().describe('absent: a block for every transaction'),
  forkUrl: rpcUrlSchema.optional(),
  seed: z.int().min(1).max(1_000_000).default(1).describe('of the development price walk'),
  walkIntervalMs: z.int().min(50).max(60_000).default(700).describe('between two trades of the price walk'),
})
const remoteChainSchema = z.strictObject({
  kind: z.literal('rpc'),
  rpcUrl: rpcUrlSchema,
  chainId: chainIdSchema,
  developmentMarket: z
    .boolean()
    .default(false)
    .describe('a throw-away chain: tokens, an exchange and the funds are put on it with the keys deployer and walker'),
  seed: z.int().min(1).max(1_000_000).default(1).describe('of the development price walk'),
  walkIntervalMs: z.int().min(50).max(60_000).default(700).describe('between two trades of the price walk'),
})
export const chainSettingsSchema = z.discriminatedUnion('kind', [localChainSchema, remoteChainSchema])
export type ChainSettings = z.output<typeof chainSettingsSchema>

const verifierSettingsSchema = z.strictObject({
  name: slugSchema,
  key: keyNameSchema,
  weight: z.int().min(1).max(verifierWeightMax),
  account: evmAddressSchema
    .optional()
    .describe('the contract it verifies as (ERC-1271), for which its key signs; absent: the key’s own address'),
  rpcUrl: rpcUrlSchema.optional().describe('its own node; absent: the chain’s'),
})
const crawlerSettingsSchema = z.strictObject({ name: slugSchema, key: keyNameSchema, source: sourceSpecSchema })

/** A fund that was deployed before; absent on a chain where the daemon deploys it. */
const deployedFundSchema = z.strictObject({
  contracts: fundContractsSchema,
  tokens: z.array(fundTokenSchema).min(2),
  pools: z.array(fundPoolSchema).min(1),
  venues: z.array(fundVenueSchema).max(venuesMax).default([]).describe('where else the vault lets it trade'),
  block: z.int().min(0).optional().describe('no event of the fund is older'),
})

/** The price guard that the daemon gives a fund it makes; absent: none. A deployed fund's limits name its own. */
const priceGuardSettingsSchema = z.strictObject({
  windowS: z.int().min(1).max(86_400).describe('least time that a price is averaged over'),
  maxAgeS: z.int().min(1).max(604_800).describe('how long an observation may be the newest one'),
  minReserve: amountSchema.describe('base units of the base asset that the pool must hold'),
  maxPriceDeviationBps: z.int().min(0).max(5_000).describe('how far a trade may be from that price; 0: any'),
})

export const fundSettingsSchema = z.strictObject({
  fundId: fundIdSchema,
  name: labelSchema,
  deposit: amountSchema.describe('first deposit in base units, on a chain where the daemon makes the fund'),
  claimMode: claimModeSchema,
  thresholds: thresholdsSchema,
  verifiers: z.array(verifierSettingsSchema).min(1).max(verifiersMax),
  crawlers: z.array(crawlerSettingsSchema).min(1).max(crawlersMax),
  keys: z.strictObject({
    owner: keyNameSchema,
    guardian: keyNameSchema,
    relayer: keyNameSchema,
    strategy: keyNameSchema,
    executor: keyNameSchema,
    keeper: keyNameSchema.optional().describe('absent: the fund has no bot that observes prices, and no price guard here'),
  }),
  strategy: strategyRulesSchema,
  rounds: roundTimingSchema,
  keeper: keeperRulesSchema.prefault({}),
  monitor: fundMonitorSchema.prefault({}),
  tradePool: slugSchema.default('weth-usdc').describe('the pool that the fund trades on'),
  venues: z
    .array(slugSchema)
    .max(venuesMax)
    .default(['uniswap-v3'])
    .describe(
      'where else it may trade, on a chain where the daemon makes the fund; where there is no such venue for its pool, nowhere',
    ),
  maxDeviationBps: z
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .describe('how far a quote may be from the time-weighted price before a verifier refuses it'),
  priceGuard: priceGuardSettingsSchema.optional(),
  ...approvalRuleShape,
  deployment: deploymentSchema.optional().describe('what fund create makes it from on a chain that is not a throw-away one'),
  deployed: deployedFundSchema.optional().describe('where it is; fund create writes it'),
})
export type FundSettings = z.output<typeof fundSettingsSchema>

/** Where bots that live elsewhere, people's tools and the console come in. */
const gatewaySettingsSchema = z.strictObject({
  host: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1').describe('address of this machine to listen on'),
  port: z.int().min(0).max(65_535).default(0).describe('0: any free port, the same one again after a restart if it is free'),
  publicUrls: z
    .array(z.url({ protocol: /^https?$/ }).max(256))
    .max(8)
    .default([])
    .describe('addresses under which a proxy hands requests on, such as https://quorate.example'),
})

/** Bots that reach their relayer over HTTP only; whose keys are here, and no others. */
const relaySettingsSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(256)
    .describe('of the gateway, such as https://quorate.example'),
  roles: z
    .array(z.enum(remoteRoles))
    .min(1)
    .default([...remoteRoles])
    .describe('which of the bots whose keys are here are run'),
})

/** The messengers that people speak from; secrets come from the environment. */
const chatSettingsSchema = z.strictObject({
  slack: slackSettingsSchema.optional().describe('docs/slack.md; absent: no Slack'),
  discord: discordSettingsSchema.optional().describe('docs/discord.md; absent: no Discord'),
})

export const settingsSchema = z
  .strictObject({
    version: z.literal(1),
    profile: z
      .enum(['development', 'production'])
      .default('development')
      .describe('production refuses what only a throw-away chain may have; docs/production.md lists it'),
    chain: chainSettingsSchema,
    relay: relaySettingsSchema
      .optional()
      .describe('present: only bots run here, and their relayer is reached over HTTP; absent: relayer and gateway run here'),
    keysElsewhere: z
      .record(keyNameSchema, evmAddressSchema)
      .default({})
      .describe('key name to address of keys that another process signs with: their bots do not run here'),
    developmentKeys: z
      .record(keyNameSchema, z.int().min(0).max(19))
      .default({})
      .describe('key name to account of Anvil’s published mnemonic; only for chain 31337 on this machine'),
    funds: z.array(fundSettingsSchema).min(1).max(fundsMax),
    gateway: gatewaySettingsSchema.prefault({}),
    signIn: signInSettingsSchema.prefault({}),
    chat: chatSettingsSchema.prefault({}),
    monitor: swarmMonitorSchema.prefault({}),
    tracing: tracingSettingsSchema.prefault({}),
    github: githubSettingsSchema.optional().describe('absent: nothing of GitHub'),
    journal: z
      .strictObject({
        segmentBytes: z
          .int()
          .min(64 * 1024)
          .max(1024 * 1024 * 1024)
          .default(64 * 1024 * 1024)
          .describe('a segment of the journal is closed at this size; a few closed ones are compacted'),
      })
      .prefault({}),
    fetch: z
      .strictObject({
        allowLoopback: z
          .array(z.string().max(64))
          .max(16)
          .default([])
          .describe('host:port of this machine that crawlers may fetch from, such as 127.0.0.1:8080'),
      })
      .default({ allowLoopback: [] }),
    faults: z
      .record(z.string().max(128), z.enum(['lie']))
      .default({})
      .describe('for drills: bot address to fault, such as crawler:main.amm to lie'),
  })
  .superRefine((settings, context) => {
    const ids = settings.funds.map((fund) => fund.fundId)
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) !== index)
        context.addIssue({ code: 'custom', message: `${id} is twice`, path: ['funds', index, 'fundId'] })
    }
    for (const name of settings.relay === undefined ? keysNeededHere(settings.funds) : [])
      if (Object.hasOwn(settings.keysElsewhere, name))
        context.addIssue({
          code: 'custom',
          message: 'owner, guardian, relayer and keeper sign where the relayer runs, which is here',
          path: ['keysElsewhere', name],
        })
    // said here, before a chain is started and the contracts refuse it in their words
    for (const [index, fund] of settings.funds.entries())
      for (const { path, message } of [...thresholdProblems(fund), ...approvalRuleProblems(fund)])
        context.addIssue({ code: 'custom', message, path: ['funds', index, ...path] })
  })
export type Settings = z.output<typeof settingsSchema>

/** The name of every key that the settings ask for here, once each; those that are elsewhere are not asked for. */
export function keyNames({ chain, funds, keysElsewhere }: Settings): readonly string[] {
  const builders = chain.kind === 'local' || chain.developmentMarket ? ['deployer', 'walker'] : []
  const ofFunds = funds.flatMap((fund) => [
    ...Object.values(fund.keys),
    ...fund.verifiers.map(({ key }) => key),
    ...fund.crawlers.map(({ key }) => key),
  ])
  return [...new Set([...builders, ...ofFunds])].filter((name) => !Object.hasOwn(keysElsewhere, name))
}

/** Keys of the bots that only the relayer's own process has. */
function keysNeededHere(funds: readonly { readonly keys: FundSettings['keys'] }[]): readonly string[] {
  const named = funds.flatMap(({ keys: { owner, guardian, relayer, keeper } }) => [owner, guardian, relayer, keeper])
  return [...new Set(named)].filter((name) => name !== undefined)
}

/** @throws SETTINGS_INVALID naming the file and every wrong place */
export function parseSettings(value: unknown, file: string): Settings {
  const parsed = settingsSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const problem = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`).join('; ')
  throw new QuorateError('SETTINGS_INVALID', { file, problem: problem.slice(0, 2_000) })
}

/** The settings of a file; undefined when there is none. @throws SETTINGS_INVALID */
export function readSettings(file: string): Settings | undefined {
  if (!existsSync(file)) return undefined
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : 'it cannot be read'
    throw new QuorateError('SETTINGS_INVALID', { file, problem }, { cause })
  }
  return parseSettings(value, file)
}

/** Replaces the file in one step, readable for its owner only. */
export function writeSettings(file: string, settings: Settings): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
