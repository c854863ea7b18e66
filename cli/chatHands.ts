// What errands of messengers ask for, bound once the daemon has what it takes: before that nothing came in.
import type { ChatHands } from '#actors/world.ts'

/** Hands that are given later; until then an errand of an earlier run waits for its next attempt. */
export class LaterHands implements ChatHands {
  #hands: ChatHands | undefined
  #give: (hands: ChatHands) => void = () => undefined
  readonly #given = new Promise<ChatHands>((resolve) => (this.#give = resolve))

  give(hands: ChatHands): void {
    this.#hands = hands
    this.#give(hands)
  }

  async perform(errand: Parameters<ChatHands['perform']>[0]): ReturnType<ChatHands['perform']> {
    return (this.#hands ?? (await this.#given)).perform(errand)
  }

  async answer(given: Parameters<ChatHands['answer']>[0]): Promise<void> {
    return (this.#hands ?? (await this.#given)).answer(given)
  }
}
