// What is answered to an interaction, whichever way it came: a delivery is taken to disk, then acknowledged in private, always
// within Discord's 3 s. An interaction that comes again is answered as before and taken once.
import { InteractionResponseType, MessageFlags } from 'discord.js'
import { cardOf, type Card } from '#chat/cards/card.ts'
import { readPress } from '#chat/cards/press.ts'
import { noWorkspace, type ChatDoor, type Deed, type Delivery, type MessengerUser } from '#chat/messenger.ts'
import { askFirst, drawCard, drawQuestion, type DrawnCard } from './components.ts'
import type { DiscordSettings } from './discordSettings.ts'
import { plainly } from './discordText.ts'
import { placeOf, userOf, type Interaction, type InteractionOf } from './incoming.ts'
import { choiceMost, choicesMost, rememberedMost, takeLimitMs } from './limits.ts'
import { filledForm, formFor, type DrawnForm } from './modal.ts'
import type { Questions } from './questions.ts'
import { writeAddress } from './replyAddress.ts'
import { commandOption, lineOf } from './slashCommands.ts'

/** The body of a response to an interaction. */
export type InteractionAnswer =
  | { readonly type: typeof InteractionResponseType.Pong }
  | {
      readonly type: typeof InteractionResponseType.ChannelMessageWithSource
      readonly data: DrawnCard['body'] & { readonly flags: number }
    }
  | { readonly type: typeof InteractionResponseType.DeferredChannelMessageWithSource; readonly data: { readonly flags: number } }
  | { readonly type: typeof InteractionResponseType.DeferredMessageUpdate }
  | {
      readonly type: typeof InteractionResponseType.ApplicationCommandAutocompleteResult
      readonly data: { readonly choices: readonly { readonly name: string; readonly value: string }[] }
    }
  | { readonly type: typeof InteractionResponseType.Modal; readonly data: DrawnForm }

export interface DeskParts {
  readonly settings: Pick<DiscordSettings, 'guilds' | 'directMessages'>
  readonly door: ChatDoor
  readonly questions: Questions
  /** Tells who operates it: a door that failed, what could not be read. */
  readonly note: (problem: string) => void
  /** How long a delivery may take; Discord's 3 s less the way, shorter in tests. */
  readonly takeWithinMs?: number
}

/** Is it one of the servers that are heard, or a direct message where these are? */
export function isHeard(workspace: string, { guilds, directMessages }: DeskParts['settings']): boolean {
  return workspace === noWorkspace ? directMessages : guilds.some(({ id }) => id === workspace)
}

/** Takes deliveries, each once. */
export class InteractionDesk {
  readonly #parts: DeskParts
  /** Delivery id → what became of taking it; what could not be taken is forgotten, so that it may be tried again. */
  readonly #taken = new Map<string, Promise<Taken>>()

  constructor(parts: DeskParts) {
    this.#parts = parts
  }

  /** Never throws: whatever goes wrong, the person is told. */
  async answer(interaction: Interaction): Promise<InteractionAnswer> {
    if (interaction.type === 1) return { type: InteractionResponseType.Pong }
    const user = userOf(interaction)
    const heard = user !== undefined && isHeard(user.workspace, this.#parts.settings)
    if (interaction.type === 4) return this.#complete(interaction, heard ? user : undefined)
    if (!heard) return privately(notHeard)
    const deed = this.#deedOf(interaction, user)
    if ('type' in deed) return deed
    const place = placeOf(interaction)
    if (place === undefined) return privately(notOurs)
    const replyTo = writeAddress({
      to: 'interaction',
      application: interaction.application_id,
      id: interaction.id,
      token: interaction.token,
      user: user.user,
    })
    const taken = await this.take({ id: interaction.id, from: user, place, deed, replyTo })
    return taken === 'taken' ? acknowledgement(interaction) : privately(taken)
  }

  /** @returns `taken`, or what to tell whoever did it */
  async take(delivery: Delivery): Promise<Taken> {
    const before = this.#taken.get(delivery.id)
    if (before !== undefined) return before
    if (this.#taken.size >= rememberedMost) this.#taken.delete(this.#taken.keys().next().value ?? '')
    const taking = this.#takeInTime(delivery)
    this.#taken.set(delivery.id, taking)
    const taken = await taking
    if (taken !== 'taken') this.#taken.delete(delivery.id)
    return taken
  }

  async #takeInTime(delivery: Delivery): Promise<Taken> {
    const { promise: tooLong, resolve } = Promise.withResolvers<Taken>()
    const timer = setTimeout(() => resolve(late), this.#parts.takeWithinMs ?? takeLimitMs)
    const taking = this.#parts.door.take(delivery).then(
      (): Taken => 'taken',
      (error: unknown): Taken => {
        this.#parts.note(`a delivery of Discord was not taken: ${error instanceof Error ? error.message : String(error)}`)
        return busy
      },
    )
    const taken = await Promise.race([taking, tooLong])
    clearTimeout(timer)
    return taken
  }

  #deedOf(interaction: InteractionOf<2> | InteractionOf<3> | InteractionOf<5>, user: MessengerUser): Deed | InteractionAnswer {
    if (interaction.type === 3) return this.#pressOf(interaction)
    if (interaction.type === 5) return filledForm(interaction) ?? privately(notOurs)
    const line = lineOf(interaction)
    if (line === undefined) return privately(notOurs)
    const form = this.#unbroken(() => formFor(this.#parts.door, user, line), undefined)
    return form === undefined ? { kind: 'said', line } : { type: InteractionResponseType.Modal, data: form }
  }

