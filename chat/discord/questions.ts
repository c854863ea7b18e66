// What is asked before a button counts. The button itself carries only its press, so its question is remembered while the
// process lives; after a restart the button's label asks instead.
import type { Card } from '#chat/cards/card.ts'
import { rememberedMost } from './limits.ts'

/** Press value → question. */
export class Questions {
  readonly #asked = new Map<string, string>()

  /** Before the card is drawn. */
  remember(card: Card): void {
    for (const { value, sure } of card.buttons) {
      if (sure === undefined) continue
      this.#asked.delete(value)
      if (this.#asked.size >= rememberedMost) this.#asked.delete(this.#asked.keys().next().value ?? '')
      this.#asked.set(value, sure)
    }
  }

  /** @param label of the button that was pressed, as the message has it */
  of(value: string, label: string): string {
    return this.#asked.get(value) ?? `${label}: are you sure?`
  }
}
