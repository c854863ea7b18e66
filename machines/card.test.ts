import { describe, expect, test } from 'vitest'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { cardMachine, type CardInput } from './card.ts'
import type { CardSay } from './cardState.ts'
import { cardLimits } from './limits.ts'

const place = { messenger: 'slack', workspace: 'T1', channel: 'C1', thread: null } as const
const input: CardInput = {
  id: 'aa.bb.7-0',
  place,
  subject: 'intent:0x12',
  words: null,
  since: 1_000,
  owner: 'subscription:slack.aa',
}
const words = { title: 'What came meanwhile', tone: 'plain', lines: ['a', 'b'], footer: '' } as const
const changed = { type: 'card.changed', isOver: false } as const
const over = { type: 'card.changed', isOver: true } as const
const say = (key = '8/0', text = 'it is executed'): CardSay => ({ type: 'card.say', key, text, tone: 'good', footer: '' })
const late = (verb: 'post' | 'update' | 'say') => ({
  type: `card.${verb}.late` as const,
  effectId: 'card:x/1/0',
  result: { ok: false, error: { code: 'EFFECT_OUTCOME_UNKNOWN', message: '', retryable: false } } as const,
})
const samples = [changed, over, say(), late('post'), late('update'), late('say')]
const refused = { code: 'MESSENGER_REFUSED', message: 'slack refuses: not_in_channel', retryable: false }
const unreachableNow = { code: 'MESSENGER_UNREACHABLE', message: 'slack does not answer: 503', retryable: true }
const limited = (retryAfterMs: unknown) => ({
  code: 'MESSENGER_LIMITED',
  message: 'slack wants rest',
  retryable: true,
  details: { retryAfterMs },
})

type Bot = Driver<typeof cardMachine>
const begun = (change: Partial<CardInput> = {}): Bot => drive(cardMachine, { ...input, ...change })
/** Posted, and with nothing to do. */
function up(revision = 4, isOver = false): Bot {
  const bot = begun()
  bot.answer('card.post', { message: 'm1', revision, isOver })
  bot.fire('rest')
  return bot
}

describe('a card', () => {
  test('is posted once by its own name, and stands', () => {
    const bot = begun()
    expect(bot.inputOf('card.post')).toEqual({
      key: input.id,
      place,
      subject: input.subject,
      words: null,
      isRepeat: false,
      since: 1_000,
    })
    bot.answer('card.post', { message: 'm1', revision: 4, isOver: false })
    expect(bot.last.facts).toEqual([
      { type: 'card.posted', cardId: input.id, subject: input.subject, place: 'slack:T1:C1', message: 'm1' },
    ])
    bot.fire('rest')
    expect([bot.value, bot.context.message, bot.pending, bot.timers]).toEqual(['watching', 'm1', [], {}])
  })

  test('shows many changes by one request, at most one a second', () => {
    const bot = up()
    bot.send(changed)
    expect(bot.inputOf('card.update')).toEqual({ place, message: 'm1', subject: input.subject, shown: 4 })
    for (let n = 0; n < 20; n += 1) bot.send(changed)
    expect(bot.pending).toEqual(['card.update'])
    bot.answer('card.update', { revision: 9, isOver: false })
    expect([bot.value, bot.timers]).toEqual(['resting', { rest: cardLimits.restMs }])
    bot.send(changed)
    bot.fire('rest')
    bot.answer('card.update', { revision: 12, isOver: false })
    bot.fire('rest')
    expect([bot.value, bot.context.revision]).toEqual(['watching', 12])
  })

  test('that was found, not posted, is drawn anew: nobody knows what it shows', () => {
    const bot = begun()
    bot.answer('card.post', { message: 'm1', revision: 0, isOver: true })
    bot.fire('rest')
    expect(bot.inputOf('card.update')).toMatchObject({ message: 'm1', shown: 0 })
  })

  test('is drawn anew before a word is said, and words follow in their order, each once', () => {
    const bot = up()
    bot.send(say('8/0', 'first'))
    bot.send(changed)
    bot.send(say('9/0', 'second'))
    bot.send(say('9/0', 'second'))
    expect(bot.inputOf('card.say')).toMatchObject({ key: 'aa.bb.7-0/8/0', text: 'first', message: 'm1', isRepeat: false })
    bot.answer('card.say', null)
    bot.fire('rest')
    bot.answer('card.update', { revision: 5, isOver: false })
    bot.fire('rest')
    expect(bot.inputOf('card.say')).toMatchObject({ text: 'second' })
    bot.answer('card.say', null)
    bot.fire('rest')
    expect(bot.value).toBe('watching')
  })

  test('keeps the last words of many, and counts those that it left out', () => {
    const bot = begun()
    for (let n = 0; n < cardLimits.sayings + 5; n += 1) bot.send(say(`${n}/0`, `word ${n}`))
    expect(bot.context.sayings).toHaveLength(cardLimits.sayings)
    bot.answer('card.post', { message: 'm1', revision: 1, isOver: false })
    const said: string[] = []
    while (bot.context.sayings.length > 0) {
      bot.fire('rest')
      said.push((bot.inputOf('card.say') as { text: string }).text)
      bot.answer('card.say', null)
    }
    expect([said[0], said.at(-1)]).toEqual(['word 0', 'word 20 (5 before it left out)'])
  })
})

