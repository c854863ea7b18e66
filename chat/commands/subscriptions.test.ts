import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardBot } from '../../actors/card.ts'
import { subscriptionBot } from '../../actors/subscription.ts'
import { createLocalHost, type LocalHost } from '../../runtime/localHost.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Place } from '#protocol/place.ts'
import type { Command } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import { contextOf, deskOf } from './fixtures.ts'
import { plainStyle } from './style.ts'
import { muteCommand, subscribeCommand, subscriptionListCommand, unmuteCommand, unsubscribeCommand } from './subscriptions.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-subscriptions-'))
const now = Date.UTC(2026, 4, 1, 10)
let host: LocalHost
let context: CommandContext
beforeAll(async () => {
  const never = (): Promise<never> => new Promise(() => undefined)
  const ports = ['subscription.look', 'card.post', 'card.update', 'card.say']
  host = await createLocalHost({
    directory: folder,
    bots: [subscriptionBot, cardBot],
    effects: ports.map((port) => ({ port, run: never })),
  })
  const known = deskOf()
  const status = async (id: string) => {
    if (id !== 'main') throw new QuorateError('UNKNOWN_FUND', { fundId: id })
    return known.status(id)
  }
  context = contextOf({ host, who: 'key:mara', clock: { now: () => new Date(now) }, funds: { ...known, status } })
})
afterAll(async () => {
  await host.shutdown()
  rmSync(folder, { recursive: true, force: true })
})

async function ask(command: Command, args: object, more: Partial<CommandContext> = {}): Promise<unknown> {
  for await (const answer of command.answer(args, { ...context, ...more })) return answer
  throw new Error('no answer')
}
const list = async (): Promise<readonly { readonly place: string }[]> =>
  ((await ask(subscriptionListCommand, {})) as { subscriptions: readonly { place: string }[] }).subscriptions

describe('subscribe', () => {
  it('has a place told of what is asked for, and the list says so', async () => {
    const line = {
      place: 'slack:T1:C1',
      told: true,
      kinds: ['trades', 'approvals'],
      fund: 'main',
      severity: 'warning',
      quiet: '22:00-07:05',
      digest: 'daily',
      escalate: 'mara',
      mutedUntil: null,
      cards: 0,
      refused: [],
    }
    const wishes = { kinds: 'approvals, trades', fund: 'main', severity: 'warning', quiet: '22:00-07:05' }
    await expect(ask(subscribeCommand, { ...wishes, digest: 'daily', escalate: 'mara', place: 'slack:T1:C1' })).resolves.toEqual(
      line,
    )
    await expect(list()).resolves.toEqual([line])
  })

  it('again replaces what was asked for before, and makes no second one', async () => {
    await ask(subscribeCommand, { place: 'slack:T1:C1' })
    await expect(list()).resolves.toMatchObject([{ kinds: ['all'], fund: null, quiet: null, digest: 'off', escalate: null }])
  })

  it('goes by where it is typed, also in a thread', async () => {
    const place: Place = { messenger: 'discord', workspace: '1', channel: '2', thread: '3' }
    const said = { place, user: { messenger: 'discord', workspace: '1', user: '9' } } as const
    await expect(ask(subscribeCommand, {}, { said })).resolves.toMatchObject({ place: 'discord:1:2:3' })
    await ask(unsubscribeCommand, {}, { said })
  })

  it('asked for again with the same request is told once', async () => {
    const asked = { place: 'slack:T1:C9' }
    await ask(subscribeCommand, asked, { requestId: 'r-1' })
    const before = host.durableThrough()
    await ask(subscribeCommand, asked, { requestId: 'r-1' })
    const turns = []
    for await (const turn of host.turns({ after: before })) turns.push(turn.actor)
    expect(turns).toEqual([])
    await ask(unsubscribeCommand, asked)
  })

  it.each([
    [{}, 'UNKNOWN_PLACE'],
    [{ place: 'somewhere' }, 'UNKNOWN_PLACE'],
    [{ place: 'slack:T1:C2', kinds: 'gossip' }, 'ARGUMENTS_INVALID'],
    [{ place: 'slack:T1:C2', kinds: ' , ' }, 'ARGUMENTS_INVALID'],
    [{ place: 'slack:T1:C2', quiet: '22-7' }, 'ARGUMENTS_INVALID'],
    [{ place: 'slack:T1:C2', quiet: '25:00-07:00' }, 'ARGUMENTS_INVALID'],
    [{ place: 'slack:T1:C2', quiet: '07:00-07:00' }, 'ARGUMENTS_INVALID'],
    [{ place: 'slack:T1:C2', fund: 'other' }, 'UNKNOWN_FUND'],
  ])('%j is refused, and nothing is made', async (args, code) => {
    await expect(ask(subscribeCommand, args)).rejects.toMatchObject({ code })
    expect((await list()).map(({ place }) => place)).not.toContain('slack:T1:C2')
  })
})

