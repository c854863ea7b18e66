import { ROOT_CONTEXT } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { expect, it } from 'vitest'
import type { CommittedTurn } from '#runtime/host.ts'
import { RequestSpans } from './requestSpans.ts'

function opened(): {
  readonly spans: RequestSpans
  readonly said: () => readonly { readonly name: string; readonly attributes: Readonly<Record<string, unknown>> }[]
  readonly clock: { ms: number; seq: number }
} {
  const exporter = new InMemorySpanExporter()
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] })
  const clock = { ms: Date.parse('2026-01-01T00:00:00.000Z'), seq: 0 }
  const spans = new RequestSpans({
    tracer: provider.getTracer('test'),
    parentOf: () => ROOT_CONTEXT,
    durableThrough: () => clock.seq,
    now: () => clock.ms,
  })
  return { spans, clock, said: () => exporter.getFinishedSpans().map(({ name, attributes }) => ({ name, attributes })) }
}

const begun = (requestId: string): Parameters<RequestSpans['begun']>[0] => ({
  requestId,
  method: 'POST',
  route: '/x',
  traceparent: undefined,
  tracestate: undefined,
})
const answered = { method: 'POST', route: '/x', status: 200, ms: 1, principal: 'key:desk' }
const turn = (seq: number, more: Partial<CommittedTurn> = {}): CommittedTurn => ({
  seq,
  at: '2026-01-01T00:00:00.000Z',
  actor: 'fund:main',
  incarnation: 1,
  version: 1,
  event: { type: 'fund.pause', note: 'written by hand' },
  cause: { kind: 'timer', id: 'x', generation: 1 },
  from: 'idle',
  to: 'pausing',
  status: 'active',
  snapshot: {},
  effects: [],
  messages: [],
  starts: [],
  waits: { timers: 0, effects: 0, dueAt: null },
  replies: [],
  timers: [],
  facts: [],
  ...more,
})
const asked = (requestId: string): Partial<CommittedTurn> => ({ cause: { kind: 'external', requestId } })

it('keeps nothing of a request that only looked, once it is answered', () => {
  const { spans, clock } = opened()
  for (let at = 0; at < 10_000; at += 1) {
    spans.begun(begun(`r-${at}`))?.({ ...answered, requestId: `r-${at}` })
  }
  expect(spans.figures.open).toBeLessThanOrEqual(4_096)
  clock.seq = 1
  spans.take(turn(1))
  expect(spans.figures).toEqual({ open: 0, followed: 0 })
})

it('tells an effect from its asking to its result, and by its code where it failed', () => {
  const { spans, said } = opened()
  const end = spans.begun(begun('r'))
  const effect = { id: 'fund:main/1/0', port: 'fund.look', kind: 'read', input: { secret: 'x' } } as const
  spans.take(turn(1, { ...asked('r'), effects: [effect] }))
  const error = { code: 'RPC_UNREACHABLE', message: 'https://user:pass@node' }
  spans.take(
    turn(2, {
      at: '2026-01-01T00:00:02.000Z',
      cause: { kind: 'effect', id: effect.id, attempt: 3 },
      event: { type: 'xstate.error.actor.look', error },
      from: 'pausing',
      to: 'failed',
    }),
  )
  end?.({ ...answered, requestId: 'r', status: 500 })
  expect(said().map(({ name }) => name)).toEqual([
    'fund fund.pause',
    'effect fund.look',
    'fund xstate.error.actor.look',
    'POST /x',
  ])
  expect(said()[1]?.attributes).toMatchObject({ 'error.type': 'RPC_UNREACHABLE', 'quorate.effect.attempt': 3 })
  expect(said()[3]?.attributes).toMatchObject({ 'error.type': '500' })
  expect(JSON.stringify(said())).not.toMatch(/by hand|secret|user:pass/)
})

it('lets go of what never ends: by number, by age and at the end', () => {
  const { spans, said, clock } = opened()
  const waiting = (seq: number): CommittedTurn =>
    turn(seq, { ...asked(`r-${seq}`), messages: [{ id: `${seq}/0`, to: 'fund:gone', event: { type: 'x' } }] })
  for (let seq = 1; seq <= 300; seq += 1) spans.take(waiting(seq))
  expect(spans.figures.followed).toBe(256)
  // requests that came in by no door of HTTP have a span of their own
  expect(said().filter(({ name }) => name === 'request')).toHaveLength(44)
  clock.ms += 31 * 60_000
  for (let seq = 301; seq <= 500; seq += 1) spans.take(turn(seq))
  expect(spans.figures.followed).toBe(0)
  spans.take(waiting(501))
  spans.close()
  expect(said().filter(({ name }) => name === 'request')).toHaveLength(301)
})
