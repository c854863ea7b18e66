// Between messengers and the swarm: what comes in is taken to disk as an errand, done in the name of who is linked, and
// answered privately. Nothing is done before it is on disk, and nothing of it twice.
import { createHash } from 'node:crypto'
import { approvalLines } from '#chat/commands/approvalView.ts'
import { argumentList, type Argument } from '#chat/commands/argumentList.ts'
import type { Asker } from '#chat/commands/asker.ts'
import type { Command } from '#chat/commands/command.ts'
import { typedName } from '#chat/commands/command.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import { isPermitted } from '#chat/commands/permittedCommands.ts'
import { holds } from '#chat/commands/standing.ts'
import { asQuorateError } from '#chat/commands/wireError.ts'
import { hashEnvelopeBody } from '#protocol/envelope.ts'
import { QuorateError } from '#protocol/errors.ts'
import { errandInputSchema, type ErrandInput, type ErrandOutcome } from '#protocol/errand.ts'
import type { PictureShown } from '#protocol/pictureShown.ts'
import { approvalCard } from './cards/approvalCard.ts'
import { cardOf, type Card } from './cards/card.ts'
import { outcomeOf } from './conversation/outcome.ts'
import { said, type TalkParts } from './conversation/talk.ts'
import { wordsOf } from './conversation/typedLine.ts'
import { askerOf, isStranger, knownAs, mayStillHere, type CeilingOf } from './identity.ts'
import type { ChatDoor, Choice, Deed, Delivery, Form, Messenger, MessengerName, MessengerUser } from './messenger.ts'
import { heardOf } from './pressed.ts'
import type { PictureDesk } from './pictureDesk.ts'
import type { Seal } from './seal.ts'

/** What a desk is made from. */
export interface ChatDeskParts {
  readonly talk: TalkParts
  readonly seal: Seal
  /** What anybody of a workspace may at most; none for one that is not listed. */
  readonly ceilingOf: CeilingOf
  /** Those that are connected. */
  readonly messengers: ReadonlyMap<MessengerName, Messenger>
  readonly pictures: PictureDesk
}

/** As many as messengers show. */
const choicesMax = 25
/** Of what is told at once; the rest is named. */
const waitingMax = 10

export class ChatDesk implements ChatDoor {
  readonly #parts: ChatDeskParts

  constructor(parts: ChatDeskParts) {
    this.#parts = parts
  }

  async take(delivery: Delivery): Promise<{ readonly again: boolean }> {
    const { from, place, deed, replyTo } = delivery
    const id = errandIdOf(delivery)
    const errand = errandInputSchema.parse({
      id,
      delivery: delivery.id,
      messenger: from.messenger,
      workspace: from.workspace,
      user: from.user,
      channel: place.channel,
      thread: place.thread,
      deed: bounded(deed),
      digest: hashEnvelopeBody(deed),
      replyTo: this.#parts.seal.seal(replyTo, `errand ${id}`),
    })
    try {
      await this.#host.spawn('errand', id, errand)
      return { again: false }
    } catch (error) {
      if (error instanceof QuorateError && error.code === 'BOT_EXISTS') return { again: true }
      throw error
    }
  }