  #pressOf({ data, message }: InteractionOf<3>): Deed | InteractionAnswer {
    const pressed = data.values?.[0] ?? data.custom_id
    if (!pressed.startsWith(askFirst)) return { kind: 'pressed', value: pressed }
    const value = pressed.slice(askFirst.length)
    if (readPress(value) === undefined) return privately(notOurs)
    const label = labelOf(message, pressed)
    const question = drawQuestion(this.#parts.questions.of(value, label), label, value)
    return { type: InteractionResponseType.ChannelMessageWithSource, data: { ...question, flags: MessageFlags.Ephemeral } }
  }

  #complete({ data }: InteractionOf<4>, user: MessengerUser | undefined): InteractionAnswer {
    const typed = data.options.find((option) => option.focused === true && option.name === commandOption)?.value
    const choices =
      user === undefined || typeof typed !== 'string' ? [] : this.#unbroken(() => this.#completions(user, typed), [])
    return { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } }
  }

  /** What helps to type is not worth an answer that does not come. */
  #unbroken<Found>(find: () => Found, otherwise: Found): Found {
    try {
      return find()
    } catch (error) {
      this.#parts.note(`Discord was helped without what may be typed: ${error instanceof Error ? error.message : String(error)}`)
      return otherwise
    }
  }

  #completions(user: MessengerUser, typed: string): readonly { readonly name: string; readonly value: string }[] {
    return this.#parts.door
      .completions(user, typed)
      .map(({ name, value }) => ({ name: plainly(name, choiceMost), value }))
      .filter(({ name, value }) => name.trim() !== '' && value.trim() !== '' && value.length <= choiceMost)
      .slice(0, choicesMost)
  }
}

/** `taken`, or the card that says why not. */
export type Taken = 'taken' | Card

const late = cardOf('Busy', {
  tone: 'bad',
  lines: ['The swarm is slow to take this.', 'If no answer takes the place of this one, please try again.'],
})
const busy = cardOf('Busy', {
  tone: 'bad',
  lines: ['The swarm could not take this: nothing was done.', 'Please try again in a moment.'],
})
const notHeard = cardOf('Not here', {
  tone: 'bad',
  lines: ['The swarm does not listen to this server.', 'Who operates it can add the server to its Discord settings.'],
})
const notOurs = cardOf('Not known', {
  tone: 'bad',
  lines: ['This is of a version of the swarm that is not here.', 'Say /quorate to see what works.'],
})

function privately(card: Card): InteractionAnswer {
  const { body } = drawCard(card)
  return { type: InteractionResponseType.ChannelMessageWithSource, data: { ...body, flags: MessageFlags.Ephemeral } }
}

/** A question that only this person sees becomes its answer; beside a card that all see, the answer is a message of its own. */
function acknowledgement(interaction: Interaction): InteractionAnswer {
  const isPrivate = interaction.type === 3 && ((interaction.message.flags ?? 0) & MessageFlags.Ephemeral) !== 0
  return isPrivate
    ? { type: InteractionResponseType.DeferredMessageUpdate }
    : { type: InteractionResponseType.DeferredChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } }
}

function labelOf(message: InteractionOf<3>['message'], pressed: string): string {
  const all = message.components.flatMap(({ components }) => components ?? [])
  const button = all.find(({ custom_id: id }) => id === pressed)?.label
  const option = all.flatMap(({ options }) => options ?? []).find(({ value }) => value === pressed)?.label
  return button ?? option ?? 'Yes'
}