describe('a messenger that', () => {
  test('wants rest is left alone for exactly that time, and has posted nothing', () => {
    const bot = begun()
    bot.fail('card.post', limited(31_000))
    expect([bot.value, bot.timers]).toEqual(['waiting', { wait: 31_000 }])
    bot.fire('wait')
    expect(bot.inputOf('card.post')).toMatchObject({ isRepeat: false })
  })

  test('says no time, or for ever, is asked again within a day', () => {
    const bot = begun()
    bot.fail('card.post', limited('soon'))
    expect(bot.timers).toEqual({ wait: cardLimits.backoffMs })
    bot.fire('wait')
    bot.fail('card.post', limited(1e12))
    expect(bot.timers).toEqual({ wait: cardLimits.restMaxMs })
  })

  test('does not answer may have posted it: it is looked for, with a longer wait each time', () => {
    const bot = begun()
    const waits = Array.from({ length: 12 }, () => {
      bot.fail('card.post', unreachableNow)
      const { wait } = bot.timers
      bot.fire('wait')
      return wait
    })
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(waits.at(-1)).toBe(cardLimits.backoffMaxMs)
    expect(bot.inputOf('card.post')).toMatchObject({ isRepeat: true })
    // what rests says nothing about the try before it
    bot.fail('card.post', limited(5))
    bot.fire('wait')
    expect(bot.inputOf('card.post')).toMatchObject({ isRepeat: true })
    bot.answer('card.post', { message: 'm1', revision: 1, isOver: false })
    bot.send(say())
    bot.fire('rest')
    expect(bot.inputOf('card.say')).toMatchObject({ isRepeat: false })
  })

  test('fails while it draws is shown the newest state later, and a word that it may have said is looked for', () => {
    const bot = up()
    bot.send(say())
    bot.fail('card.say', unreachableNow)
    bot.send(changed)
    bot.fire('wait')
    bot.fail('card.update', unreachableNow)
    bot.fire('wait')
    bot.answer('card.update', { revision: 6, isOver: false })
    bot.fire('rest')
    expect(bot.inputOf('card.say')).toMatchObject({ isRepeat: true })
    bot.answer('card.say', null)
    bot.fire('rest')
    expect([bot.value, bot.context.failures]).toEqual(['watching', 0])
  })

  test.each(['card.post', 'card.update', 'card.say'])('refuses %s loses the card, and that is told', (port) => {
    const bot = port === 'card.post' ? begun() : up()
    if (port === 'card.update') bot.send(changed)
    if (port === 'card.say') bot.send(say())
    bot.fail(port, refused)
    expect([bot.value, bot.status]).toEqual(['lost', 'done'])
    expect(bot.last.facts).toMatchObject([{ type: 'card.lost', code: 'MESSENGER_REFUSED', detail: refused.message }])
    expect(bot.last.told).toEqual([
      { to: input.owner, event: { type: 'card.closed', cardId: input.id, subject: input.subject, isLost: true } },
    ])
  })

  test('is away is tried for as long as the subject lives, and for a day after its end', () => {
    const bot = up()
    bot.send(changed)
    let waited = 0
    for (let n = 0; n < 400; n += 1) {
      bot.fail('card.update', unreachableNow)
      bot.fire('wait')
    }
    bot.send(over)
    while (bot.status === 'active') {
      bot.fail('card.update', unreachableNow)
      waited += bot.timers['wait'] ?? 0
      if (bot.status === 'active') bot.fire('wait')
    }
    expect([bot.value, waited]).toEqual(['lost', cardLimits.afterEndMs])
  })
})

