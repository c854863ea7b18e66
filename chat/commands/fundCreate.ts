// `fund create`: on a throw-away chain the daemon does it; on any other the command line, with a key of its own.
import { z } from 'zod'
import { evmAddressSchema } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { slugSchema } from '#protocol/text.ts'
import { askCommand } from './command.ts'
import { readableAmount } from './figures.ts'
import { renderReceipt } from './fund.ts'
import { fundReceiptSchema } from './fundDesk.ts'
import type { Style } from './style.ts'
import { textPairs, textTable } from './textTable.ts'
import type { Told } from './told.ts'

export const fundCreateArgs = z.strictObject({
  fund: fundIdSchema.describe('fund name'),
  title: z.string().min(1).max(80).optional().describe('name for people; on a throw-away chain'),
  deposit: z.string().max(80).default('0').describe('first deposit of the base asset; on a throw-away chain'),
  rpc: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .optional()
    .describe('node of the chain; absent: the instance’s'),
  key: slugSchema.default('deployer').describe('key that pays on a chain that is not a throw-away one'),
  factory: evmAddressSchema.optional().describe('a factory that is there; absent: this program’s own, made when missing'),
  'dry-run': z.boolean().default(false).describe('send nothing: say what would be sent and what it would cost'),
})
export type FundCreateArgs = z.output<typeof fundCreateArgs>

/** A fund on a chain that is not a throw-away one: what was sent for it, or would be. Amounts in wei. */
export const fundDeploymentSchema = z.object({
  fundId: z.string(),
  did: z.enum(['created', 'planned']),
  chainId: z.int(),
  rpcUrl: z.string(),
  creator: z.string(),
  factory: z.string(),
  vault: z.string(),
  core: z.string(),
  contracts: z.record(z.string(), z.string().nullable()),
  transactions: z
    .array(
      z.object({
        label: z.string(),
        txHash: z.string().nullable(),
        gas: z.string(),
      }),
    )
    .describe('In order; parts of a plan may travel together. `txHash` is null in a plan'),
  costWei: z.string().describe('At most, in a plan; else what the creator has less'),
  balanceWei: z.string(),
  checked: z.int().nullable().describe('Values of the chain that were compared with the settings afterwards; all the same'),
})
export type FundDeployment = Told<typeof fundDeploymentSchema>
export const fundCreateResultSchema = z.union([fundReceiptSchema, fundDeploymentSchema])
export type FundCreateResult = Told<typeof fundCreateResultSchema>

export const fundCreateCommand = askCommand({
  name: 'fund.create',
  result: fundCreateResultSchema,
  summary: 'Make a fund on the chain',
  help: 'On a throw-away chain the daemon deploys the fund through the factory and starts its bots with the instance’s default verifiers, crawlers and strategy rules. On any other chain the fund is made from its settings by this command itself, without a daemon and with the key that --key names (a keystore or QUORATE_KEY_<NAME>): it is tried first, its cost is told and asked about, and typed again it goes on where it was ended. docs/deployment.md shows the whole.',
  permission: 'admin',
  makesFund: true,
  args: fundCreateArgs,
  positionals: ['fund'],
  examples: [
    { type: 'fund create second --deposit 10', does: 'makes the fund second and deposits 10' },
    { type: 'fund create main --rpc http://127.0.0.1:8545 --dry-run', does: 'says what putting the fund main there would cost' },
  ],
  async run({ fund: fundId, title, deposit, rpc, factory, 'dry-run': dryRun }, { funds, who, requestId, isStillAllowed }) {
    if (rpc !== undefined || factory !== undefined || dryRun)
      throw new QuorateError('ARGUMENTS_INVALID', {
        command: 'fund create',
        problem: '--rpc, --factory and --dry-run are for the command line of the machine that has the key',
      })
    if (!isStillAllowed('admin')) throw new QuorateError('NOT_PERMITTED', { command: 'fund create', permission: 'admin' })
    return funds.create({ fundId, name: title ?? fundId, deposit }, who, requestId)
  },
  render: (result, style) => ('transactions' in result ? renderDeployment(result, style) : renderReceipt(result, style)),
})

function renderDeployment(made: FundDeployment, style: Style): string {
  const { did, fundId, chainId, vault, core, factory, creator, transactions, costWei, balanceWei, checked } = made
  const ether = (wei: string): string => `${readableAmount(wei, 18)} ether`
  const table = textTable(
    [{ title: 'transaction' }, { title: 'gas', align: 'right' }, { title: 'hash', gives: true }],
    transactions.map(({ label, gas, txHash }) => [label, gas, txHash ?? '']),
    style,
  )
  const facts = textPairs(
    [
      ['vault', vault],
      ['core', core],
      ['factory', factory],
      ['paid by', `${creator}, which holds ${ether(balanceWei)}`],
      [did === 'planned' ? 'at most' : 'cost', ether(costWei)],
    ],
    style,
  )
  const head =
    did === 'planned'
      ? `${style.bold('planned, nothing sent')}: fund ${fundId} on chain ${chainId}`
      : `${style.good('created')}: fund ${fundId} on chain ${chainId}${checked === null ? '' : `; ${checked} values read back, nothing differs`}`
  const next = did === 'planned' ? [] : [style.dim(`look at it: ./quorate fund check ${fundId}, then: ./quorate up`)]
  return [head, ...(transactions.length === 0 ? ['everything is there already'] : [table]), facts, ...next].join('\n')
}
