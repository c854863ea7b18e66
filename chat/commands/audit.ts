// The log of who asked for what and what came of it: read, and proven whole.
import { z } from 'zod'
import { auditHead, auditStart } from '#protocol/audit.ts'
import { hashSchema } from '#protocol/hash.ts'
import { parseFact, type Fact } from '#protocol/facts.ts'
import type { CommandContext } from './commandContext.ts'
import { askCommand, streamCommand } from './command.ts'
import { shortHash } from './figures.ts'
import { turnsFrom } from './journalReading.ts'
import { printable } from './style.ts'
import type { Told } from './told.ts'

type Entry = Extract<Fact, { readonly type: 'audit.entry' }>
/** An entry with its place in the journal. */
export type AuditLine = Omit<Entry, 'type'> & { readonly seq: number; readonly at: string }

/** What a check of the chain came to. */
export const auditVerdictSchema = z.object({
  whole: z.boolean(),
  entries: z.int(),
  head: z.string(),
  from: z.int().describe('Index of the first entry that was read: older ones are in archives that were deleted'),
  problem: z.string().nullable(),
})
export type AuditVerdict = Told<typeof auditVerdictSchema>

export const auditVerifyCommand = askCommand({
  name: 'audit.verify',
  result: auditVerdictSchema,
  summary: 'Prove that the log of what was asked is whole',
  help: 'Every entry is hashed again onto the one before. Give a head that was kept elsewhere (--head) to see that the end was not cut off.',
  permission: 'viewer',
  args: z.strictObject({ head: hashSchema.optional().describe('a head that was kept elsewhere') }),
  positionals: [],
  examples: [{ type: 'audit verify', does: 'hashes every entry again and compares' }],
  async run({ head }, context): Promise<AuditVerdict> {
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
    }
    if (!seen) problem ??= `no entry has the head ${head ?? ''}: the end was cut off, or it is of another instance`
    const known = headOf(context)
    if (known !== at && entries > 0) problem ??= `the log's own head is ${known}`
    return { whole: problem === null, entries, head: at, from: from ?? 0, problem }
  },
  render: ({ whole, entries, head, problem }, style) =>
    whole ? `${style.good('whole')}: ${entries} entries, head ${head}` : style.bad(printable(problem ?? '')),
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
  return `${entry.kind}  ${entry.what}  ${entry.principal} (${entry.surface})${'code' in entry ? `  ${entry.code}` : ''}`
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
