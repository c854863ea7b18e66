// `quorate chat`: lines from whoever sits there, or from a pipe, to the daemon and back.
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import type { chatArgs } from '#chat/commands/chat.ts'
import { commandTable } from '#chat/commands/commandTable.ts'
import { typedName } from '#chat/commands/command.ts'
import { readReply } from '#chat/conversation/replySchema.ts'
import type { Reply } from '#chat/conversation/reply.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { z } from 'zod'
import { controlClient, type ControlClient } from './controlClient.ts'
import { complainAbout } from './exitCodes.ts'
import { instanceFolders } from './instance.ts'
import type { LocalContext } from './localContext.ts'

/** @throws DAEMON_NOT_RUNNING, CONTROL_FAILED */
export async function* chatHere(
  { words, conversation, key }: z.output<typeof chatArgs>,
  context: LocalContext,
  input: NodeJS.ReadableStream = process.stdin,
): AsyncIterable<Reply> {
  const { name, storage } = instanceFolders(context.instance)
  const speaker = new Speaker(controlClient(name, storage), conversation)
  if (words.length > 0) yield await speaker.say(words.join(' '), key)
  else yield* linesOf(speaker, context, input)
}

/** Line by line, until the input ends or the reader of the answers is gone. */
export async function* linesOf(speaker: Speaker, context: LocalContext, input: NodeJS.ReadableStream): AsyncIterable<Reply> {
  const { terminal, json } = context
  const isPerson = terminal.interactive && !json
  const lines = createInterface({
    input,
    ...(isPerson && { output: process.stderr, completer, prompt: '› ' }),
    terminal: isPerson,
    signal: terminal.gone,
  })
  if (isPerson) terminal.complain('Say a command, such as status; help lists them. Ctrl-D ends.')
  if (isPerson) lines.prompt()
  try {
    for await (const line of lines) {
      if (line.trim() !== '')
        try {
          yield await speaker.say(line)
        } catch (failure) {
          // a person may start the daemon in another terminal and say it again
          if (!isPerson || !(failure instanceof QuorateError)) throw failure
          complainAbout(failure, terminal, context)
        }
      if (isPerson) lines.prompt()
    }
  } finally {
    lines.close()
  }
}

/** Says lines in one conversation; a number chooses from what was offered last. */
export class Speaker {
  readonly #client: Pick<ControlClient, 'say'>
  readonly #conversation: string
  #last: Reply | undefined

  constructor(client: Pick<ControlClient, 'say'>, conversation: string) {
    this.#client = client
    this.#conversation = conversation
  }

  async say(typed: string, key: string = randomUUID()): Promise<Reply> {
    const waits = this.#last?.kind === 'asks' || this.#last?.kind === 'sure' ? this.#last : undefined
    const chosen = /^\d{1,2}$/.test(typed.trim()) ? waits?.choices[Number(typed) - 1]?.value : undefined
    const line = chosen ?? typed
    // a yes is about the question that was shown here, whatever was asked elsewhere since
    const revision = waits?.kind === 'sure' && /^(y|yes)$/i.test(line.trim()) ? waits.conversation.revision : undefined
    const said = { line, conversation: this.#conversation, key, ...(revision === undefined ? {} : { revision }) }
    this.#last = readReply(await this.#client.say(said))
    return this.#last
  }
}

const completer = (line: string): [string[], string] => [lineCompletions(line), line]

/** Commands that the line may become. */
export function lineCompletions(line: string): string[] {
  const names = commandTable
    .filter(({ runs, streams }) => runs === 'daemon' && !streams)
    .flatMap((command) => [typedName(command), ...command.also])
  return ['help', ...names].filter((name) => name.startsWith(line.trimStart().toLowerCase())).map((name) => `${name} `)
}
