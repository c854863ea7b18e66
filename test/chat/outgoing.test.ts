// What goes out to people, whole: facts of the journal become one message at each place, kept up and answered in its thread,
// whatever the messenger and the process do.
import { describe, expect, test } from 'vitest'
import { muteCommand, subscribeCommand, unsubscribeCommand } from '#chat/commands/subscriptions.ts'
import { awayUntil, limitedTimes, refusing } from './modelMessage.ts'
import { ToldSwarm } from './toldSwarm.ts'

const slack = 'slack:T1:C1'
const discord = 'discord:1:2'
const hour = 3_600_000

/** A swarm that tells places of everything. */
async function told(places: readonly string[] = [slack], args: object = {}, seed = 1): Promise<ToldSwarm> {
  const swarm = new ToldSwarm(seed)
  await swarm.start()
  for (const place of places) await swarm.ask(subscribeCommand, { place, ...args })
  return swarm
}
const incident = 'main.loss-bucket.1'

test('one incident is one message, kept up with what becomes of it, and its thread tells how', async () => {
  const swarm = await told()
  await swarm.raise(incident)
  await swarm.pass(5_000)
  const [root] = swarm.slack.roots()
  expect(root?.card).toMatchObject({ tone: 'bad', lines: ['Nobody has taken it on.'] })
  expect(root?.card.buttons.map(({ value }) => value)).toEqual([`v1:acknowledge:${incident}:1`, `v1:resolve:${incident}:1`])
  await swarm.deal(incident, 'acknowledge')
  await swarm.pass(5_000)
  expect(root?.card.buttons.map(({ value }) => value)).toEqual([`v1:resolve:${incident}:2`])
  await swarm.deal(incident, 'resolve')
  await swarm.pass(5_000)
  expect(root?.card).toMatchObject({ tone: 'good', lines: ['key:jun resolved it'], buttons: [] })
  expect([swarm.slack.roots().length, root === undefined ? [] : swarm.slack.thread(root)]).toEqual([
    1,
    [`key:jun takes on incident ${incident}`, `key:jun resolves incident ${incident}`],
  ])
  // its card ends, and nothing is left that waits
  await swarm.pass(hour)
  expect(swarm.host.list('card').map(({ value, status }) => [value, status])).toEqual([['shown', 'done']])
})

test('two places see the same decision', async () => {
  const swarm = await told([slack, discord])
  await swarm.raise(incident)
  await swarm.pass(5_000)
  await swarm.deal(incident, 'resolve')
  await swarm.pass(5_000)
  const cards = [swarm.slack, swarm.discord].map((messenger) => messenger.roots().map(({ card }) => [card.lines, card.buttons]))
  expect(cards).toEqual([[[['key:jun resolved it'], []]], [[['key:jun resolved it'], []]]])
})

test('a hundred changes are a few requests, and the last of them is shown', async () => {
  const swarm = await told()
  // told again after 1, 2, 4, … and then every 64 ms
  await swarm.raise(incident, { escalateMs: 1 })
  await swarm.pass(7_000)
  await swarm.deal(incident, 'resolve')
  const { escalations } = swarm.host.view(`incident:${incident}`)?.context as { readonly escalations: number }
  expect(escalations).toBeGreaterThan(100)
  await swarm.pass(60_000)
  const [root] = swarm.slack.roots()
  expect(root?.card).toMatchObject({ tone: 'good', buttons: [] })
  expect(root?.card.fields.at(-1)).toEqual(['Told again', `${escalations} times`])
  // one a second while it went on, and the end
  expect(root?.drawn).toBeLessThanOrEqual(10)
  const words = root === undefined ? [] : swarm.slack.thread(root)
  expect(words.length).toBeLessThan(25)
  expect(words.at(-1)).toMatch(/^key:jun resolves incident .* before it left out\)$/)
})

test('a channel has at most one request a second, in the order in which they were asked', async () => {
  const swarm = await told()
  for (let n = 1; n <= 20; n += 1) await swarm.raise(`main.loss-bucket.${n}`)
  await swarm.pass(60_000)
  const at = swarm.slack.requests.map((request) => request.at)
  expect(Math.min(...at.slice(1).map((time, index) => time - (at[index] ?? 0)))).toBeGreaterThanOrEqual(1_000)
  expect(swarm.slack.roots().map(({ card }) => card.footer)).toEqual(
    Array.from({ length: 20 }, (_, n) => `incident main.loss-bucket.${n + 1}`),
  )
})

