// What Discord takes, and the bounds of what is done with it, each with its source or its reason.

// https://docs.discord.com/developers/resources/message#embed-object-embed-limits
export const titleMost = 256
export const descriptionMost = 4_096
export const fieldsMost = 25
export const fieldNameMost = 256
export const fieldValueMost = 1_024
/** All texts of an embed together. */
export const embedMost = 6_000
/** Discord takes 2,048: small print is a line. */
export const footerMost = 300
/** What values may take of an embed: the rest is for its sentences and its block. */
export const fieldsTogetherMost = 2_200
/** What sentences may take beside a block. */
export const linesMost = 1_500

// https://docs.discord.com/developers/components/reference
export const rowsMost = 5
export const buttonsInRow = 5
export const optionsMost = 25
export const labelMost = 80
export const linkMost = 512
export const customIdMost = 100
export const modalTitleMost = 45
export const modalFieldsMost = 5
export const modalLabelMost = 45
export const modalDescriptionMost = 100
/** Discord takes 4,000: five of these have to fit into what a bot keeps. */
export const modalTextMost = 2_000

/** Of an attachment's description. */
export const picturesSayMost = 1_024
/** Discord takes 10 MiB in a server without boosts. */
export const pictureBytesMost = 8 * 1_048_576

/** https://docs.discord.com/developers/interactions/application-commands */
export const choicesMost = 25
export const choiceMost = 100

/** A name of a thread. */
export const threadNameMost = 100
/** Of a nonce; `enforce_nonce` holds for some minutes. */
export const nonceMost = 25

/** Discord gives an interaction up after 3 s: what is left is for the way there and back. */
export const takeLimitMs = 2_500
/** An interaction's token answers for 15 minutes; the last one is left for clocks that differ. */
export const tokenLivesMs = 14 * 60_000
/** Interactions and messages remembered as under way or done: some minutes of a busy server. What lasts is the journal's. */
export const rememberedMost = 2_000
/** Characters of an answering address. */
export const replyToMost = 2_000
/** Characters of one line that somebody says: what a message of Discord holds for those who pay for more. */
export const lineMost = 4_000

/** A signed request is this old or this young at most. */
export const signedWithinMs = 300_000
/** Bytes of an interaction: the largest honest one carries a message with its components, some 40 kB. */
export const interactionBytesMost = 262_144

/** A rate limit longer than this is told, not slept through: others are waiting. */
export const patienceMs = 5_000
/** One request to Discord. */
export const requestLimitMs = 10_000
/** Pages of 100 messages that are looked through for a post of which it is not known whether it was made. */
export const pagesMost = 20
/** How much older a message may be than what asked for it: clocks differ. */
export const clocksDifferMs = 120_000
/** How long an answer waits for the acknowledgement that it edits: Discord's 3 s and the way back. */
export const acknowledgedWithinMs = 5_000
/** Waits before an answer is tried again whose acknowledgement Discord may not have read yet. */
export const answeredAgainMs: readonly number[] = [250, 1_000]
/** Waits before the gateway is tried again, the last one for ever: Discord allows 1,000 beginnings a day. */
export const openedAgainMs: readonly number[] = [1_000, 5_000, 15_000, 60_000, 120_000]
