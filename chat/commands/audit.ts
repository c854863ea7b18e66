// The log of who asked for what and what came of it: read, and proven whole.
import { z } from 'zod'
import { auditHead, auditStart } from '#protocol/audit.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { hashSchema } from '#protocol/hash.ts'
import { parseFact, type Fact } from '#protocol/facts.ts'
import type { AnchorsOnChain, CommandContext } from './commandContext.ts'
import { findOwnerAccount, ownerAccountOf } from './fundAccounts.ts'
import { askCommand, streamCommand } from './command.ts'
import { shortHash } from './figures.ts'
import { turnsFrom } from './journalReading.ts'
import { printable } from './style.ts'
import type { Told } from './told.ts'

type Entry = Extract<Fact, { readonly type: 'audit.entry' }>
/** An entry with its place in the journal. */
export type AuditLine = Omit<Entry, 'type'> & { readonly seq: number; readonly at: string }

/** What a check of the chain came to. */
const onChainSchema = z.object({ count: z.int(), head: z.string(), txHash: z.string(), block: z.int() })
export const auditVerdictSchema = z.object({
  whole: z.boolean(),
  entries: z.int(),
  head: z.string(),
  from: z.int().describe('Index of the first entry that was read: older ones are in archives that were deleted'),
  problem: z.string().nullable(),
  chain: z
    .object({
      anchors: z.int(),
      newest: onChainSchema.nullable(),
      since: z.int().nullable().describe('first block that was looked at; null when the chain was not asked'),
      problem: z.string().nullable(),
    })
    .describe('What the chain holds of it; `problem` where it could not be asked'),
})
export type AuditVerdict = Told<typeof auditVerdictSchema>

export const auditVerifyCommand = askCommand({
  name: 'audit.verify',
  result: auditVerdictSchema,
  summary: 'Prove that the log of what was asked is whole',
  help: 'Every entry is hashed again onto the one before. The heads that were anchored on chain are looked for there, so that a cut end is seen; so is one with a head that was kept elsewhere (--head).',
  permission: 'viewer',
  args: z.strictObject({
    head: hashSchema.optional().describe('a head that was kept elsewhere'),
    blocks: z.int().min(0).max(100_000_000).default(100_000).describe('how far back anchors are looked for; 0 asks no chain'),
  }),
  positionals: [],
  examples: [{ type: 'audit verify', does: 'hashes every entry again and compares' }],
  async run({ head, blocks }, context): Promise<AuditVerdict> {
    const { anchors, since, problem: silence } = await anchorsOf(context, blocks)
    const atCount = new Map(anchors.map((anchor) => [anchor.count, anchor]))
    let from: number | undefined
    let at: string = auditStart
    let entries = 0
    let seen = head === undefined || head === auditStart
    let problem: string | null = null
    for await (const line of auditLines(context)) {
      from ??= line.index
      if (entries === 0 && line.index > 0) at = line.previous
      if (line.index !== from + entries)
        problem ??= `entry ${line.index} stands where ${from + entries} belongs (seq ${line.seq})`
      if (line.previous !== at || line.head !== auditHead(at, line.entry))
        problem ??= `entry ${line.index} does not stand on the one before it (seq ${line.seq})`
      at = line.head
      entries += 1
      seen ||= at === head
      const anchor = atCount.get(line.index + 1)
      if (anchor !== undefined && anchor.head !== at)
        problem ??= `entry ${line.index} is not the one that was anchored in ${anchor.txHash} (block ${anchor.block})`
    }
    const longest = anchors.reduce((most, { count }) => Math.max(most, count), 0)
    if (longest > (from ?? 0) + entries)
      problem ??= `the end was cut off: block ${atCount.get(longest)?.block ?? '?'} says ${longest} entries, here are ${(from ?? 0) + entries}`
    if (!seen) problem ??= `no entry has the head ${head ?? ''}: the end was cut off, or it is of another instance`
    const known = headOf(context)
    if (known !== at && entries > 0) problem ??= `the log's own head is ${known}`
    const chain = { anchors: anchors.length, newest: anchors[0] ?? null, since, problem: silence }
    return { whole: problem === null, entries, head: at, from: from ?? 0, problem, chain }
  },
  render: ({ whole, entries, head, problem, chain }, style) =>
    whole
      ? `${style.good('whole')}: ${entries} entries, head ${head}\n${style.dim(anchorWords(chain))}`
      : style.bad(printable(problem ?? '')),
  exit: ({ whole }) => (whole ? 0 : 7),
})

export const auditExportCommand = streamCommand({
  name: 'audit.export',
  summary: 'Print the log of what was asked, one entry a line',
  help: 'With --json each line is an entry with its place in the journal and its hashes, to be kept elsewhere.',
  permission: 'viewer',
  args: z.strictObject({}),
  positionals: [],
  examples: [{ type: 'audit export --json', does: 'prints every entry as a JSON line' }],
  run: (_args, context) => auditLines(context),
  render: ({ index, at, entry, head }) => `${index}  ${at}  ${entryWords(entry)}  ${shortHash(head)}`,
})

