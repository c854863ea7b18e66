// Talking to the swarm from a terminal: the same words, questions and answers as in a messenger.
import { z } from 'zod'
import { errorTable } from '#protocol/errors.ts'
import { localCommand } from './command.ts'
import { whereDrawn } from './picture.ts'
import { printable, type Style } from './style.ts'

export const chatArgs = z.strictObject({
  words: z.array(z.string().max(2_000)).max(200).default([]).describe('what is said; none: line by line, until Ctrl-D'),
  conversation: z
    .string()
    .regex(/^[\w.:-]{1,64}$/, 'expected up to 64 letters, digits and _ . : -')
    .default('main')
    .describe('a question and its answer have the same one'),
  key: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe('names what is said: said again with the same one it is done no second time'),
})

/** What of a reply a terminal shows; chat/conversation/reply.ts states it. */
export interface ChatReply {
  readonly kind: 'done' | 'refused' | 'asks' | 'sure' | 'said'
  readonly text: string
  readonly picture: { readonly bot: string } | null
  readonly error: { readonly code: string } | null
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

export const chatCommand = localCommand<typeof chatArgs, ChatReply>({
  name: 'chat',
  summary: 'Talk to the swarm: say commands, be asked for what they lack',
  help: 'The same words as in a messenger: status, pause, approve, help. What a command lacks is asked for, one thing after another; what cannot be taken back wants a yes. A question waits, also over a restart, until it is answered, given up with cancel, or a quarter of an hour old. A number chooses from a list.',
  permission: 'viewer',
  streams: true,
  args: chatArgs,
  positionals: ['words'],
  examples: [
    { type: 'chat', does: 'reads line by line until Ctrl-D' },
    { type: 'chat incidents', does: 'says one line and ends' },
  ],
  render: chatText,
  exit: ({ kind, error }) => (kind === 'refused' ? exitOf(error?.code ?? '') : 0),
})

const exitOf = (code: string): number => (Object.hasOwn(errorTable, code) ? errorTable[code as keyof typeof errorTable].exit : 70)

/** A reply as a terminal shows it. */
export function chatText({ kind, text, picture, error, choices }: ChatReply, style: Style): string {
  // a command's own answer is made printable by its renderer, line by line
  const lines = text.split('\n').map((line) => printable(line))
  const shown = kind === 'refused' ? [style.bad(`${error?.code ?? ''}: ${lines[0] ?? ''}`), ...lines.slice(1)] : lines
  const offered = choices.map(({ value, label }, at) => {
    const more = label.toLowerCase() === value.toLowerCase() ? '' : style.dim(`  ${printable(label)}`)
    return `  ${style.bold(String(at + 1))}  ${printable(value)}${more}`
  })
  const drawn = picture === null ? [] : ['', whereDrawn(picture.bot, style)]
  return [...shown, ...offered, ...drawn].join('\n')
}
