// Between the swarm and a messenger. What comes in is a delivery: it is taken to disk, then acknowledged, then done, and
// answered privately. What goes out is a card: posted once, then kept up with what it shows.
import type { Card } from './cards/card.ts'

export const messengerNames = ['slack', 'discord'] as const
export type MessengerName = (typeof messengerNames)[number]

/** Where a messenger names no workspace: what is written to the bot itself. */
export const noWorkspace = '-'

/** Somebody, as the messenger proved it. */
export interface MessengerUser {
  readonly messenger: MessengerName
  /** Slack's team, Discord's server; `-` for a direct message where the messenger names none. */
  readonly workspace: string
  readonly user: string
}

/** Where messages stand. */
export interface Place {
  readonly messenger: MessengerName
  readonly workspace: string
  readonly channel: string
  /** The message that began the thread; null: in the channel itself. */
  readonly thread: string | null
}

/** What somebody did. */
export type Deed =
  /** A line of text: a slash command without its slash word, a mention without the mention, a direct message. */
  | { readonly kind: 'said'; readonly line: string }
  /** A button's value, as it came. */
  | { readonly kind: 'pressed'; readonly value: string }
  /** A form that was filled in: a command's wire name and its arguments as texts. */
  | { readonly kind: 'filled'; readonly command: string; readonly args: Readonly<Record<string, string>> }

/** One thing that came in. */
export interface Delivery {
  /** The messenger's own id of it: what has the same one was delivered again and is taken once, ever. */
  readonly id: string
  readonly from: MessengerUser
  readonly place: Place
  readonly deed: Deed
  /** How only this person is answered; read by the adapter that made it, sealed on disk. At most 2,000 characters. */
  readonly replyTo: string
}

/** A name to choose while one types. */
export interface Choice {
  readonly name: string
  readonly value: string
}

/** A command as a form asks for it. */
export interface Form {
  /** wire name */
  readonly command: string
  readonly title: string
  readonly fields: readonly {
    readonly name: string
    readonly says: string
    readonly required: boolean
    readonly kind: 'text' | 'number' | 'flag'
    readonly choices: readonly string[] | null
    readonly preset: string
  }[]
}

/** What a messenger's adapter may ask of the swarm. */
export interface ChatDoor {
  /**
   * Takes it to disk; acknowledge then, and not before. What it comes to is answered with `Messenger.answer`.
   * @returns `again`: it was delivered before, and nothing happens
   * @throws BUSY, SHUTTING_DOWN and what the journal refuses: do not acknowledge, the messenger sends it again
   */
  take(delivery: Delivery): Promise<{ readonly again: boolean }>
  /** What may follow what was typed, for this person. Quick: it reads only what is in memory. */
  completions(user: MessengerUser, typed: string): readonly Choice[]
  /** The form of a command that this person may run; undefined for any other. */
  form(user: MessengerUser, command: string): Form | undefined
  /** Commands that this person may run: wire name and one line. */
  commands(user: MessengerUser): readonly { readonly name: string; readonly typed: string; readonly summary: string }[]
  /** What waits for this person, the newest first. */
  waiting(user: MessengerUser): Promise<readonly Card[]>
}

/** What the swarm asks of a messenger. Failures: MESSENGER_LIMITED, MESSENGER_UNREACHABLE, MESSENGER_REFUSED, MESSENGER_GONE. */
export interface Messenger {
  readonly name: MessengerName
  /**
   * Posts a card once. `key` names it for ever; `isRepeat`: an attempt before this one may have posted it, so it is looked for
   * first, among what is newer than `since` (ms since 1970).
   * @returns the messenger's id of the message
   */
  post(
    place: Place,
    card: Card,
    once: { readonly key: string; readonly isRepeat: boolean; readonly since: number },
  ): Promise<string>
  /** Replaces what a message shows. */
  update(place: Place, message: string, card: Card): Promise<void>
  /** Answers one person privately; again with the same words it changes nothing. `isLast`: nothing more follows. */
  answer(replyTo: string, card: Card, isLast: boolean): Promise<void>
}
