// A message as people see it, whatever the messenger: what it says and what can be pressed. Each messenger draws it in its
// own way, and says all of it as text that came from anywhere: never markup, never a mention. Whoever is called stands apart.

/** How much a reader should notice, and why. */
export type CardTone = 'plain' | 'good' | 'bad' | 'waiting' | 'quiet'

/** Something to press. */
export interface CardButton {
  readonly label: string
  /** press.ts: all that a messenger is told of it. */
  readonly value: string
  readonly tone: 'plain' | 'good' | 'bad'
  /** Asked before it counts; absent: it counts at once. */
  readonly sure?: string
}

/** A picture that goes with a message. */
export interface CardPicture {
  /** `crawler-main-alpha.png` */
  readonly name: string
  /** What it shows, for who cannot see it. */
  readonly says: string
  readonly png: Uint8Array
}

export interface Card {
  readonly title: string
  readonly tone: CardTone
  /** Sentences below the title, one each. */
  readonly lines: readonly string[]
  /** Names and values, side by side. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** Text in columns, such as a table of a command; empty: none. */
  readonly block: string
  readonly picture: CardPicture | null
  readonly buttons: readonly CardButton[]
  /** Where to see more; null where the console has no address that people can open. */
  readonly link: { readonly label: string; readonly url: string } | null
  /** The messenger's id of the one user who is called by it; null: nobody is, whatever it says. */
  readonly mention: string | null
  /** In small print: what it is about and how new it is. */
  readonly footer: string
}

/** A card with a title and what else is given. */
export function cardOf(title: string, rest: Partial<Card> = {}): Card {
  return {
    title,
    tone: 'plain',
    lines: [],
    fields: [],
    block: '',
    picture: null,
    buttons: [],
    link: null,
    mention: null,
    footer: '',
    ...rest,
  }
}
