// What something that was said is answered with, whatever the surface.
import type { PictureShown } from '#protocol/pictureShown.ts'

/** An answer to choose. */
export interface ReplyChoice {
  readonly value: string
  readonly label: string
}

export interface Reply {
  /** `done`: a command answered; `refused`: it, or the line, was refused; `asks`, `sure`: an answer is waited for; `said`: words only */
  readonly kind: 'done' | 'refused' | 'asks' | 'sure' | 'said'
  /** of the command it is about; null where it is about none */
  readonly command: string | null
  /** For people; lines, without colours. */
  readonly text: string
  /** Of a question that was put before: that it waits still, or made room for this one; `text` ends with it. Empty: none. */
  readonly note: string
  /** What the command answered, as `--json` prints it; null where it answered nothing. */
  readonly result: unknown
  /** What a picture beside it would show; null: there is none. */
  readonly picture: PictureShown | null
  readonly error: {
    readonly code: string
    readonly message: string
    readonly hint: string
    readonly retryable: boolean
    readonly details: Readonly<Record<string, unknown>>
  } | null
  /** What may be answered; none: anything, or nothing is asked. */
  readonly choices: readonly ReplyChoice[]
  /** The conversation, and the revision that an answer is about. */
  readonly conversation: { readonly id: string; readonly revision: number }
}

/** How commands are typed where it is said: nothing before them in a conversation, `/quorate` in a messenger. */
export const typedAs = (text: string, prefix: string): string =>
  text.replaceAll('./quorate --help', `${prefix}help`).replaceAll('./quorate ', prefix)
