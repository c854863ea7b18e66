import { setImmediate as breathe } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { turnOf } from '#chat/commands/fixtures.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { CommittedTurn, Fact, Host } from '#runtime/host.ts'
import { EventFeed, textsOfFacts, type Listener, type TextBatch } from './eventFeed.ts'

/** A journal in memory that grows. */
class GrowingJournal {
  readonly #turns: CommittedTurn[] = []
  readonly #news = new EventTarget()

  /** Commits a turn that states so many facts. */
  commit(facts = 1): void {
    const stated = Array.from({ length: facts }, (_, n) => ({ type: 'claim.submitted', data: { fundId: 'main', n } }))
    this.#turns.push(turnOf(this.#turns.length + 1, 'relayer:main', stated))
    this.#news.dispatchEvent(new Event('turn'))
  }

  durableThrough = (): number => this.#turns.length

  turns: Host['turns'] = async function* (this: GrowingJournal, { after, follow, signal }: Parameters<Host['turns']>[0]) {
    let next = Math.max(0, after)
    for (;;) {
      for (; next < this.#turns.length; next += 1) yield this.#turns[next] as CommittedTurn // below its length
      if (follow !== true || signal?.aborted === true) return
      await new Promise<void>((resolve) => {
        this.#news.addEventListener('turn', () => resolve(), { once: true })
        signal?.addEventListener('abort', () => resolve(), { once: true })
      })
    }
  }.bind(this)
}

class Ear implements Listener {
  readonly heard: string[] = []
  readonly batches: TextBatch[] = []
  readonly key: string
  made = 0
  isFull = false
  #drained: (taken: boolean) => void = () => undefined

  constructor(key = 'all') {
    this.key = key
  }

  texts = textsOfFacts(
    () => true,
    ({ id }: Fact): string => {
      this.made += 1
      return id
    },
  )
  take(batch: TextBatch): boolean {
    this.batches.push(batch)
    this.heard.push(...batch.texts)
    return !this.isFull
  }
  isRevoked = false
  may(): boolean {
    return !this.isRevoked
  }

  drained(): Promise<boolean> {
    return this.isFull ? new Promise((resolve) => (this.#drained = resolve)) : Promise.resolve(true)
  }
  reads(): void {
    this.isFull = false
    this.#drained(true)
  }
  isLetGo(): void {
    this.#drained(false)
  }
  beat(): void {
    this.heard.push('beat')
  }
}

const rounds = async (count = 8): Promise<void> => {
  for (let round = 0; round < count; round += 1) await breathe()
}
const ids = (from: number, to: number): readonly string[] => Array.from({ length: to - from + 1 }, (_, n) => `${from + n}/0`)

async function begun(): Promise<{
  journal: GrowingJournal
  feed: EventFeed
  listen: (ear: Ear, after?: string) => Promise<void>
}> {
  const journal = new GrowingJournal()
  for (let turn = 0; turn < 5; turn += 1) journal.commit()
  const feed = new EventFeed(journal)
  feed.begin()
  const { signal } = new AbortController()
  return { journal, feed, listen: (ear, after = '0') => feed.serve(ear, { after, signal, opened: () => undefined }) }
}

test('one who comes while facts are committed hears each once and in order', async () => {
  const { journal, feed, listen } = await begun()
  const ears = Array.from({ length: 20 }, () => new Ear())
  for (const ear of ears) {
    void listen(ear)
    journal.commit()
    if (ear !== ears[7]) await breathe()
  }
  await rounds()
  for (const ear of ears) expect(ear.heard).toEqual(ids(1, 25))
  await feed.close()
})

test('those who want the same are handed the same bytes, made once', async () => {
  const { journal, feed, listen } = await begun()
  const [first, second, other] = [new Ear(), new Ear(), new Ear('another')]
  for (const ear of [first, second, other]) void listen(ear, '5')
  await rounds()
  journal.commit(3)
  await rounds()
  expect(first.heard).toEqual(['6/0', '6/1', '6/2'])
  expect(second.batches).toEqual(first.batches)
  expect(second.batches[0]?.bytes).toBe(first.batches[0]?.bytes)
  expect([first.made, second.made, other.made]).toEqual([3, 0, 3])
  await feed.close()
})

test('one who does not keep up misses nothing, queues nothing and holds nobody up', async () => {
  const { journal, feed, listen } = await begun()
  const [slow, quick] = [new Ear(), new Ear()]
  void listen(slow, '5')
  void listen(quick, '5')
  await rounds()
  slow.isFull = true
  for (let turn = 0; turn < 10; turn += 1) {
    journal.commit()
    await rounds(2)
  }
  expect(slow.heard).toEqual(ids(6, 6))
  expect(quick.heard).toEqual(ids(6, 15))
  slow.reads()
  await rounds()
  journal.commit()
  await rounds()
  expect(slow.heard).toEqual(ids(6, 16))
  await feed.close()
})

test('one who never reads is let go, and is counted', async () => {
  const { journal, feed, listen } = await begun()
  const deaf = new Ear()
  const served = listen(deaf, '5')
  await rounds()
  expect(feed.figures).toEqual({ listening: 1, cut: 0 })
  deaf.isFull = true
  journal.commit()
  await rounds()
  deaf.isLetGo()
  await served
  expect(feed.figures).toEqual({ listening: 0, cut: 1 })
  await feed.close()
})

test('a place within a turn is gone on from, one ahead of the journal is waited for', async () => {
  const { journal, feed, listen } = await begun()
  journal.commit(4)
  const [within, ahead] = [new Ear(), new Ear()]
  void listen(within, '6/1')
  void listen(ahead, '8')
  await rounds()
  for (let turn = 0; turn < 3; turn += 1) journal.commit()
  await rounds()
  expect(within.heard).toEqual(['6/2', '6/3', ...ids(7, 9)])
  expect(ahead.heard).toEqual(ids(9, 9))
  await feed.close()
})

test('a place that is no longer kept is refused before anything is opened', async () => {
  const gone = new QuorateError('JOURNAL_TRUNCATED', { after: 1, earliest: 9 })
  const feed = new EventFeed({
    durableThrough: () => 10,
    // oxlint-disable-next-line require-yield -- it only refuses
    async *turns() {
      throw gone
    },
  })
  let opened = false
  const { signal } = new AbortController()
  await expect(feed.serve(new Ear(), { after: '1', signal, opened: () => (opened = true) })).rejects.toBe(gone)
  expect(opened).toBe(false)
})

test('one who may no longer listen is let go and hears nothing more', async () => {
  const { journal, feed, listen } = await begun()
  const [revoked, other] = [new Ear(), new Ear()]
  const served = listen(revoked, '5')
  void listen(other, '5')
  await rounds()
  journal.commit()
  await rounds()
  revoked.isRevoked = true
  journal.commit()
  await served
  expect([revoked.heard, other.heard]).toEqual([ids(6, 6), ids(6, 7)])
  expect(feed.figures).toEqual({ listening: 1, cut: 0 })
  // and is not let in from the start either
  await listen(revoked, '0')
  expect(revoked.heard).toEqual(ids(6, 6))
  await feed.close()
})
