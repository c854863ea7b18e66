import { afterEach, describe, expect, test } from 'vitest'
import { waitUntil } from './fixtures.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'

afterEach(closeAll)

describe('observers', () => {
  test('read every committed turn from the journal and then live', async () => {
    const host = await openHost(newFolder())
    await host.spawn('counter', 'one', { from: 0 })
    const stop = new AbortController()
    const seen: string[] = []
    const reading = (async () => {
      for await (const turn of host.turns({ after: 0, follow: true, signal: stop.signal }))
        seen.push(`${turn.seq} ${turn.event.type}`)
    })()
    const { seq } = await host.send('counter:one', { type: 'add' })
    await waitUntil(() => seen.length === 2)
    stop.abort()
    await reading
    expect(seen).toEqual(['2 quorate.start', `${seq} add`])
  })

  test('wait for the next fact and resume after it, across a restart', async () => {
    const directory = newFolder()
    const host = await openHost(directory)
    await host.spawn('counter', 'one', { from: 0 })
    const { signal } = new AbortController()
    const waiting = host.nextFact({ after: '', wants: ({ type }) => type === 'counted', signal })
    await host.send('counter:one', { type: 'count' })
    const first = await waiting
    expect(first?.data).toEqual({ n: 1 })
    await host.send('counter:one', { type: 'count' })
    await host.shutdown()
    const again = await openHost(directory)
    const second = await again.nextFact({ after: first?.id ?? '', wants: () => true, signal })
    expect(second?.data).toEqual({ n: 2 })
    // what was read back for one is there for the next, from any place
    const third = await again.nextFact({ after: '', wants: ({ data }) => data['n'] !== 1, signal })
    expect(third).toEqual(second)
    expect(await again.nextFact({ after: '', wants: () => true, signal })).toEqual(first)
    const gone = AbortSignal.abort()
    expect(await again.nextFact({ after: second?.id ?? '', wants: () => true, signal: gone })).toBeUndefined()
  })
})