describe('a messenger that', () => {
  test('wants rest is left alone for as long as it says', async () => {
    const swarm = await told()
    swarm.slack.failing = limitedTimes(1, 30_000)
    await swarm.raise(incident)
    await swarm.pass(60_000)
    const [first, second] = swarm.slack.requests
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(30_000)
    expect([swarm.slack.roots().length, second?.what]).toEqual([1, 'post'])
  })

  test('is away for an hour has one message afterwards, right as things stand then, and every word in order', async () => {
    const swarm = await told()
    swarm.slack.failing = awayUntil(swarm.now + hour)
    await swarm.raise(incident, { escalateMs: 600_000 })
    await swarm.pass(hour / 2)
    await swarm.deal(incident, 'acknowledge')
    await swarm.pass(hour)
    const [root] = swarm.slack.roots()
    expect(swarm.slack.roots()).toHaveLength(1)
    expect(root?.card.lines).toContain('key:jun has taken it on')
    const words = root === undefined ? [] : swarm.slack.thread(root)
    expect(words.map((line) => line.split(' ')[0])).toEqual(['nobody', 'nobody', 'key:jun'])
    // it was asked with longer and longer waits, not all the time
    expect(swarm.slack.requests.length).toBeLessThan(40)
  })

  test('refuses loses the card, says so in the journal, and is left alone until somebody subscribes anew', async () => {
    const swarm = await told()
    swarm.slack.failing = refusing
    await swarm.raise(incident)
    await swarm.pass(5_000)
    await swarm.deal(incident, 'acknowledge')
    await swarm.pass(5_000)
    expect(swarm.slack.requests).toHaveLength(1)
    const lost = (await swarm.until(swarm.turns())).flatMap(({ facts }) => facts).filter(({ type }) => type === 'card.lost')
    expect(lost.map(({ data }) => data)).toMatchObject([
      { place: slack, code: 'MESSENGER_REFUSED', subject: `incident:${incident}` },
    ])
    swarm.slack.failing = null
    await swarm.ask(subscribeCommand, { place: slack })
    await swarm.deal(incident, 'resolve')
    await swarm.pass(5_000)
    expect(swarm.slack.roots()).toHaveLength(1)
  })

  test('is slow keeps no other messenger waiting', async () => {
    const swarm = await told([slack, discord])
    swarm.slack.latencyMs = 60_000
    await swarm.raise(incident)
    await swarm.pass(10_000)
    expect([swarm.slack.roots().length, swarm.discord.roots().length]).toEqual([0, 1])
    await swarm.pass(300_000)
    expect([swarm.slack.roots().length, swarm.discord.roots().length]).toEqual([1, 1])
  })
})

test('a request that was given up while it stood in line is not made', async () => {
  const swarm = await told()
  await swarm.raise('main.loss-bucket.1')
  await swarm.pass(5_000)
  // the line rests for longer than an attempt lives
  swarm.slack.failing = limitedTimes(1, 2 * hour)
  await swarm.deal('main.loss-bucket.1', 'acknowledge')
  await swarm.pass(1_000)
  await swarm.raise('main.loss-bucket.2')
  await swarm.pass(3 * hour)
  const after = swarm.slack.requests.filter(({ at }) => at > swarm.now - 1.5 * hour)
  expect(swarm.slack.roots()).toHaveLength(2)
  expect(
    after.filter(({ what }) => what === 'post').length + after.filter(({ what }) => what === 'lookUp').length,
  ).toBeLessThanOrEqual(3)
})