  /** Does what came in. Again with the same errand it is done no second time. */
  async perform(errand: ErrandInput): Promise<ErrandOutcome> {
    const { messenger, workspace, user, channel, thread } = errand
    const from: MessengerUser = { messenger, workspace, user }
    const { ceilingOf } = this.#parts
    const { asker, unknown } = knownAs(this.#host, from, ceilingOf)
    const where = `${messenger} ${workspace} ${channel} ${user}`
    const heard = { asker, delivery: errand.id, where, surface: 'chat', prefix: '/quorate ', width: columns[messenger] } as const
    const talk: TalkParts = {
      ...this.#parts.talk,
      context: { ...this.#parts.talk.context, said: { user: from, place: { messenger, workspace, channel, thread } } },
      isStillAllowed: (...needed) => mayStillHere({ host: this.#host, user: from, ceilingOf }, asker, needed),
    }
    const read = heardOf(errand.deed, where, talk.context.host)
    const reply = 'error' in read ? read.error : await said({ ...heard, ...read }, talk)
    // the daemon goes down: what is not done yet is done when it is back
    if ('error' in reply && reply.error?.code === 'SHUTTING_DOWN') throw new QuorateError('SHUTTING_DOWN')
    return outcomeOf(reply, asker.principal, unknown)
  }

  /** @throws MESSENGER_LIMITED, MESSENGER_UNREACHABLE, MESSENGER_REFUSED, MESSENGER_GONE */
  async answer(given: {
    readonly errandId: string
    readonly messenger: MessengerName
    readonly replyTo: string
    readonly outcome: ErrandOutcome
  }): Promise<void> {
    const { errandId, messenger, replyTo, outcome } = given
    const found = this.#parts.messengers.get(messenger)
    if (found === undefined) throw new QuorateError('MESSENGER_REFUSED', { messenger, problem: 'it is not configured any more' })
    const { title, tone, text, lines, buttons, picture } = outcome
    const card = cardOf(title, {
      tone,
      block: text,
      lines,
      buttons,
      ...(picture === undefined ? {} : await this.#drawn(picture)),
    })
    await found.answer(this.#parts.seal.open(replyTo, `errand ${errandId}`), card, true)
  }

  completions(user: MessengerUser, typed: string): readonly Choice[] {
    const line = wordsOf(typed).join(' ').toLowerCase()
    const names = this.#commandsOf(this.#askerOf(user)).flatMap((command) =>
      [...command.also, typedName(command)].slice(0, 1).map((name) => ({ name: `${name}: ${command.summary}`, value: name })),
    )
    const begins = names.filter(({ value }) => value.startsWith(line))
    return [...begins, ...names.filter((one) => !begins.includes(one) && one.name.toLowerCase().includes(line))].slice(
      0,
      choicesMax,
    )
  }

  form(user: MessengerUser, name: string): Form | undefined {
    const command = this.#commandsOf(this.#askerOf(user)).find((one) => one.name === name || typedName(one) === name)
    if (command === undefined) return undefined
    return { command: command.name, title: command.summary, fields: argumentList(command).map(fieldOf) }
  }

  commands(user: MessengerUser): readonly { readonly name: string; readonly typed: string; readonly summary: string }[] {
    return this.#commandsOf(this.#askerOf(user)).map((command) => ({
      name: command.name,
      typed: command.also[0] ?? typedName(command),
      summary: command.summary,
    }))
  }

  async waiting(user: MessengerUser): Promise<readonly Card[]> {
    const asker = this.#askerOf(user)
    if (isStranger(asker)) return []
    const names = nameBook(await this.#parts.talk.context.funds.list())
    return approvalLines(this.#host)
      .filter(({ state, fundId, requester, barred, approvers }) => {
        const isTheirs =
          asker.person !== null && !barred.includes(asker.person) && (approvers === null || approvers.includes(asker.person))
        return state === 'pending' && holds(asker, 'approver', fundId) && isTheirs && requester.person !== asker.person
      })
      .slice(0, waitingMax)
      .map((line) => approvalCard(line, names))
  }

  /** Words are told whatever becomes of their picture. */
  async #drawn(shown: PictureShown): Promise<Pick<Card, 'picture' | 'footer'>> {
    try {
      return { picture: await this.#parts.pictures.draw(shown), footer: '' }
    } catch (failure) {
      return { picture: null, footer: asQuorateError(failure).message }
    }
  }

  get #host(): TalkParts['context']['host'] {
    return this.#parts.talk.context.host
  }

  #askerOf(user: MessengerUser): Asker {
    return askerOf(this.#host, user, this.#parts.ceilingOf)
  }

  #commandsOf(asker: Asker): readonly Command[] {
    return this.#parts.talk.commands.filter((command) => isPermitted(asker, command))
  }
}

/** What a person sends may be as long as the messenger allows; longer than a line it is refused in words, not here. */
function bounded(deed: Deed): Deed {
  switch (deed.kind) {
    case 'said':
      return { kind: 'said', line: deed.line.slice(0, textCharsMax) }
    case 'pressed':
      return { kind: 'pressed', value: deed.value.slice(0, 200) }
    case 'filled': {
      const args = Object.entries(deed.args).slice(0, 32)
      const kept = args.map(([name, text]) => [name.slice(0, 64), text.slice(0, textCharsMax)] as const)
      return { kind: 'filled', command: deed.command.slice(0, 64), args: Object.fromEntries(kept) }
    }
  }
}
const textCharsMax = 2_500

/** Columns of a table that fit: on a telephone held sideways, and into the narrow box that one of them draws. */
const columns: Readonly<Record<MessengerName, number>> = { slack: 72, discord: 56 }

/** The messenger's own name for it makes the errand's: delivered again it is the same errand. */
const errandIdOf = ({ id, from }: Delivery): string =>
  createHash('sha256').update(`${from.messenger} ${from.workspace} ${id}`).digest('hex').slice(0, 32)

const fieldOf = ({ name, says, required, kind, choices, preset }: Argument): Form['fields'][number] => ({
  name,
  says,
  required,
  kind: kind === 'number' || kind === 'flag' ? kind : 'text',
  choices,
  preset: preset === undefined ? '' : String(preset),
})
