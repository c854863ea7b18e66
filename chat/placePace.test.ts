import { describe, expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import type { Place } from './messenger.ts'
import { PlacePace } from './placePace.ts'

const slack: Place = { messenger: 'slack', workspace: 'T1', channel: 'C1', thread: null }
const discord: Place = { messenger: 'discord', workspace: '1', channel: '2', thread: null }

const { signal: open } = new AbortController()

/** A clock that only waits move on, and what was sent when. */
function paced(): {
  pace: PlacePace
  sent: [string, number][]
  send: (place: Place, what: string, message?: string) => Promise<string>
} {
  let now = 0
  const sent: [string, number][] = []
  const pace = new PlacePace({
    now: () => now,
    wait: async (ms) => {
      now += ms
    },
  })
  const send = (place: Place, what: string, message?: string): Promise<string> =>
    pace.run(place, { signal: open, message: message ?? null }, async () => {
      sent.push([what, now])
      return what
    })
  return { pace, sent, send }
}

test('a channel of Slack has one request a second, in the order in which they came', async () => {
  const { sent, send } = paced()
  await Promise.all(['a', 'b', 'c'].map((what) => send(slack, what)))
  expect(sent).toEqual([
    ['a', 0],
    ['b', 1_000],
    ['c', 2_000],
  ])
})

test('a channel of Discord has five in five seconds', async () => {
  const { sent, send } = paced()
  await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((what) => send(discord, what)))
  expect(sent.map(([, at]) => at)).toEqual([0, 0, 0, 0, 0, 5_000, 5_000])
})

test('threads stand in the line of their channel, and channels do not wait for each other', async () => {
  const { sent, send } = paced()
  let letGo: () => void = () => undefined
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const { pace } = paced()
  const order: string[] = []
  const held = pace.run(slack, { signal: open }, async () => {
    await gate
    order.push('held')
  })
  await pace.run({ ...slack, channel: 'C2' }, { signal: open }, async () => void order.push('other'))
  letGo()
  await held
  expect(order).toEqual(['other', 'held'])
  await Promise.all([send(slack, 'root'), send({ ...slack, thread: '1.2' }, 'reply')])
  expect(sent.map(([, at]) => at)).toEqual([0, 1_000])
})

test('of the updates of one message that wait only the newest is sent, and each asker has its result', async () => {
  const { pace, sent, send } = paced()
  const results = await Promise.all([
    send(slack, 'first', 'm1'),
    ...Array.from({ length: 50 }, (_, n) => send(slack, `update ${n}`, 'm1')),
    send(slack, 'other', 'm2'),
  ])
  // the first was on its way already
  expect(sent.map(([what]) => what)).toEqual(['first', 'update 49', 'other'])
  expect([results[1], results[50], results[51], pace.merged]).toEqual(['update 49', 'update 49', 'other', 49])
})

describe('a messenger that wants rest', () => {
  test('is left alone with everything that waits, and the one that it refused hears of it', async () => {
    const { pace, sent, send } = paced()
    const refused = pace.run(slack, { signal: open }, () =>
      Promise.reject(new QuorateError('MESSENGER_LIMITED', { messenger: 'slack', retryAfterMs: 30_000 })),
    )
    const after = send(slack, 'after')
    await expect(refused).rejects.toMatchObject({ code: 'MESSENGER_LIMITED' })
    await after
    expect(sent).toEqual([['after', 30_000]])
  })

  test('is no reason to rest when it merely fails', async () => {
    const { pace, sent, send } = paced()
    const failed = pace.run(slack, { signal: open }, () => Promise.reject(new Error('gone')))
    const after = send(slack, 'after')
    await expect(failed).rejects.toThrow('gone')
    await after
    expect(sent).toEqual([['after', 1_000]])
  })
})

test('a line that is empty begins anew at once', async () => {
  const { sent, send } = paced()
  await send(slack, 'a')
  await send(slack, 'b')
  expect(sent.map(([, at]) => at)).toEqual([0, 1_000])
})

test('one that is given up before its turn is not made, and takes no turn', async () => {
  const { pace, sent, send } = paced()
  const first = send(slack, 'first')
  const given = new AbortController()
  const second = pace.run(slack, { signal: given.signal }, async () => void sent.push(['second', 0]))
  const third = send(slack, 'third')
  given.abort(new Error('given up'))
  await expect(second).rejects.toThrow('given up')
  await Promise.all([first, third])
  expect(sent).toEqual([
    ['first', 0],
    ['third', 1_000],
  ])
})
