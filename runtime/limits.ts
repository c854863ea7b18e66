// Every bound of the runtime, with its reason.

export const limits = {
  /** An `always` or `raise` cycle never ends by itself; no sane macrostep takes a thousandth of this. */
  microstepsMax: 1_000,
  /** A record holds the whole next snapshot, so a large state is paid for on every turn. */
  stateWarnBytes: 16 * 1024,
  stateRefuseBytes: 64 * 1024,
  /** External events that may wait for one bot; committed input is never refused. */
  mailboxBound: 1_000,
  /** A bot that fills another's mailbox to this multiple of the bound is quarantined: it will not stop by itself. */
  feederFactor: 10,
  /** What a refused sender is told to wait: a full mailbox drains at some 10,000 turns/s. */
  busyRetryAfterMs: 100,
  /**
   * Turns run before the journal is given what they said. Small, so that the next turns run while these are synced; a
   * sync on a good disk takes as long as some thirty turns.
   */
  turnsPerDrain: 32,
  /**
   * Events above which a mailbox is crowded: half of it is taken in one pass. A bot to whom hundreds tell, such as a log,
   * would otherwise have one turn for each of theirs, fall behind for ever, and have its tellers refused in the end.
   */
  crowdedMailbox: 16,
  /** Turns that a crowded bot has in one pass at most: the others wait some 3 ms. */
  turnsOfCrowdedMax: 128,
  /** Drains one after another before timers, disk and network are looked at: some 2 ms of small batches. */
  drainsInARow: 8,
  /** Unsynced bytes above which no further turn is run, so that memory stays bounded when the disk is slow. */
  unsyncedBytesMax: 8 * 1024 * 1024,
  /** A segment is closed here: small enough to archive, large enough that rolling is rare. */
  segmentBytes: 64 * 1024 * 1024,
  /** A segment grows by this many zeros at a time: a sync of bytes that overwrite others need not sync the file's size. */
  segmentGrowBytes: 256 * 1024,
  /** Closed segments that trigger a compaction. */
  compactAfterSegments: 4,
  /** How far a restored journal goes on behind its copy: a busy swarm writes so many records in years; 9 million restores fit. */
  restoredGap: 1_000_000_000,
  /** Archived segments kept for replay; older ones are deleted and answered with JOURNAL_TRUNCATED. */
  archivedSegmentsMax: 64,
  /** While syncs take less than this on average, a blocking sync is quicker than a trip to the thread pool … */
  fastSyncMs: 1,
  /** … for a batch of at most so many records; behind a larger one, others' turns can be run meanwhile. */
  loneRecords: 8,
  /** Snapshot files are at most this much behind the journal. */
  snapshotFilesEveryMs: 1_000,
  /** Long waits are cut into pieces: Node fires a timer over 2^31 ms at once, and a clock jump should be noticed soon. */
  timerLookMs: 5_000,
  /** A wall clock that moved this far against the monotonic one is told to the operators. */
  clockJumpMs: 5_000,
  /** Deaths of the process with several effects under way after which each of them is tried alone. */
  effectCrowdedMax: 2,
  /** Deaths of the process in one lone effect before its bot is quarantined. */
  effectDeathsMax: 3,
  /** How long a suspect waits for its trial, for each death that it is held to account for. */
  suspectRestMs: 2_500,
  /** Deaths of the process in one event's turn before its bot is quarantined. */
  turnDeathsMax: 2,
  /** An attempt that lived this long is not held against its bot when the process dies later (long polls live long). */
  effectSurvivalMs: 2_000,
  /** A result is journaled with the turn that takes it, and little of it stays: a state has 64 KiB at most. */
  effectResultBytesMax: 256 * 1024,
  /** Characters of a failure's message, and of its details: they are read by people and kept in the journal. */
  failureMessageMax: 4_096,
  /** Bytes of the journal that one search reads before it answers with what it has found: some 30,000 turns, 0.1 s. */
  searchBytesMax: 32 * 1024 * 1024,
  /** Bytes of closed segments that one look at the whole swarm's past takes in before others have their turn: some 0.5 s. */
  indexBytesMax: 256 * 1024 * 1024,
  /** Steps of a what-if: a person tries some; a page sends all of them again with each new one. */
  whatIfStepsMax: 100,
  /** Text of all moments of a what-if: each may hold a whole state of 64 KiB. */
  whatIfBytesMax: 4 * 1024 * 1024,
  effectConcurrency: 16,
  effectTimeoutMs: 30_000,
  /** Asks longer ago than this are forgotten; signed envelopes expire after 300 s, so a replay cannot outlive it. */
  askKeptMs: 24 * 60 * 60 * 1000,
  askTimeoutMs: 30_000,
  /** Restarts that a supervisor bears within the window unless its role says otherwise; one more escalates. */
  restartsMax: 3,
  restartWindowMs: 60_000,
  /** The first wait gives what failed outside a moment; the last is short against the window of an operator's patience. */
  restartFirstDelayMs: 50,
  restartMaxDelayMs: 30_000,
  /** What a role may ask for: a bot that waits longer than this is not being restarted but forgotten. */
  restartDelayLimitMs: 60 * 60 * 1000,
  restartWindowLimitMs: 24 * 60 * 60 * 1000,
  /** Times of restarts and of failed turns remembered of one bot: all that any intensity may count. */
  restartsKept: 32,
  /** Failed turns of one bot within the window before it is quarantined; each one alone is only a dead letter. */
  failedTurnsMax: 10,
  /** Facts and turns kept in memory for observers that are nearly up to date; others read the journal. */
  recentRecords: 1_024,
  /** Bots that the root's file names with their states, whether they are awake or not. */
  rootFileBotsMax: 1_000,
  /** Looks (one each `snapshotFilesEveryMs`) at a bot that does nothing before its snapshot is let go of. */
  idleLooks: 30,
  /** Bots above which a snapshot is let go of at the first idle look: some 1.5 KiB each, 150 MiB in all. */
  liveSnapshotsMax: 100_000,
  /** Time that shutdown waits for effects that were told to stop, of the 10 s it has in all. */
  shutdownDrainMs: 5_000,
  /** Time that shutdown gives committed messages to be handled; what is left is handled by the next start. */
  shutdownTurnsMs: 1_000,
} as const
