// The client of httpLoad.ts: sends what it is told, and says how long it took.
import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import type { LoadOrder, LoadResult } from './httpLoad.ts'

/** Connections of a paced load: more than are ever busy, unless the server falls behind. */
const pacedConnections = 128
let sent = 0

process.on('disconnect', () => process.exit())
process.on('message', (order: LoadOrder) => {
  run(order).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ problem: error instanceof Error ? error.message : String(error) }),
  )
})

async function run(order: LoadOrder): Promise<LoadResult> {
  const { load, ms } = order
  const { origin, pathname } = new URL(order.url)
  const connections = load.kind === 'lone' ? 1 : load.kind === 'closed' ? load.connections : pacedConnections
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const waits: number[] = []
  let failed = 0
  const post = async (due: number): Promise<void> => {
    sent += 1
    const headers = { ...order.headers, 'idempotency-key': `${process.pid}-${sent}` }
    const { statusCode, body } = await pool.request({ path: pathname, method: 'POST', headers, body: order.body })
    await body.dump()
    if (statusCode !== 200) failed += 1
    waits.push(performance.now() - due)
  }
  await post(performance.now()) // its connection is made
  waits.length = 0
  const begun = performance.now()
  const end = begun + ms
  if (load.kind === 'paced') await paced(load.perSecond, end, post)
  else
    await Promise.all(
      Array.from({ length: connections }, async () => {
        for (let now = performance.now(); now < end; now = performance.now()) await post(now)
      }),
    )
  const seconds = (performance.now() - begun) / 1_000
  await pool.close()
  const sorted = waits.toSorted((one, other) => one - other)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { perSecond: waits.length / seconds, p50: at(0.5), p99: at(0.99), failed }
}

/** Sends on time; what was due while the event loop was busy is sent at once, and its wait counts from when it was due. */
async function paced(perSecond: number, end: number, post: (due: number) => Promise<void>): Promise<void> {
  const underway: Promise<void>[] = []
  const everyMs = 1_000 / perSecond
  for (let due = performance.now(); due < end; due += everyMs) {
    const wait = due - performance.now()
    if (wait > 0) await delay(wait)
    underway.push(post(due))
  }
  await Promise.all(underway)
}
