import fc from 'fast-check'
import { parse } from 'discord-markdown-parser'
import { expect, test } from 'vitest'
import { printable } from '#chat/commands/style.ts'
import { codeBlock, plainly, plainlySomething, said, saidSomething } from './discordText.ts'

/** Pieces that mean something to Discord, between letters and signs of all kinds. */
const pieces = fc.constantFrom(
  '@everyone', '@here', '<@80351110224678912>', '<@&165511591545143296>', '<#103735883630395392>', '</run:816437322781949972>',
  '<t:1618953630:R>', '<:mmLol:216154654256398347>', '<id:home>', 'https://evil.example/a_b', '<https://evil.example>',
  '[safe](https://evil.example)', '**', '*', '__', '_', '~~', '||', '`', '```', '```js\n', '> ', '>>> ', '# ', '-# ', '- ', '+ ',
  '1. ', '12', '.', '\\', '\\\\', '\n', '\r', '\t', '\u202e', '\u2066', '\u0000', '\ud800', ' ', 'a', 'é', '🪴', ':smile:',
) // prettier-ignore
const hostile = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
)

interface Node {
  readonly type: string
  /** of an emoji, which is text */
  readonly name?: string
  readonly content?: string | readonly Node[]
}
/** What a parser of Discord's markdown, which others wrote, sees in it. */
const seen = (text: string): readonly Node[] => parse(text, 'extended') as readonly Node[]
const plainText = (nodes: readonly Node[]): string => nodes.map(({ content, name }) => name ?? content).join('')
const isLive = ({ type }: Node): boolean => type !== 'text' && type !== 'twemoji'
const asShown = (text: string): string => printable(text.toWellFormed()).replaceAll('@', '@\u200b')

test('the parser that judges here sees markup where there is some', () => {
  const live = ['**a**', 'https://a.b', '[a](https://a.b)', '@everyone', '<@80351110224678912>', '# a', '> a', '`a`', '||a||']
  for (const text of live) expect(seen(text).map(({ type }) => type)).not.toEqual(['text'])
})

test('says any text as text: no markup, link, mention or emoji, and nothing of it lost', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const nodes = seen(said(text, 4096))
      expect(nodes.filter(isLive)).toEqual([])
      expect(plainText(nodes)).toBe(asShown(text))
    }),
    { numRuns: 2000 },
  )
})

test('cuts what is too long without making any of it live', () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 1, max: 40 }), (text, most) => {
      const short = said(text, most)
      expect(short.length).toBeLessThanOrEqual(most)
      expect(plainly(text, most).length).toBeLessThanOrEqual(most)
      const nodes = seen(short)
      expect(nodes.filter(isLive)).toEqual([])
      const shown = plainText(nodes)
      expect(shown === asShown(text) || shown.endsWith('…')).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('begins no list, whatever the first sign is', () => {
  for (const text of ['- a', '+ a', '1. a', ' - a', '  23. a', '-# a']) expect(said(text, 100)).toMatch(/^\s*\d*\\/)
  expect(said('0.5 WETH, 3 of 4 - all', 100)).toBe('0\\.5 WETH, 3 of 4 - all')
})

test('never says @everyone, not even where no markup is read', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      for (const shown of [said(text, 4096), plainly(text, 4096), codeBlock(text, 4096).shown])
        expect(shown).not.toMatch(/@(everyone|here)|<@[!&]?\d|[\u202a-\u202e\u2066-\u2069]/)
    }),
  )
})

test('a block of code ends where it ends, whatever stands in it', () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 20, max: 400 }), (text, most) => {
      const { shown, isWhole } = codeBlock(`x${text}`, most)
      expect(shown.length).toBeLessThanOrEqual(most)
      expect(seen(shown).map(({ type }) => type)).toEqual(['codeBlock'])
      expect(shown.endsWith('…\n```') || isWhole).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('shows something where there is nothing to say', () => {
  for (const text of ['', '  ', '\u2003']) expect([saidSomething(text, 10), plainlySomething(text, 10)]).toEqual(['–', '–'])
})