/** What was done, by whom, with what result. */
function entryWords(entry: Entry['entry']): string {
  if (entry.kind === 'approval')
    return `approval  ${entry.step} ${entry.what}  ${entry.person || entry.principal}  ${entry.approvalId}`
  if (entry.kind === 'errand') {
    const who = entry.principal === '' ? 'a stranger' : entry.principal
    return `errand  ${entry.deed} ${entry.what}  ${who} (${entry.messenger} ${entry.workspace} ${entry.user})  ${entry.code}`
  }
  return `${entry.kind}  ${entry.what}  ${entry.principal} (${entry.surface})${'code' in entry ? `  ${entry.code}` : ''}`
}

/** A head, and where it is on chain. */
export const anchorReceiptSchema = onChainSchema.extend({ account: z.string() })
export type AnchorReceipt = Told<typeof anchorReceiptSchema>

export const auditAnchorCommand = askCommand({
  name: 'audit.anchor',
  result: anchorReceiptSchema,
  summary: 'Put the head of the log of what was asked on chain',
  help: 'A fund’s owner account sends itself a transaction that carries how many entries there are and the head of the last. `audit verify` finds it there. A head that is there already is not sent again.',
  permission: 'operator',
  args: z.strictObject({ fund: fundIdSchema.optional().describe('whose owner’s account pays; absent: the first fund’s') }),
  positionals: ['fund'],
  examples: [{ type: 'audit anchor main', does: 'anchors the log through the account of the owner of the fund main' }],
  async run({ fund }, { host, funds, who, requestId }): Promise<AnchorReceipt> {
    const fundId = fund ?? (await funds.list())[0]?.fundId ?? 'main'
    const event = { type: 'anchor.make', account: ownerAccountOf(host, fundId), by: who }
    const options = { who, timeoutMs: anchorLimitMs, ...(requestId !== undefined && { askId: `anchor/${requestId}` }) }
    const answer = anchorAnswerSchema.parse(await host.ask('anchor:log', event, options))
    if (answer.ok) {
      const { ok: _, ...receipt } = answer
      return receipt
    }
    throw new QuorateError('ANCHOR_FAILED', { code: answer.code, problem: answer.detail })
  },
  render: ({ count, head, txHash, block }, style) =>
    `${style.good('anchored')}: ${count} entries, head ${head}\n${style.dim(`transaction ${txHash}, block ${block}`)}`,
})

/** A transaction with its confirmations, on a chain with 12 s blocks. */
const anchorLimitMs = 180_000
// what machines/anchor.ts replies
const anchorAnswerSchema = z.discriminatedUnion('ok', [
  anchorReceiptSchema.extend({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.string(), detail: z.string() }),
])

const anchorWords = ({ anchors, newest, since, problem }: AuditVerdict['chain']): string => {
  if (problem !== null) return `the chain could not be asked for anchors: ${printable(problem)}`
  if (since === null) return 'the chain was not asked for anchors'
  return newest === null
    ? `no anchor on chain since block ${since}: ./quorate audit anchor`
    : `${anchors} anchors on chain since block ${since}, the newest of ${newest.count} entries in block ${newest.block}`
}

/** Of the owners' accounts, which alone anchor; a chain that does not answer is told, not thrown. */
async function anchorsOf(
  { chain, funds, host }: CommandContext,
  blocks: number,
): Promise<{ readonly anchors: AnchorsOnChain['anchors']; readonly since: number | null; readonly problem: string | null }> {
  if (blocks === 0) return { anchors: [], since: null, problem: null }
  const owners = (await funds.list()).flatMap(({ fundId }) => findOwnerAccount(host, fundId) ?? [])
  const accounts = [...new Set(owners.map((account) => account.slice(account.indexOf('-') + 1)))]
  try {
    return { ...(await chain.anchors({ accounts, blocks })), problem: null }
  } catch (error) {
    if (!(error instanceof QuorateError)) throw error
    return { anchors: [], since: null, problem: error.message }
  }
}

async function* auditLines({ host, signal }: Pick<CommandContext, 'host' | 'signal'>): AsyncIterable<AuditLine> {
  for await (const turn of turnsFrom(host, { after: 0, actor: 'audit:log', signal }))
    for (const stored of turn.facts) {
      const fact = parseFact(stored)
      if (fact?.type !== 'audit.entry') continue
      const { index, previous, head, entry } = fact
      yield { seq: turn.seq, at: turn.at, index, previous, head, entry }
    }
}

const contextSchema = z.object({ head: z.string() })
/** What the log's bot says of itself; machines/audit.ts. */
function headOf({ host }: Pick<CommandContext, 'host'>): string {
  const read = contextSchema.safeParse(host.view('audit:log')?.context)
  return read.success ? read.data.head : auditStart
}
