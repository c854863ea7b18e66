import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { chatCommand, chatText, type ChatReply } from '#chat/commands/chat.ts'
import { plainStyle } from '#chat/commands/style.ts'
import { lineCompletions, linesOf, Speaker } from './chatHere.ts'

interface SaidLine {
  readonly line: string
  readonly conversation: string
  readonly key: string
  readonly revision?: number
}
const reply = (more: object): object => ({
  kind: 'said',
  command: null,
  text: 'ok',
  note: '',
  result: null,
  picture: null,
  error: null,
  choices: [],
  conversation: { id: 'c', revision: 4 },
  ...more,
})
function speakerTo(...replies: readonly object[]): { readonly speaker: Speaker; readonly said: SaidLine[] } {
  const said: SaidLine[] = []
  const speaker = new Speaker(
    {
      say: (line) => {
        said.push(line)
        return Promise.resolve(replies[said.length - 1] ?? reply({}))
      },
    },
    'main',
  )
  return { speaker, said }
}

test('a number chooses what was offered, and only then', async () => {
  const choices = [
    { value: 'main', label: 'main' },
    { value: 'other', label: 'other' },
  ]
  const { speaker, said } = speakerTo(reply({ kind: 'asks', choices }), reply({ kind: 'asks', choices: [] }))
  await speaker.say('pause')
  await speaker.say('2')
  await speaker.say('2')
  expect(said.map(({ line }) => line)).toEqual(['pause', 'other', '2'])
  expect(new Set(said.map(({ key }) => key)).size).toBe(3)
})

test('a yes names the question that was shown', async () => {
  const { speaker, said } = speakerTo(reply({ kind: 'sure', choices: [{ value: 'yes', label: 'Yes' }] }))
  await speaker.say('resume main', 'k1')
  await speaker.say('1')
  expect(said[0]).toEqual({ line: 'resume main', conversation: 'main', key: 'k1' })
  expect(said[1]).toMatchObject({ line: 'yes', revision: 4 })
})

test('a pipe is said line by line, without the empty ones', async () => {
  const { speaker, said } = speakerTo()
  const replies: unknown[] = []
  const context = { terminal: { interactive: false, gone: new AbortController().signal }, json: false }
  for await (const each of linesOf(speaker, context as never, Readable.from(['status\n\nhelp\n']))) replies.push(each)
  expect(said.map(({ line }) => line)).toEqual(['status', 'help'])
  expect(replies).toHaveLength(2)
})

test('completions are commands that the daemon answers once', () => {
  expect(lineCompletions('sta')).toEqual(['status '])
  expect(lineCompletions('hel')).toEqual(['help '])
  expect(lineCompletions('up')).toEqual([])
})

test.each<[string, Omit<ChatReply, 'picture'> & Partial<ChatReply>, string, number]>([
  ['words', { kind: 'said', text: 'two\nlines', error: null, choices: [] }, 'two\nlines', 0],
  [
    'a refusal',
    { kind: 'refused', text: 'no bot x\nlist them', error: { code: 'UNKNOWN_BOT' }, choices: [] },
    'UNKNOWN_BOT: no bot x\nlist them',
    3,
  ],
  ['a refusal of a later version', { kind: 'refused', text: 'odd', error: { code: 'ODD' }, choices: [] }, 'ODD: odd', 70],
  [
    'choices',
    {
      kind: 'asks',
      text: 'Which?',
      error: null,
      choices: [
        { value: 'a', label: 'a' },
        { value: 'b', label: 'the second' },
      ],
    },
    'Which?\n  1  a\n  2  b  the second',
    0,
  ],
  ['what would be obeyed', { kind: 'done', text: 'a\u001b[31m', error: null, choices: [] }, 'a\\u001b[31m', 0],
  [
    'what has a picture',
    { kind: 'done', text: 'bot  fund:main', picture: { bot: 'fund:main' }, error: null, choices: [] },
    'bot  fund:main\n\nits statechart: ./quorate picture fund:main, or the bot’s page in the console',
    0,
  ],
])('%s is printed and ends with its code', (_name, shown, text, exit) => {
  const given = { picture: null, ...shown }
  expect(chatText(given, plainStyle())).toBe(text)
  expect(chatCommand.exit(given)).toBe(exit)
})
