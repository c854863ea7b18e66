// What errands of messengers ask for, bound once the daemon has what it takes: before that nothing came in.
import type { ChatHands } from '#actors/world.ts'
import { QuorateError } from '#protocol/errors.ts'

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

/** Where no messenger is configured: what an earlier run took is refused, and says so. */
export const noMessengers: ChatHands = {
  perform: () =>
    Promise.reject(new QuorateError('MESSENGER_REFUSED', { messenger: 'none', problem: 'no messenger is configured any more' })),
  answer: ({ messenger }) =>
    Promise.reject(new QuorateError('MESSENGER_REFUSED', { messenger, problem: 'it is not configured any more' })),
}
