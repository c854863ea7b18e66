import { afterEach, expect, test } from 'vitest'
import { limits } from './limits.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'

afterEach(closeAll)

const parents = 150
const rounds = 6

test('a bot to whom many tell takes all of it, and what each says in its order', async () => {
  const host = await openHost(newFolder())
  await Promise.all(Array.from({ length: parents }, (_, n) => host.spawn('parent', String(n), null)))
  // the counter that they all tell
  await host.send('parent:0', { type: 'have', id: 'hub' })
  let crowded = 0
  await Promise.all(
    Array.from({ length: parents - 1 }, async (_, n) => {
      for (let round = 0; round < rounds; round += 1) {
        await host.send(`parent:${n + 1}`, { type: 'tellHub' })
        crowded = Math.max(crowded, host.view('counter:hub')?.queued ?? 0)
      }
    }),
  )
  const messages = (parents - 1) * rounds + 1
  const heard = (): number => (host.view('counter:hub')?.context as { readonly n: number }).n
  while (heard() < 10 + messages) await new Promise((resolve) => setImmediate(resolve))
  const told = new Map<string, number[]>()
  for await (const { actor, cause } of host.turns({ after: 0, actor: 'counter:hub' })) {
    if (cause.kind !== 'message' || actor !== 'counter:hub') continue
    const [seq, index] = cause.id.split('/').map(Number) as [number, number] // `seq/index`
    told.set(cause.from, [...(told.get(cause.from) ?? []), seq * 1_000 + index])
  }
  expect([...told.values()].reduce((sum, { length }) => sum + length, 0)).toBe(messages)
  expect([...told.values()].filter((ids) => ids.join() !== ids.toSorted((a, b) => a - b).join())).toEqual([])
  // or nothing was shown
  expect(crowded).toBeGreaterThan(limits.crowdedMailbox)
})