describe('mute', () => {
  const place = 'slack:T1:C1'
  it.each([
    ['90m', '2026-05-01T11:30:00.000Z'],
    ['2h', '2026-05-01T12:00:00.000Z'],
    ['3 d', '2026-05-04T10:00:00.000Z'],
    ['2026-05-01T18:00:00Z', '2026-05-01T18:00:00.000Z'],
  ])('for %s is silent until then, and unmute ends it', async (time, mutedUntil) => {
    await expect(ask(muteCommand, { time, place })).resolves.toMatchObject({ mutedUntil })
    await expect(ask(unmuteCommand, { place })).resolves.toMatchObject({ mutedUntil: null })
  })

  it.each(['soon', '0m', '31d', '2026-05-01', '2020-01-01T00:00:00Z', '2026-13-01T00:00:00Z'])(
    'for %s is refused',
    async (time) => {
      await expect(ask(muteCommand, { time, place })).rejects.toMatchObject({ code: 'ARGUMENTS_INVALID' })
    },
  )

  it.each([
    [muteCommand, { time: '2h' }],
    [unmuteCommand, {}],
    [unsubscribeCommand, {}],
  ])('and the like of a place that is told of nothing is refused', async (command, args) => {
    await expect(ask(command, { ...args, place: 'slack:T1:C7' })).rejects.toMatchObject({ code: 'NOT_SUBSCRIBED' })
  })
})

it('unsubscribe ends it; it may be said twice', async () => {
  const place = 'slack:T1:C1'
  for (let n = 0; n < 2; n += 1) await expect(ask(unsubscribeCommand, { place })).resolves.toMatchObject({ told: false })
})

it('reads well', async () => {
  await ask(subscribeCommand, { place: 'slack:T1:C1', kinds: 'incidents,audit-head', quiet: '22:00-07:00', digest: 'hourly' })
  await ask(muteCommand, { time: '2h', place: 'slack:T1:C1' })
  expect(subscriptionListCommand.render(await ask(subscriptionListCommand, {}), plainStyle(120))).toMatchInlineSnapshot(`
    "place          told of                fund   from    quiet (UTC)  digest  up  state
    discord:1:2:3  -                      every  notice  -            off     0   ended
    slack:T1:C1    incidents, audit-head  every  notice  22:00-07:00  hourly  0   silent until 2026-05-01T12:00:00.000Z
    slack:T1:C9    -                      every  notice  -            off     0   ended"
  `)
  const line = await ask(subscribeCommand, { place: 'slack:T1:C1' })
  expect([subscribeCommand, muteCommand, unmuteCommand, unsubscribeCommand].map((command) => command.render(line, plainStyle())))
    .toMatchInlineSnapshot(`
    [
      "slack:T1:C1 is told of all of every fund",
      "slack:T1:C1 is silent until 2026-05-01T12:00:00.000Z",
      "slack:T1:C1 is told again",
      "slack:T1:C1 is told of nothing new",
    ]
  `)
  expect(subscriptionListCommand.render({ subscriptions: [] }, plainStyle())).toBe('no channel is told of anything')
})
