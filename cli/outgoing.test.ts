// What test/chat shows whole, at its edges: who is not connected, what cannot be shown, what is not asked for twice.
import { expect, test } from 'vitest'
import type { BotView } from '#runtime/host.ts'
import { botOf, hostOf } from '#chat/commands/fixtures.ts'
import { incidentBot, incidentId } from '#chat/cards/fixtures.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import type { Messenger, MessengerName } from '#chat/messenger.ts'
import { PlacePace } from '#chat/placePace.ts'
import type { CardPost } from '#machines/card.ts'
import { ModelMessenger } from '../test/chat/modelMessenger.ts'
import { LaterHands } from './chatHands.ts'
import { outgoing, type Outgoing, type OutgoingParts } from './outgoing.ts'

const { signal } = new AbortController()
const place = { messenger: 'slack', workspace: 'T1', channel: 'C1', thread: null } as const
const subject = `incident:${incidentId}`
const post: CardPost = { place, subject, words: null, key: 'k1', isRepeat: false, since: 1_000_000 }
const words = { title: 'What came meanwhile', tone: 'plain', lines: ['a'], footer: 'since noon' } as const

function given(
  change: Partial<OutgoingParts> = {},
  links: readonly BotView[] = [],
): Outgoing & { readonly slack: ModelMessenger } {
  const slack = new ModelMessenger('slack', Date.now, () => Promise.resolve())
  const host = hostOf({ bots: [incidentBot('open'), botOf('fund:main'), ...links] })
  const parts: OutgoingParts = {
    host: () => host,
    names: () => nameBook([]),
    messengers: async () => new Map<MessengerName, Messenger>([['slack', slack]]),
    pace: new PlacePace({ now: () => 0, wait: () => new Promise(() => undefined) }),
    consoleUrl: null,
    ...change,
  }
  return { ...outgoing(parts), slack }
}

test('a place of a messenger that is not connected is refused', async () => {
  const { messengers } = given()
  const elsewhere = { ...place, messenger: 'discord' } as const
  const refused = { code: 'MESSENGER_REFUSED', details: { messenger: 'discord' } }
  await expect(messengers.post({ ...post, place: elsewhere }, signal)).rejects.toMatchObject(refused)
  const update = { place: elsewhere, message: 'm1', subject, shown: 0 }
  await expect(messengers.update(update, signal)).rejects.toMatchObject(refused)
})

test('what a start finds unfinished waits for the messengers, and is not refused before they are there', async () => {
  const hands = new LaterHands()
  const { messengers, slack } = given({ messengers: () => hands.messengers() })
  const posted = messengers.post(post, signal)
  const nobody = (): Promise<never> => Promise.reject(new Error('nothing comes in here'))
  hands.give({ perform: nobody, answer: nobody }, new Map([['slack', slack]]))
  await expect(posted).resolves.toMatchObject({ message: 'm1', isOver: false })
})

test.each(['incident:none', 'fund:main', 'odd'])('%s cannot be shown', async (odd) => {
  await expect(given().messengers.post({ ...post, subject: odd }, signal)).rejects.toMatchObject({ code: 'CARD_UNSHOWABLE' })
})

test('a card leads to the console where that has an address, words of their own lead nowhere', async () => {
  const { messengers, slack } = given({ consoleUrl: 'https://quorate.example' })
  await messengers.post(post, signal)
  expect(slack.messages[0]?.card.link?.url).toBe('https://quorate.example/bots/incident%3Amain.loss-bucket.1')
  const other = given({ consoleUrl: 'https://quorate.example' })
  await expect(other.messengers.post({ ...post, words }, signal)).resolves.toEqual({ message: 'm1', revision: 0, isOver: true })
  expect(other.slack.messages[0]?.card).toMatchObject({ title: words.title, lines: ['a'], footer: 'since noon', link: null })
})

test('a message that is as its subject is costs no request, another one does', async () => {
  const { messengers, slack } = given()
  const update = { place, message: 'none', subject, shown: 42 }
  await expect(messengers.update(update, signal)).resolves.toEqual({ revision: 42, isOver: false })
  expect(slack.requests).toEqual([])
  await expect(messengers.update({ ...update, shown: 41 }, signal)).rejects.toMatchObject({ code: 'MESSENGER_REFUSED' })
})

test('a reply stands in the message’s thread, and in the place’s own thread where it is one', async () => {
  const reply = {
    place,
    message: 'm1',
    key: 'k1/8/0',
    text: 'it is over',
    tone: 'good',
    footer: 'for mara',
    isRepeat: false,
    since: 0,
  } as const
  const { messengers, slack } = given()
  await messengers.say(reply, signal)
  const other = given()
  await other.messengers.say({ ...reply, place: { ...place, thread: '1.2' } }, signal)
  expect([slack.messages[0]?.place.thread, other.slack.messages[0]?.place.thread]).toEqual(['m1', '1.2'])
  expect(slack.messages[0]?.card).toMatchObject({ title: 'it is over', tone: 'good', footer: 'for mara' })
})

const link = { messenger: 'slack', workspace: 'T1', user: 'U1', person: 'mara', role: 'viewer', funds: 'all' } as const
const linked = (change: object = {}, more: Partial<BotView> = {}): BotView =>
  botOf('link:l1', { context: { ...link, ...change }, ...more })
const escalation = {
  place,
  message: 'm1',
  key: 'k1/8/0',
  text: 'nobody took it on',
  tone: 'bad',
  footer: 'for mara',
  isRepeat: false,
  since: 0,
} as const

test.each<[string, string | undefined, readonly BotView[], string | null]>([
  ['who is linked there is called', 'mara', [linked()], 'U1'],
  ['by the newest link of them there', 'mara', [linked(), botOf('link:l2', { context: { ...link, user: 'U2' }, seq: 99 })], 'U2'],
  ['who is linked in another workspace is named alone', 'mara', [linked({ workspace: 'T2' })], null],
  ['who is linked in another messenger is named alone', 'mara', [linked({ messenger: 'discord' })], null],
  ['somebody else is not called', 'mara', [linked({ person: 'jun' })], null],
  ['whose link is over is named alone', 'mara', [linked({}, { status: 'done' })], null],
  ['who is nobody’s person is named alone', 'on-call', [linked()], null],
  ['what calls nobody calls nobody', undefined, [linked()], null],
])('%s', async (_name, mentions, links, mention) => {
  const { messengers, slack } = given({}, links)
  await messengers.say({ ...escalation, ...(mentions !== undefined && { mentions }) }, signal)
  expect(slack.messages[0]?.card).toMatchObject({ mention, footer: 'for mara' })
})

test('a card of its own calls nobody', async () => {
  const { messengers, slack } = given({}, [linked()])
  await messengers.post(post, signal)
  expect(slack.messages[0]?.card.mention).toBeNull()
})
