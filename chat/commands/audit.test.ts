import { describe, expect, test } from 'vitest'
import { auditHead, auditStart, type AuditEntry } from '#protocol/audit.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { CommittedTurn, Json } from '#runtime/host.ts'
import { auditAnchorCommand, auditVerifyCommand, type AuditVerdict } from './audit.ts'
import type { CommandContext } from './commandContext.ts'
import { botOf, contextOf, hashOf, hostOf, turnOf } from './fixtures.ts'

const entryOf = (n: number): AuditEntry => ({
  kind: 'asked',
  id: `r${n}`,
  principal: 'operator',
  surface: 'cli',
  what: 'fund.pause',
  digest: hashOf('d'),
})
interface Line {
  readonly index: number
  readonly previous: string
  readonly head: string
  readonly entry: AuditEntry
}
/** A whole log of so many entries. */
function logOf(count: number): readonly Line[] {
  const lines: Line[] = []
  for (let index = 0; index < count; index += 1) {
    const previous = lines.at(-1)?.head ?? auditStart
    const entry = entryOf(index)
    lines.push({ index, previous, head: auditHead(previous, entry), entry })
  }
  return lines
}
const whole = logOf(5)
const head = whole.at(-1)?.head ?? ''

const silent: CommandContext['chain']['anchors'] = () => Promise.resolve({ anchors: [], since: 0 })
/** A chain that holds the heads of so many entries. */
const anchored =
  (...found: readonly { readonly count: number; readonly head: string }[]): CommandContext['chain']['anchors'] =>
  () =>
    Promise.resolve({ anchors: found.map((one) => ({ ...one, txHash: hashOf('7'), block: 30 })), since: 4 })

/** @param botHead what the log's own bot says */
async function verify(
  lines: readonly Line[],
  args: { readonly head?: string; readonly blocks?: number } = {},
  botHead = head,
  chain = silent,
): Promise<AuditVerdict> {
  const turns: readonly CommittedTurn[] = lines.map((line, at) =>
    turnOf(at + 1, 'audit:log', [{ type: 'audit.entry', data: { ...line } }]),
  )
  const bots = [botOf('audit:log', { context: { count: lines.length, head: botHead } })]
  for await (const verdict of auditVerifyCommand.answer(
    args,
    contextOf({ host: hostOf({ turns, bots }), chain: { ...contextOf().chain, anchors: chain } }),
  ))
    return verdict as AuditVerdict
  throw new Error('it answers once')
}
const other = { ...entryOf(2), what: 'fund.unpause' }
const changed = (at: number, line: Partial<Line>): readonly Line[] =>
  whole.map((each, index) => (index === at ? { ...each, ...line } : each))

test('a whole log is whole, also seen against a head that was kept elsewhere', async () => {
  expect(await verify(whole)).toMatchObject({ whole: true, entries: 5, head, from: 0, problem: null })
  expect((await verify(whole, { head: whole[2]?.head ?? '' })).whole).toBe(true)
})

test('a log whose oldest entries went with their archives is whole from there', async () => {
  expect(await verify(whole.slice(2))).toMatchObject({ whole: true, entries: 3, head, from: 2, problem: null })
})

test('an altered entry in the middle is found', async () => {
  expect(await verify(changed(2, { entry: other }))).toMatchObject({
    whole: false,
    problem: 'entry 2 does not stand on the one before it (seq 3)',
  })
})

test('an altered entry whose own head was made to fit is found at the next one', async () => {
  const forged = changed(2, { entry: other, head: auditHead(whole[1]?.head ?? '', other) })
  expect(await verify(forged)).toMatchObject({ whole: false, problem: 'entry 3 does not stand on the one before it (seq 4)' })
})

test('a missing entry in the middle is found', async () => {
  expect(await verify(whole.filter(({ index }) => index !== 2))).toMatchObject({
    whole: false,
    problem: 'entry 3 stands where 2 belongs (seq 3)',
  })
})

