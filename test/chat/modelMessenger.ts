// A messenger as its documents describe one, outside any process: messages stand where they were posted, with their key; it
// answers after a while, wants rest, is away, refuses; and whoever posts may die before it hears the answer.
import type { Card } from '#chat/cards/card.ts'
import type { Messenger, MessengerName, Place } from '#chat/messenger.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Failing, ModelMessage } from './modelMessage.ts'

/** Later, by the clock that the test steps. */
export type Later = (ms: number) => Promise<void>

export class ModelMessenger implements Messenger {
  readonly messages: ModelMessage[] = []
  /** When each request came, ms, and what it was. */
  readonly requests: { readonly at: number; readonly what: 'post' | 'lookUp' | 'update' }[] = []
  latencyMs = 40
  failing: Failing | null = null
  /** Told of each message that stands, before anybody hears the answer. */
  onPosted: (message: ModelMessage) => void = () => undefined
  readonly name: MessengerName
  readonly #now: () => number
  readonly #later: Later

  constructor(name: MessengerName, now: () => number, later: Later) {
    this.name = name
    this.#now = now
    this.#later = later
  }

  async post(
    place: Place,
    card: Card,
    { key, isRepeat, since }: { readonly key: string; readonly isRepeat: boolean; readonly since: number },
  ): Promise<string> {
    if (isRepeat) {
      await this.#asked('lookUp')
      const found = this.messages.find((one) => one.key === key && one.at >= since && one.place.channel === place.channel)
      if (found !== undefined) return found.id
    }
    await this.#asked('post')
    const message = { id: `m${this.messages.length + 1}`, place, key, at: this.#now(), card, drawn: 1 }
    this.messages.push(message)
    this.onPosted(message)
    await this.#later(this.latencyMs)
    return message.id
  }

  async update(_place: Place, message: string, card: Card): Promise<void> {
    await this.#asked('update')
    const found = this.messages.find(({ id }) => id === message)
    if (found === undefined) throw new QuorateError('MESSENGER_REFUSED', { messenger: this.name, problem: 'message_not_found' })
    found.card = card
    found.drawn += 1
    await this.#later(this.latencyMs)
  }

  answer(): Promise<void> {
    return Promise.reject(new Error('nobody presses anything here'))
  }

  /** Messages of a channel that began a thread, in their order. */
  roots(): readonly ModelMessage[] {
    return this.messages.filter(({ place }) => place.thread === null)
  }
  /** What was said in a message's thread. */
  thread(root: ModelMessage): readonly string[] {
    return this.messages.filter(({ place }) => place.thread === root.id).map(({ card }) => card.title)
  }

  async #asked(what: 'post' | 'lookUp' | 'update'): Promise<void> {
    this.requests.push({ at: this.#now(), what })
    await this.#later(this.latencyMs)
    if (this.failing === null || !this.failing.isNow(this.#now())) return
    const { code, details } = this.failing
    throw new QuorateError(code, { messenger: this.name, workspace: 'T1', ...details })
  }
}
