// Every bound of the shared language, each with its reason. Rooms of their own keep their own limits file.

/** Largest integer that JSON, JavaScript and a Solidity uint64 all carry exactly. */
export const safeIntegerMax = Number.MAX_SAFE_INTEGER

/** A reference such as a URL: longer ones are refused by common proxies. */
export const referenceCharsMax = 2_048

/** What a claim may carry as its extracted value: a price, a figure, a short document; not a page. */
export const extractedCharsMax = 8_192

/** Names of schemas, types, rules: they are shown in one line. */
export const labelCharsMax = 128

/** Explanations and notes: a paragraph. */
export const noteCharsMax = 2_048
/** Why somebody decided as they did: a few sentences, and with the person's name well within a note. */
export const decisionReasonCharsMax = 500

/** What is told in a messenger. */
export const notesMax = {
  /** A sentence in a thread: two lines on a telephone; the card and `explain` have the rest. */
  newsChars: 300,
} as const

/** Calldata for one adapter call: a route of a few hops is under 1 KiB; more is an attack on the journal. */
export const adapterDataBytesMax = 4_096

/** ERC-1271 signatures may be longer than 65 bytes (multisigs concatenate); 1 KiB holds 15 owners. */
export const signatureBytesMax = 1_024

/** Claims in one snapshot: a proof of 10 levels, and a root that every verifier can rebuild in milliseconds. */
export const claimsPerRoundMax = 1_024

/** Verifiers in one set: the contract loops over recorded signers at execution, so gas bounds it. */
export const verifiersMax = 32

/** Weight of one verifier: keeps sums far inside a uint64 and readable by people. */
export const verifierWeightMax = 1_000_000

/** Crawlers of a fund: each sends one claim a round. */
export const crawlersMax = 32

/** Persons that a fund names as its approvers: a team, not a public. */
export const approversMax = 32

/** Tokens and pools of a fund: a small book, all shown on one page. */
export const tokensMax = 32

/** Venues of a fund beside its first: each is asked for a quote before every trade. */
export const venuesMax = 7

/** Basis points in a whole. */
export const bpsMax = 10_000

/** A signed request older or newer than this is refused: room for a slow clock, too short to be worth keeping. */
export const envelopeWindowS = 300

/** One request body as canonical JSON; the largest honest one (an intent with its route) is under 16 KiB. */
export const envelopeBodyBytesMax = 65_536

/** JSON nesting: the deepest honest document has 6 levels; a parser bomb has thousands. */
export const jsonDepthMax = 32

/** The contract's default bound on `deadline - validAfter`: an old price must not be executable. */
export const intentWindowSMax = 1_800

/** Attempts of one execution after its first: see executionJob.ts for the waits. */
export const executionDelaysS = [10, 30, 60, 180, 300] as const

/** Decimals of a token: OpenZeppelin's uint8 allows more, but no known token goes over 36, and wad maths would overflow sense. */
export const decimalsMax = 36

/** The most slippage that a wallet's trade may have, in 1/100 of a percent: more is a mistake, or somebody else's profit. */
export const slippageBpsMax = 1_000
