// A line that somebody said becomes a command that is done, a question, or a refusal that says what would work. What is
// being talked about is a bot, so that a question outlives a restart; what changes something is asked once.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Asker } from '#chat/commands/asker.ts'
import type { AskedOnce } from '#chat/commands/askedOnce.ts'
import { onlyAnswer, type Command } from '#chat/commands/command.ts'
import type { CommandContext } from '#chat/commands/commandContext.ts'
import { isStillAllowed } from '#chat/commands/grantInForce.ts'
import { requirePermitted } from '#chat/commands/permittedCommands.ts'
import { plainStyle } from '#chat/commands/style.ts'
import { asQuorateError, errorFromWire } from '#chat/commands/wireError.ts'
import { conversationStepSchema, type ConversationStep } from '#protocol/conversation.ts'
import { QuorateError } from '#protocol/errors.ts'
import { decide, decideDirect, offeredOf, type Hearing } from './decide.ts'
import { helpAsked, helpText } from './help.ts'
import { givenUp, isSameMatter, madeRoom, stillOpen, type Question } from './openQuestion.ts'
import { typedAs, type Reply } from './reply.ts'
import { missingInput, type MissingInput } from './slots.ts'
import type { TypedArgs } from './typedLine.ts'

/** Something that was said. */
export interface Heard {
  readonly asker: Asker
  /** As it was typed. */
  readonly line: string
  /** The command where it is known: a form was filled in, or (`isSure`) a button pressed that shows what it does. */
  readonly direct?: { readonly command: string; readonly args: TypedArgs; readonly isSure: boolean }
  /** Of the question that this answers. */
  readonly revision?: number
  /** Names this line for ever: said again with the same one it is done no second time. */
  readonly delivery: string
  /** Who talks where: one conversation each. */
  readonly where: string
  readonly surface: 'cli' | 'api' | 'console' | 'chat'
  /** What stands before a command there: nothing, or `/quorate `. */
  readonly prefix: string
  /** Columns of a table. */
  readonly width: number
}

/** What talking takes. */
export interface TalkParts {
  readonly commands: readonly Command[]
  /** Everything but who asks and the signal. */
  readonly context: Omit<CommandContext, 'signal' | 'who' | 'person' | 'isStillAllowed'>
  readonly once: AskedOnce
  /** May the asker still do it? Where an asker has no grant that can be taken back, the surface says. */
  readonly isStillAllowed?: CommandContext['isStillAllowed']
  readonly closing: AbortSignal
}

// as machines/conversation.ts keeps it
const stateSchema = z.object({
  revision: z.int(),
  pending: conversationStepSchema.nullable(),
  last: z.object({ delivery: z.string(), step: conversationStepSchema }).nullable(),
})
type State = z.output<typeof stateSchema>
const heardSchema = z.object({ outcome: z.enum(['taken', 'repeated', 'stale']), revision: z.int() })

/** The name of a conversation: who talks where. A button names it and one of its choices in 32 characters. */
export const conversationIdOf = (where: string): string => createHash('sha256').update(where).digest('hex').slice(0, 28)

/** Lines in one conversation are read one after another, in the order in which they came. */
const queues = new Map<string, Promise<unknown>>()

/** Says something. Never throws for what was said; @throws what the journal refuses */
export function said(heard: Heard, parts: TalkParts): Promise<Reply> {
  const id = conversationIdOf(heard.where)
  const before = queues.get(id) ?? Promise.resolve()
  const mine = before.then(() => new Turn(id, heard, parts).reply())
  const settled = mine.catch(() => undefined).finally(() => queues.get(id) === settled && queues.delete(id))
  queues.set(id, settled)
  return mine
}

/** One line in one conversation. */
class Turn {
  readonly #id: string
  readonly #heard: Heard
  readonly #parts: TalkParts
  #state: State = { revision: 1, pending: null, last: null }

  constructor(id: string, heard: Heard, parts: TalkParts) {
    this.#id = id
    this.#heard = heard
    this.#parts = parts
  }

  async reply(): Promise<Reply> {
    this.#state = this.#read() ?? this.#state
    const before = this.#state.pending
    return this.#noted(await this.#answered(), before)
  }

