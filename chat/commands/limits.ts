// Bounds of the command surface, each with its reason.

/** Dead letters in one list: a screen or two; who has more looks at one bot's. */
export const deadLettersListed = 100
/** A request's JSON: the largest honest one is a fund's settings, a few KiB. */
export const bodyBytesMax = 262_144
/** Nesting of a request's JSON. */
export const bodyDepthMax = 16
/** Keys and elements of a request's JSON, all levels together. */
export const bodyEntriesMax = 4_096
/** Turns that `show` prints unless asked for more: what fits on a screen with the rest. */
export const shownTurns = 8
/** Turns that `show` may be asked for. */
export const shownTurnsMax = 200
/** How long whoever asks for a trade waits for its proposal: rounds of seconds are over by then, and nobody stares longer. */
export const tradeAnswerMs = 20_000