test('a missing entry whose followers were renumbered is found', async () => {
  const renumbered = whole.filter(({ index }) => index !== 2).map((line, index) => ({ ...line, index }))
  expect(await verify(renumbered)).toMatchObject({
    whole: false,
    problem: 'entry 2 does not stand on the one before it (seq 3)',
  })
})

test('two entries that changed places are found', async () => {
  const [a, b, c, d, e] = whole as readonly [Line, Line, Line, Line, Line]
  expect((await verify([a, c, b, d, e])).whole).toBe(false)
})

test('a cut end is found against the log’s own head, and against one that was kept elsewhere', async () => {
  const cut = whole.slice(0, 3)
  expect(await verify(cut)).toMatchObject({ whole: false, problem: `the log's own head is ${head}` })
  expect(await verify(cut, { head }, cut[2]?.head)).toMatchObject({
    whole: false,
    problem: `no entry has the head ${head}: the end was cut off, or it is of another instance`,
  })
})

describe('against what was anchored on chain', () => {
  const headAt = (count: number): string => whole[count - 1]?.head ?? ''
  const at = (count: number) => ({ count, head: headAt(count) })

  test('a whole log is whole, and says how much of it the chain holds', async () => {
    const verdict = await verify(whole, {}, head, anchored(at(5), at(3)))
    expect(verdict).toMatchObject({
      whole: true,
      chain: { anchors: 2, newest: { count: 5, block: 30 }, since: 4, problem: null },
    })
  })

  test('a log whose end was cut off is told, although what is left is whole in itself', async () => {
    const left = whole.slice(0, 3)
    expect((await verify(left, {}, headAt(3))).whole).toBe(true)
    expect(await verify(left, {}, headAt(3), anchored(at(5)))).toMatchObject({
      whole: false,
      problem: 'the end was cut off: block 30 says 5 entries, here are 3',
    })
  })

  test('another log of the same length is told', async () => {
    expect(await verify(whole, {}, head, anchored({ count: 4, head: hashOf('e') }))).toMatchObject({
      whole: false,
      problem: `entry 3 is not the one that was anchored in ${hashOf('7')} (block 30)`,
    })
  })

  test('what was anchored of entries that went with their archives cannot be compared, and is no fault', async () => {
    expect(await verify(whole.slice(3), {}, head, anchored(at(2)))).toMatchObject({ whole: true, chain: { anchors: 1 } })
  })

  test('a chain that does not answer is told, and the rest is proven all the same', async () => {
    const away = () => Promise.reject(new QuorateError('RPC_UNREACHABLE', { url: 'http://127.0.0.1:1', problem: 'refused' }))
    expect(await verify(whole, {}, head, away)).toMatchObject({
      whole: true,
      chain: { since: null, problem: expect.stringContaining('127.0.0.1') },
    })
    expect(await verify(whole, { blocks: 0 }, head, away)).toMatchObject({ chain: { since: null, problem: null } })
  })
})

test('an anchor is asked for through the owner of a fund, once for one request; what failed is told', async () => {
  const asked: unknown[] = []
  const account = `account:31337-0x${'ab'.repeat(20)}`
  const bots = [botOf('fund:main', { context: { accounts: { owner: account } } })]
  const answering = (answer: Json): CommandContext => {
    const ask: CommandContext['host']['ask'] = (...words) => {
      asked.push(words)
      return Promise.resolve(answer)
    }
    return contextOf({ host: { ...hostOf({ bots }), ask }, requestId: 'r1' })
  }
  const receipt = { count: 5, head, txHash: hashOf('7'), block: 30, account: `0x${'ab'.repeat(20)}` }
  for await (const answer of auditAnchorCommand.answer({}, answering({ ok: true, ...receipt })))
    expect(answer).toMatchObject(receipt)
  expect(asked).toMatchObject([['anchor:log', { type: 'anchor.make', account, by: 'operator' }, { askId: 'anchor/r1' }]])
  const failing = auditAnchorCommand.answer({}, answering({ ok: false, code: 'ANCHOR_BUSY', detail: 'later' }))
  await expect(failing[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'ANCHOR_FAILED' })
})
