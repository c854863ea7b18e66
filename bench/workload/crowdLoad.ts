// Loads on a crowd of counters.
import type { Host } from '#runtime/host.ts'
import type { Commit, CrowdOrder } from './crowd.ts'

/** Between two looks at what is due. */
const stepMs = 5
/** A prime: events one after another go to bots far apart. */
const stride = 7_919
/** Events under way at once when there is no pace. */
const atOnce = 512

/** Sends what is asked for; resolves when all of it is durable. @returns when each turn was, for a paced load */
export async function runLoad(host: Host, bots: number, order: CrowdOrder): Promise<Commit[]> {
  let sent = 0
  const send = async (): Promise<Commit> => {
    sent += 1
    const { seq } = await host.send(`counter:${(sent * stride) % bots}`, { type: 'tick', by: 1 })
    return [seq, performance.timeOrigin + performance.now()]
  }
  if (order.kind === 'flood') {
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (sent < order.turns) await send()
      }),
    )
    return []
  }
  const under: Promise<Commit>[] = []
  const begun = performance.now()
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const passedMs = Math.min(order.ms, performance.now() - begun)
      while (sent < (passedMs * order.perSecond) / 1_000) under.push(send())
      if (passedMs < order.ms) return
      clearInterval(timer)
      resolve()
    }, stepMs)
  })
  return Promise.all(under)
}