describe('the end of its subject', () => {
  test('is shown, then it lingers for a late word, and is done', () => {
    const bot = up()
    bot.send(over)
    bot.answer('card.update', { revision: 8, isOver: true })
    bot.fire('rest')
    expect([bot.value, bot.timers]).toEqual(['fading', { linger: cardLimits.lingerMs }])
    bot.send(say())
    bot.answer('card.say', null)
    bot.fire('rest')
    bot.fire('linger')
    expect([bot.value, bot.last.told]).toMatchObject(['shown', [{ event: { type: 'card.closed', isLost: false } }]])
  })

  test('words of its own are over when they stand', () => {
    const bot = begun({ words, subject: 'digest:slack.aa' })
    expect(bot.inputOf('card.post')).toMatchObject({ words })
    bot.answer('card.post', { message: 'm1', revision: 0, isOver: true })
    bot.send(changed)
    bot.fire('rest')
    expect(bot.value).toBe('fading')
  })
})

test('an answer that comes after a repair has it look again', () => {
  for (const verb of ['post', 'update', 'say'] as const) {
    const bot = up()
    bot.sendAny(late(verb))
    expect(bot.pending).toEqual(['card.update'])
  }
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(cardMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(cardMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "card.changed",
        "card.post.late",
        "card.say",
        "card.say.late",
        "card.update.late",
      ],
      "facts": [
        "card.lost",
        "card.posted",
      ],
      "ports": [
        "card.post",
        "card.say",
        "card.update",
      ],
      "tells": [
        "card.closed",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(cardMachine, samples)).toMatchInlineSnapshot(`
    {
      "fading": "",
      "posting": "",
      "resting": "",
      "saying": "",
      "updating": "",
      "waiting": "",
      "watching": "",
    }
  `))
  const world = (): World<typeof cardMachine> => ({
    input,
    events: () => samples,
    answers: {
      'card.post': [
        { message: 'm1', revision: 1, isOver: false },
        { message: 'm1', revision: 1, isOver: true },
      ],
      'card.update': [
        { revision: 2, isOver: false },
        { revision: 2, isOver: true },
      ],
      'card.say': [null],
    },
    aspect: ({ context }) => [
      (context as { isStale: boolean }).isStale,
      (context as { isOver: boolean }).isOver,
      (context as { sayings: readonly unknown[] }).sayings.length > 0,
      (context as { waitedOverMs: number }).waitedOverMs > 86_000_000,
      (context as { loss: { code: string } }).loss.code,
    ],
  })
  test('no state is unreachable', () => {
    // a search over failures meets none that is final: the refusals are the tests' own, above
    expect(unreachable(cardMachine, world())).toEqual(['lost'])
  })
  test('no sequence of events makes a turn fail', () => survivesAnything(cardMachine, world()))
})
