// One request, followed from the door to the chain: every record, message, effect and transaction that came of it.
import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { parseFact } from '#protocol/facts.ts'
import type { CommittedTurn, Host } from '#runtime/host.ts'
import { Causality, type Belonging } from './causality.ts'
import { askCommand } from './command.ts'
import { readableState } from './figures.ts'
import { turnsFrom } from './journalReading.ts'
import { traceResultSchema } from './traceResult.ts'
import type { TraceAsked, TraceRecord, TraceResult, TraceTransaction } from './traceResult.ts'
import { renderTrace } from './traceText.ts'

/** Records of one trace: a deposit has some thirty, a round that runs to its end a few hundred. */
const recordsMax = 2_000
/** Turns that are looked through before others have a turn of the event loop. */
const turnsAtOnce = 500

export const traceCommand = askCommand({
  name: 'trace',
  result: traceResultSchema,
  summary: 'Follow a request to the chain: every record, message, effect and transaction that came of it',
  help: 'The id is the X-Request-Id that the request was sent or answered with, or the id that the audit log has of it. Causes are followed as the journal names them. What a bot does once it is back in the state in which the request found it is no longer counted, nor what others decided after they had read of it: for that, explain the hash. Timers are followed only with --timers, since whoever works in rounds arms one for the next.',
  permission: 'operator',
  args: z.strictObject({
    requestId: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'expected the id of a request')
      .describe('X-Request-Id, or the id in the audit log'),
    timers: z.boolean().default(false).describe('follow armed timers too'),
  }),
  positionals: ['requestId'],
  examples: [{ type: 'trace desk-7', does: 'tells what came of the request that was sent with X-Request-Id: desk-7' }],
  async run({ requestId, timers }, { host, repairs, signal }): Promise<TraceResult> {
    const asks = await asksOf(host, requestId, signal)
    const isRoot = ({ actor, cause }: Pick<CommittedTurn, 'actor' | 'cause'>): boolean =>
      ('requestId' in cause && cause.requestId === requestId) ||
      ('askId' in cause && cause.askId !== undefined && asks.has(cause.askId)) ||
      (actor.startsWith('request:') && asks.has(actor.slice('request:'.length)))
    const causality = new Causality({ isRoot, timers })
    const found: Belonging[] = []
    for await (const turn of gently(host, signal)) {
      const one = causality.take(turn)
      if (one !== undefined) found.push(one)
      if (found.length > recordsMax) break
    }
    const deadLetters = repairs.deadLetters().filter(isRoot)
    if (found.length === 0 && deadLetters.length === 0) throw new QuorateError('UNKNOWN_REQUEST', { requestId })
    return {
      requestId,
      asked: askedOf(found),
      records: found.slice(0, recordsMax).map(recordOf),
      transactions: transactionsOf(found),
      deadLetters: deadLetters.map(({ seq, actor, event, code }) => ({ seq, actor, event: event.type, code })),
      waits: causality.waits,
      truncated: found.length > recordsMax,
    }
  },
  render: renderTrace,
})

/** A request that is sent again under another id is the same one: its bot has the id of all that it asks. */
async function asksOf(host: Host, requestId: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const asks = new Set([requestId])
  for await (const { actor, cause } of gently(host, signal))
    if (actor.startsWith('request:') && 'requestId' in cause && cause.requestId === requestId)
      asks.add(actor.slice('request:'.length))
  return asks
}

/** All turns that are still held, without keeping the daemon from its work. */
async function* gently(host: Host, signal: AbortSignal): AsyncIterable<CommittedTurn> {
  let looked = 0
  for await (const turn of turnsFrom(host, { after: 0, signal })) {
    yield turn
    looked += 1
    if (looked % turnsAtOnce === 0) await breathe()
  }
}

function recordOf({ turn, because, messages, effects, facts }: Belonging): TraceRecord {
  const { seq, at, actor, event, from, to, status } = turn
  return {
    seq,
    at,
    actor,
    because,
    event: event.type,
    from: from === null ? null : readableState(from),
    to: readableState(to),
    status,
    messages: messages.map(({ id, to: receiver, event: told }) => ({ id, to: receiver, event: told.type })),
    effects: effects.map(({ id, port, kind }) => ({ id, port, kind })),
    facts: facts.map(({ id, type }) => ({ id, type })),
  }
}

function askedOf(found: readonly Belonging[]): readonly TraceAsked[] {
  const asked = new Map<string, TraceAsked>()
  for (const { facts } of found)
    for (const stored of facts) {
      const fact = parseFact(stored)
      if (fact?.type !== 'request.asked' && fact?.type !== 'request.settled' && fact?.type !== 'request.failed') continue
      const { id, principal, surface, what } = fact
      asked.set(id, { id, principal, surface, what, code: 'code' in fact ? fact.code : null })
    }
  return [...asked.values()]
}

function transactionsOf(found: readonly Belonging[]): readonly TraceTransaction[] {
  const known = new Map<string, TraceTransaction>()
  for (const { facts } of found)
    for (const stored of facts) {
      const fact = parseFact(stored)
      if (fact === null) continue
      const { seq } = stored
      if (fact.type === 'account.sent' || fact.type === 'account.replaced') {
        const { txHash, account, label, nonce } = fact
        known.set(txHash, { txHash, account, label, nonce, state: 'sent', block: null, seq })
        const before = fact.type === 'account.replaced' ? known.get(fact.replaces) : undefined
        if (before !== undefined) known.set(before.txHash, { ...before, state: 'replaced', seq })
      }
      if ((fact.type === 'account.confirmed' || fact.type === 'account.failed') && fact.txHash !== null) {
        const before = known.get(fact.txHash)
        const end =
          fact.type === 'account.confirmed'
            ? ({ state: 'confirmed', block: fact.block } as const)
            : ({ state: 'failed' } as const)
        if (before !== undefined) known.set(before.txHash, { ...before, ...end, seq })
      }
    }
  return [...known.values()]
}