  async #answered(): Promise<Reply> {
    const { line, asker, prefix } = this.#heard
    try {
      const about = this.#heard.direct === undefined ? helpAsked(line) : undefined
      // a question that waits goes on waiting
      if (about !== undefined) return this.#said(helpText(this.#parts.commands, asker, about, prefix))
      const step = this.#known() ?? (await this.#decided())
      return step === undefined ? this.#said('Say a command, such as status. help lists what you may.') : await this.#act(step)
    } catch (failure) {
      return this.#refused(asQuorateError(failure), null)
    }
  }

  /** With what became of the question that was put before, where that is not what this is about. */
  #noted(reply: Reply, before: ConversationStep | null): Reply {
    const { pending } = this.#state
    if (!isQuestion(before) || !isQuestion(pending)) return reply
    const isAsked = reply.kind === 'asks' || reply.kind === 'sure'
    const { commands } = this.#parts
    const words = !isAsked ? stillOpen(pending, commands) : isSameMatter(before, pending) ? '' : madeRoom(before, commands)
    if (words === '') return reply
    const note = typedAs(words, this.#heard.prefix)
    return { ...reply, note, text: `${reply.text}${reply.kind === 'done' ? '\n\n' : '\n'}${note}` }
  }

  /** What this very line came to before: the answer was lost, the step was not. */
  #known(): ConversationStep | undefined {
    const { last } = this.#state
    const { delivery } = this.#heard
    return last?.delivery === delivery || last?.delivery === afterWork(delivery) ? last.step : undefined
  }

  async #decided(): Promise<ConversationStep | undefined> {
    const { asker, line, revision } = this.#heard
    const hearing: Hearing = {
      asker,
      line,
      commands: this.#parts.commands,
      looks: this.#parts.context,
      prefix: this.#heard.prefix,
    }
    if (revision !== undefined && revision !== this.#state.revision) throw new QuorateError('QUESTION_OVER', {})
    const step = this.#beside(await this.#step(hearing))
    // a look leaves no trace; everything else is on record before it is done
    const { pending } = this.#state
    const isLook =
      step?.kind === 'do' && (pending === null || step.aside === true) && this.#command(step.command).permission === 'viewer'
    if (step !== undefined && !isLook) await this.#take(step)
    return step
  }

  async #step(hearing: Hearing): Promise<ConversationStep | undefined> {
    const { direct } = this.#heard
    if (direct === undefined) return decide(hearing, this.#state.pending)
    const step = await decideDirect(hearing, direct.command, direct.args)
    return step.kind === 'sure' && direct.isSure ? { kind: 'do', command: step.command, args: step.args } : step
  }

  /** What is done and is not what was asked about leaves the question open. */
  #beside(step: ConversationStep | undefined): ConversationStep | undefined {
    const { pending } = this.#state
    const isOther = step?.kind === 'do' && isQuestion(pending) && !isSameMatter(pending, step)
    return isOther ? { ...step, aside: true } : step
  }

  async #act(step: ConversationStep): Promise<Reply> {
    switch (step.kind) {
      case 'drop':
        return this.#said(givenUp(step.says))
      case 'ask':
        return this.#asks(step)
      case 'sure':
        return {
          ...this.#blank('sure', step.command, typedAs(step.says, this.#heard.prefix)),
          choices: [
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ],
        }
      case 'do':
        return this.#perform(this.#command(step.command), step.args as TypedArgs)
    }
  }

  #asks({ command, says, offered }: ConversationStep & { readonly kind: 'ask' }): Reply {
    return { ...this.#blank('asks', command, says), choices: offered }
  }

  async #perform(command: Command, typed: TypedArgs): Promise<Reply> {
    const args = { ...typed }
    try {
      requirePermitted(this.#heard.asker, command, args)
      const result = await this.#answer(command, args)
      const text = typedAs(command.render(result, plainStyle(this.#heard.width)), this.#heard.prefix)
      return { ...this.#blank('done', command.name, text), result, picture: command.picture(result) }
    } catch (failure) {
      const missing = missingInput(failure)
      if (missing === undefined) return this.#refused(asQuorateError(failure), command.name)
      const step = askedInput(command, args, missing)
      await this.#take(step, afterWork(this.#heard.delivery))
      return this.#asks(step)
    }
  }

  async #answer(command: Command, args: TypedArgs): Promise<unknown> {
    const { asker, surface, delivery } = this.#heard
    const { context: shared, once, closing } = this.#parts
    const allowed = this.#parts.isStillAllowed ?? ((...given) => isStillAllowed(shared.host, asker, ...given))
    const context: CommandContext = {
      ...shared,
      who: asker.principal,
      person: asker.person,
      isStillAllowed: allowed,
      signal: closing,
    }
    if (command.permission === 'viewer') return onlyAnswer(command, args, context)
    const { name: what, kept, onlyBots } = command
    const asked = { principal: asker.principal, surface, what, args, key: delivery, kept, onlyBots }
    const { status, body } = await once.answer(asked, (requestId) => onlyAnswer(command, args, { ...context, requestId }))
    const refused = status === 200 ? null : errorFromWire(body)
    if (refused !== null) throw refused
    return body
  }

  #command(name: string): Command {
    const found = this.#parts.commands.find((one) => one.name === name)
    // it was there when the question was asked: another version of the program
    if (found === undefined) throw new QuorateError('QUESTION_OVER', {})
    return found
  }

  #read(): State | undefined {
    return stateSchema.safeParse(this.#parts.context.host.view(`conversation:${this.#id}`)?.context).data
  }

  /** To the conversation's bot; a first question makes it. */
  async #take(step: ConversationStep, delivery = this.#heard.delivery): Promise<void> {
    const { host } = this.#parts.context
    const { asker, where } = this.#heard
    if (host.view(`conversation:${this.#id}`) === undefined)
      await host.spawn('conversation', this.#id, { id: this.#id, about: where.slice(0, 200) })
    const event = { type: 'conversation.heard', delivery, revision: this.#state.revision, step }
    const answer = await host.ask(`conversation:${this.#id}`, event, {
      who: asker.principal,
      askId: `heard/${delivery}/${this.#state.revision}`,
    })
    const { outcome, revision } = heardSchema.parse(answer)
    // it lapsed in this very moment
    if (outcome === 'stale') {
      this.#state = { ...this.#state, revision, pending: null }
      throw new QuorateError('QUESTION_OVER', {})
    }
    const isAside = step.kind === 'do' && step.aside === true
    this.#state = { ...this.#state, revision, pending: isAside ? this.#state.pending : isQuestion(step) ? step : null }
  }

  #said(text: string): Reply {
    return this.#blank('said', null, text)
  }

  #refused(error: QuorateError, command: string | null): Reply {
    const { prefix } = this.#heard
    const hint = typedAs(error.hint, prefix)
    const told = { ...error.toJSON().error, hint }
    return { ...this.#blank('refused', command, `${typedAs(error.message, prefix)}\n${hint}`), error: told }
  }

  #blank(kind: Reply['kind'], command: string | null, text: string): Reply {
    const conversation = { id: this.#id, revision: this.#state.revision }
    return { kind, command, text, note: '', result: null, picture: null, error: null, choices: [], conversation }
  }
}

const isQuestion = (step: ConversationStep | null): step is Question => step?.kind === 'ask' || step?.kind === 'sure'

/** The second step of one line: its command's work asked for more. */
const afterWork = (delivery: string): string => `${delivery}/more`

/** Asks for what only the command's work knew that it needs. */
function askedInput(
  command: Command,
  args: TypedArgs,
  { name, says, choices, preset }: MissingInput,
): ConversationStep & { kind: 'ask' } {
  const usually = preset === '' ? '' : ` Usually ${preset}.`
  return {
    kind: 'ask',
    command: command.name,
    args: { ...args } as Record<string, z.core.util.JSONType>,
    slot: `inputs.${name}`,
    says: `What ${name}?${says === '' ? '' : ` (${says})`}${usually}`.slice(0, 1_000),
    choices: choices === null ? null : choices.slice(0, 100),
    offered: offeredOf((choices ?? []).map((value) => ({ value, label: value }))),
  }
}
