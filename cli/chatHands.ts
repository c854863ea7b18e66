// What errands of messengers ask for, bound once the daemon has what it takes: before that nothing came in.
import type { ChatHands } from '#actors/world.ts'
import type { Messenger, MessengerName } from '#chat/messenger.ts'

interface Given {
  readonly hands: ChatHands
  readonly messengers: ReadonlyMap<MessengerName, Messenger>
}

/** Hands that are given later; until then an errand of an earlier run waits for its next attempt. */
export class LaterHands implements ChatHands {
  #hands: ChatHands | undefined
  #give: (given: Given) => void = () => undefined
  readonly #given = new Promise<Given>((resolve) => (this.#give = resolve))

  give(hands: ChatHands, messengers: Given['messengers'] = new Map()): void {
    this.#hands = hands
    this.#give({ hands, messengers })
  }

  /** Those that are connected. A card of an earlier run waits for them, too: it is not refused by one that is not there yet. */
  async messengers(): Promise<Given['messengers']> {
    return (await this.#given).messengers
  }

  async perform(errand: Parameters<ChatHands['perform']>[0]): ReturnType<ChatHands['perform']> {
    return (this.#hands ?? (await this.#given).hands).perform(errand)
  }

  async answer(given: Parameters<ChatHands['answer']>[0]): Promise<void> {
    return (this.#hands ?? (await this.#given).hands).answer(given)
  }
}