describe('a process that is killed', () => {
  test('between a post and its record finds its message, and draws it as things stand', async () => {
    const swarm = await told()
    swarm.slack.onPosted = () => swarm.kill()
    await swarm.raise(incident)
    await swarm.when('it died', () => !swarm.isUp)
    swarm.slack.onPosted = () => undefined
    await swarm.start()
    await swarm.deal(incident, 'resolve')
    await swarm.pass(30_000)
    expect(swarm.slack.roots()).toHaveLength(1)
    expect(swarm.slack.requests.map(({ what }) => what)).toContain('lookUp')
    expect(swarm.slack.roots()[0]?.card).toMatchObject({ tone: 'good', buttons: [] })
  })

  test('between a word and its record says it once', async () => {
    const swarm = await told()
    await swarm.raise(incident)
    await swarm.pass(5_000)
    swarm.slack.onPosted = () => swarm.kill()
    await swarm.deal(incident, 'resolve')
    await swarm.when('it died', () => !swarm.isUp)
    swarm.slack.onPosted = () => undefined
    await swarm.start()
    await swarm.pass(30_000)
    expect(swarm.slack.messages.map(({ place }) => place.thread)).toEqual([null, 'm1'])
  })

  test('is told of what came while nobody listened, once', async () => {
    const swarm = await told()
    await swarm.raise(incident)
    await swarm.pass(5_000)
    await swarm.deal(incident, 'acknowledge')
    swarm.kill()
    await swarm.start()
    await swarm.pass(30_000)
    const [root] = swarm.slack.roots()
    expect(root === undefined ? [] : swarm.slack.thread(root)).toEqual([`key:jun takes on incident ${incident}`])
    expect(root?.card.lines).toEqual(['key:jun has taken it on'])
  })

  test('has its cards look again when it is back, also at what no news tells of', async () => {
    const swarm = await told()
    await swarm.raise(incident)
    await swarm.pass(5_000)
    const found = (): string | undefined => new Map(swarm.slack.roots()[0]?.card.fields).get('Found')
    await swarm.breach(incident)
    await swarm.pass(5_000)
    expect(found()).toBe('once')
    swarm.kill()
    await swarm.start()
    await swarm.pass(5_000)
    expect(found()).toMatch(/^2 times in /)
  })

  test.each(Array.from({ length: 12 }, (_, seed) => seed + 1))(
    'again and again at any moment posts each message once, in its order (seed %i)',
    async (seed) => {
      const swarm = await told([slack, discord], {}, seed)
      for (let n = 1; n <= 4; n += 1) {
        await swarm.raise(`main.loss-bucket.${n}`)
        // three deaths of a process in one request look like the request's doing: each life does something
        await swarm.pass(200 + ((seed * 7919 + n * 104_729) % 2_400))
        swarm.kill()
        await swarm.start()
        await swarm.deal(`main.loss-bucket.${n}`, 'acknowledge')
        await swarm.deal(`main.loss-bucket.${n}`, 'resolve')
      }
      await swarm.pass(10 * 60_000)
      expect(swarm.host.deadLetters().filter(({ actor }) => !actor.startsWith('monitor:'))).toEqual([])
      for (const messenger of [swarm.slack, swarm.discord]) {
        expect(
          messenger
            .roots()
            .map(({ card }) => card.footer)
            .toSorted(),
        ).toEqual(Array.from({ length: 4 }, (_, n) => `incident main.loss-bucket.${n + 1}`))
        for (const root of messenger.roots()) {
          const id = root.card.footer.replace('incident ', '')
          expect(root.card).toMatchObject({ tone: 'good', buttons: [] })
          expect(messenger.thread(root)).toEqual([`key:jun takes on incident ${id}`, `key:jun resolves incident ${id}`])
        }
      }
    },
  )
})

