import { expect, test } from 'vitest'
import { auditHead, auditStart, type AuditEntry } from '#protocol/audit.ts'
import type { CommittedTurn } from '#runtime/host.ts'
import { auditVerifyCommand, type AuditVerdict } from './audit.ts'
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

/** @param botHead what the log's own bot says */
async function verify(lines: readonly Line[], args: { readonly head?: string } = {}, botHead = head): Promise<AuditVerdict> {
  const turns: readonly CommittedTurn[] = lines.map((line, at) =>
    turnOf(at + 1, 'audit:log', [{ type: 'audit.entry', data: { ...line } }]),
  )
  const bots = [botOf('audit:log', { context: { count: lines.length, head: botHead } })]
  for await (const verdict of auditVerifyCommand.answer(args, contextOf({ host: hostOf({ turns, bots }) })))
    return verdict as AuditVerdict
  throw new Error('it answers once')
}
const other = { ...entryOf(2), what: 'fund.unpause' }
const changed = (at: number, line: Partial<Line>): readonly Line[] =>
  whole.map((each, index) => (index === at ? { ...each, ...line } : each))

test('a whole log is whole, also seen against a head that was kept elsewhere', async () => {
  expect(await verify(whole)).toEqual({ whole: true, entries: 5, head, from: 0, problem: null })
  expect((await verify(whole, { head: whole[2]?.head ?? '' })).whole).toBe(true)
})

test('a log whose oldest entries went with their archives is whole from there', async () => {
  expect(await verify(whole.slice(2))).toEqual({ whole: true, entries: 3, head, from: 2, problem: null })
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
