// Every bound of the machines, with its reason. Times in ms.

export const accountLimits = {
  /** requests waiting behind the one in flight: more means the chain stopped, and callers should know */
  queued: 32,
  /** fee bumps of one request: 1.125^10 is 3.2 times the first fee; past that a person should look */
  bumps: 10,
  /** an RPC that is down is asked again this often */
  retryMs: 1_000,
  /** an idle account compares its nonce with the chain's: a foreign use of the key is seen within a minute */
  reconcileEveryMs: 60_000,
  /**
   * how long an account whose journal is older than the chain refuses what it is asked: what bots decided before reaches it
   * within seconds of its last proof, and a route or a fee takes no longer than their effects' limit of 30 s
   */
  holdMs: 60_000,
} as const

export const botLimits = {
  /** a feed that is down is asked again this often */
  feedRetryMs: 1_000,
} as const

export const verifierLimits = {
  /** looks at one thing that could not be found out: a node restarts or a block arrives within two waits, and rounds last longer */
  looks: 3,
  /** a chain's next block is seldom further away; three looks take 4 s of the 15 s that claims have */
  lookAgainMs: 2_000,
} as const

export const chainLimits = {
  /** a question about the chain's state that stayed open is asked again this often */
  retryMs: 1_000,
  /** books are not urgent: nobody trades on them, so a chain that is down is asked less often */
  revalueMs: 5_000,
} as const

export const roundLimits = {
  /** claims in one round: each is about 1 KiB of the relayer's state, which must stay under 16 KiB */
  claims: 8,
  /** proposals the relayer remembers, to answer a repeated one; older ones are bots that still exist */
  intentsRemembered: 32,
} as const

export const strategyLimits = {
  /** prices kept per token: momentum and mean reversion look back at most this far */
  series: 64,
  /** an unanswered proposal is given up by the strategy after this; the contract's window has passed by then */
  outcomeMs: 1_860_000,
  /** what a person asked for an hour ago is not what they would ask for at today's price; rounds take seconds to minutes */
  askedMs: 3_600_000,
} as const

export const rosterLimits = {
  /** registrations that wait for a decision: people read them, and anyone with a key may ask */
  requested: 16,
  /** attempts at one change of the set before its registrations are told that it failed: a node is back within them */
  attempts: 5,
  /** between them; a revert says the same again for as long as the chain stands still */
  retryMs: 5_000,
  /** an announced change is looked at this often at least: an owner may have dropped it, or a clock may have jumped */
  lookMs: 60_000,
  /** a chain that does not answer is asked again this often */
  askAgainMs: 1_000,
} as const

export const registrationLimits = {
  /** nobody decided in a week: the bot may ask again */
  expiryMs: 604_800_000,
  /** a revocation that its account could not send is sent again: it is never given up */
  insistMs: 5_000,
} as const

export const approvalLimits = {
  /** of the trade's window: the rest is for verifiers, chain and executor */
  decideShare: 0.75,
  /** a granted approval outlives the trade's window, so that the trade's own end comes first and withdraws it */
  useMarginMs: 60_000,
  /** what people are shown in one line; the fact has the whole trade */
  summaryChars: 500,
} as const

export const scheduleLimits = {
  /** later than this, a time was missed: a busy daemon is seldom a minute behind */
  graceMs: 60_000,
  /** the longest wait between looks at the wall clock: a clock that was set is noticed within it */
  lookMs: 60_000,
  /** missed times that are dealt with; older ones are told as more: what was to be done an hour of minutes ago is stale */
  missedMax: 100,
  /** an expression that could not be read is read again this often */
  askAgainMs: 60_000,
} as const

export const executorLimits = {
  /** protocol.md: attempts at 10, 30, 60, 180, 300 s */
  attemptDelaysS: [10, 30, 60, 180, 300],
} as const

export const keeperLimits = {
  /** a keeper without anything to do looks again this often: a guard, a source or a role that came is noticed at once, for one read */
  lookAgainMs: 15_000,
  /** the longest wait for an observation that is due later: a new source or window is noticed within it */
  waitMaxMs: 60_000,
  /** the first wait after an observation that failed; doubled each time. A node that lags by a block has caught up */
  backoffMs: 1_000,
  /** and the longest: pools refill and accounts are funded by people, within minutes at best */
  backoffMaxMs: 300_000,
  /** an observation writes two storage slots and an event; a revert costs no more. Assumed until one was paid */
  gasPerObservation: 150_000,
  /** observations come this much later than they are due at most, so that two keepers do not meet each time; seconds */
  jitterMaxS: 30,
} as const