describe('a place that', () => {
  /** The simulated day begins at this minute. */
  const clockText = (ms: number): string => new Date(ms).toISOString().slice(11, 16)

  test('has quiet hours is told then of what is critical only, and of the rest when they end', async () => {
    const swarm = new ToldSwarm()
    await swarm.start()
    const quiet = `${clockText(swarm.now - 60_000)}-${clockText(swarm.now + hour)}`
    await swarm.ask(subscribeCommand, { place: slack, quiet })
    await swarm.raise('main.loss-bucket.1')
    await swarm.raise('main.loss-bucket.2', { severity: 'critical' })
    await swarm.pass(10 * 60_000)
    expect(swarm.slack.roots().map(({ card }) => card.footer)).toEqual(['incident main.loss-bucket.2'])
    await swarm.pass(hour)
    const digest = swarm.slack.roots()[1]
    expect(digest?.card.title).toBe('What came meanwhile: incidents 1')
    expect(digest?.card.lines).toEqual([expect.stringContaining('incident main.loss-bucket.1 of main')])
    expect(swarm.slack.roots()).toHaveLength(2)
  })

  test('wishes for an hourly digest has what is under its severity in it, and at the full hour', async () => {
    const swarm = await told([slack], { severity: 'critical', digest: 'hourly' })
    await swarm.raise('main.loss-bucket.1')
    await swarm.raise('main.loss-bucket.2')
    await swarm.pass(2 * hour)
    expect(swarm.slack.roots().map(({ card }) => card.title)).toEqual(['What came meanwhile: incidents 2'])
    expect(new Date(swarm.slack.roots()[0]?.at ?? 0).getUTCMinutes()).toBe(0)
  })

  test('is muted hears what came when that is over', async () => {
    const swarm = await told()
    await swarm.ask(muteCommand, { time: '30m', place: slack })
    await swarm.raise(incident)
    await swarm.pass(29 * 60_000)
    expect(swarm.slack.messages).toEqual([])
    await swarm.pass(10 * 60_000)
    expect(swarm.slack.roots().map(({ card }) => card.title)).toEqual(['What came meanwhile: incidents 1'])
  })

  test('names somebody is answered with their name when nobody takes an incident on', async () => {
    const swarm = await told([slack], { escalate: 'mara' })
    await swarm.raise(incident, { escalateMs: 600_000 })
    await swarm.pass(11 * 60_000)
    const words = swarm.slack.messages.filter(({ place }) => place.thread !== null)
    expect(words.map(({ card }) => [card.title, card.footer])).toEqual([
      [`nobody took on incident ${incident}: it is critical now, told again (1)`, 'for mara'],
    ])
  })

  test('calls them by their own name in the messenger where they are known there, once, also over a kill', async () => {
    const swarm = await told([slack, discord], { escalate: 'mara' })
    const who = { id: 'l1', messenger: 'slack', workspace: 'T1', user: 'U1', person: 'mara' }
    const may = { role: 'viewer', funds: 'all', by: 'key:boss', lifetimeMs: 90 * 24 * hour }
    await swarm.until(swarm.host.spawn('link', 'l1', { ...who, ...may }))
    await swarm.raise(incident, { escalateMs: 600_000 })
    await swarm.pass(11 * 60_000)
    swarm.kill()
    await swarm.start()
    await swarm.pass(60_000)
    const called = (messenger: ToldSwarm['slack']): unknown =>
      messenger.messages.flatMap(({ card: { mention, footer } }) => (footer === 'for mara' ? [mention] : []))
    expect([called(swarm.slack), called(swarm.discord)]).toEqual([['U1'], [null]])
    expect(swarm.slack.roots().map(({ card }) => card.mention)).toEqual([null])
  })

  test('wishes for the head of the audit log has it once a day', async () => {
    const swarm = await told([slack], { kinds: 'audit-head' })
    await swarm.raise(incident)
    await swarm.pass(49 * hour)
    expect(swarm.slack.roots().map(({ card }) => [card.title, card.fields[0]])).toEqual([
      ['Head of the audit log', ['Entries', '0']],
      ['Head of the audit log', ['Entries', '0']],
    ])
  })

  test('is told no more sees its cards to their end, and no new ones', async () => {
    const swarm = await told()
    await swarm.raise(incident)
    await swarm.pass(5_000)
    await swarm.ask(unsubscribeCommand, { place: slack })
    await swarm.raise('main.loss-bucket.2')
    await swarm.deal(incident, 'resolve')
    await swarm.pass(30_000)
    expect(swarm.slack.messages.map(({ card }) => [card.tone, card.buttons.length])).toEqual([['good', 0]])
  })
})

test('nothing of before a subscription is told, and nobody is told where there is none', async () => {
  const swarm = await told([])
  await swarm.raise('main.loss-bucket.1')
  await swarm.pass(hour)
  await swarm.ask(subscribeCommand, { place: slack })
  await swarm.raise('main.loss-bucket.2')
  await swarm.pass(30_000)
  expect(swarm.slack.roots().map(({ card }) => card.footer)).toEqual(['incident main.loss-bucket.2'])
})