export const monitorLimits = {
  /** until the first look has read how often it is to look; seconds */
  firstEveryS: 15,
  firstWatchMs: 1_000,
  /** incidents of one monitor that did not end: what more goes wrong has the same cause, and its state stays small */
  openIncidents: 32,
  /** breaches that are not due yet */
  breachesFollowed: 64,
  /** subjects of one rule in one look, the worst ones: each is a line of its state */
  subjects: 16,
} as const

export const incidentLimits = {
  /** an account that was busy or a guard that refused has another chance within one block or two */
  pauseRetryMs: 12_000,
  /** a right to pause that is spent does not come back by asking: people are told with each refusal */
  pauseAttempts: 5,
  /** the wait doubles so often: with 10 minutes, from then on each 11 hours */
  doublings: 6,
  /** and is never longer than a day */
  escalateMaxMs: 86_400_000,
  /** of a node's complaint; a fact's note holds twice as much */
  detailChars: 1_000,
} as const

export const cardLimits = {
  /** between two requests about one card: what changes meanwhile is shown by the next; messengers bear one a second */
  restMs: 1_000,
  /** the first wait for a messenger that does not answer; doubled each time */
  backoffMs: 1_000,
  /** and the longest: one that is back after an hour has the card within five minutes */
  backoffMaxMs: 300_000,
  /** a messenger that asks for more rest than this means never */
  restMaxMs: 86_400_000,
  /** how long a card is still tried after its subject is over: who comes back the next day finds it right */
  afterEndMs: 86_400_000,
  /** after its end a card stays this long for a late word, such as a reorg */
  lingerMs: 600_000,
  /** replies that wait: a messenger that is down for hours gets the last of them, with how many were left out */
  sayings: 16,
  /** keys of replies that are remembered: one is told twice within moments, if at all */
  saidKeys: 32,
} as const

export const subscriptionLimits = {
  /** cards of one place that are up at once: more of them nobody reads, and its state stays small */
  liveCards: 40,
  /** subjects whose cards were given up */
  lostCards: 16,
  /** sentences of a digest, the latest: the rest is counted */
  digestLines: 20,
  /** the longest wait between two looks at the wall clock: a clock that was set is noticed within it */
  lookMs: 300_000,
  /** a clock that could not be read is read again this often */
  askAgainMs: 60_000,
  /** a daily digest comes at 8 in the morning, UTC */
  dailyMinute: 480,
} as const

export const heraldLimits = {
  /** a journal that could not be read is read again this often */
  askAgainMs: 1_000,
} as const

export const errandLimits = {
  /** answers are taken for 15 minutes by one messenger, for 30 by the other */
  tries: 8,
  firstRestMs: 1_000,
  restMaxMs: 300_000,
  /** of a messenger's complaint */
  problemChars: 500,
} as const

export const conversationLimits = {
  /** a question that nobody answered for so long is not what they are thinking of any more */
  patienceMs: 900_000,
} as const

export const workflowLimits = {
  /** a question that GitHub did not answer is asked again after this, and after twice as long each time */
  restMs: 2_000,
  /** and at most this: its outages last for minutes to hours */
  restMaxMs: 300_000,
  /** questions before anything is begun: a quarter of an hour of them, and people know that it did not begin */
  prepareTries: 10,
  /** attempts to begin it, each of them looking first for a run that an earlier one began */
  dispatchTries: 8,
  /** looks for a run that GitHub took and did not name: it is listed within seconds */
  findTries: 10,
  findRestMaxMs: 30_000,
  /** the first wait between two looks; doubled each time that nothing was new */
  pollMs: 5_000,
  /** and at most this: without webhooks, an end is told within it */
  pollMaxMs: 60_000,
  /** a webhook that came while GitHub was being asked: the answer may be older */
  heardMs: 1_000,
  /** looks that fail one after another: a week of them */
  blindLooks: 2_000,
  /** GitHub repeats a run for 30 days after it was begun */
  keepMs: 2_592_000_000,
  /** people who began or repeated one run, and so may not approve what it deploys; of more than these nobody may */
  askers: 16,
  /** of a complaint of GitHub's */
  detailChars: 1_000,
} as const
