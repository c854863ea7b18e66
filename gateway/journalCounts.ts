// What happened, counted from the journal's facts: read again at each start, so that no counter is a truth of its own. They
// begin at the earliest record that is kept, and only ever fall when an archive is deleted, which Prometheus takes for a reset.
import type { Fact } from '#protocol/facts.ts'
import type { CommittedTurn } from '#runtime/host.ts'

/** The counters' names, with what they count. Labels are of few values each: no hash, no person, no text. */
export const journalCounters = {
  quorate_turns_total: { help: 'Turns of bots.', labels: ['role'] },
  quorate_facts_total: { help: 'Facts that bots stated.', labels: ['type'] },
  quorate_claims_total: { help: 'Claims that crawlers submitted.', labels: ['fund'] },
  quorate_attestations_total: { help: 'Verdicts of verifiers.', labels: ['fund', 'kind', 'verdict'] },
  quorate_duplicates_total: {
    help: 'Submissions answered 409: said before, or when nothing of the kind was open.',
    labels: ['fund', 'kind'],
  },
  quorate_thresholds_met_total: { help: 'Claims, snapshots and intents that a quorum stands behind.', labels: ['fund', 'kind'] },
  quorate_intents_total: { help: 'Intents by what became of them.', labels: ['fund', 'state'] },
  quorate_executions_total: { help: 'Trades that the chain executed.', labels: ['fund', 'action'] },
  quorate_rounds_total: { help: 'Rounds that ended, by how.', labels: ['fund', 'outcome'] },
  quorate_onchain_submissions_total: { help: 'Transactions that were signed to be sent.', labels: ['account', 'kind'] },
  quorate_onchain_confirmations_total: { help: 'Transactions with all their confirmations.', labels: ['account'] },
  quorate_onchain_failures_total: { help: 'Calls that were refused, and transactions that reverted.', labels: ['account'] },
  quorate_reorgs_total: {
    help: 'Receipts that went with their block, and final transactions that were undone.',
    labels: ['account'],
  },
  quorate_failures_total: { help: 'Failures that bots told of.', labels: ['type'] },
  quorate_requests_total: { help: 'Requests that change something, by how they ended.', labels: ['surface', 'outcome'] },
} as const

export type JournalCounter = keyof typeof journalCounters
type Labels = Readonly<Record<string, string>>
/** One figure. */
export interface Counted {
  readonly name: JournalCounter
  readonly labels: Labels
  readonly value: number
}
type Rule<Name extends Fact['type']> = (
  fact: Extract<Fact, { readonly type: Name }>,
) => readonly (readonly [JournalCounter, Labels])[]

const attested =
  (kind: string) =>
  ({
    fundId,
    verdict,
  }: {
    readonly fundId: string
    readonly verdict: string
  }): readonly (readonly [JournalCounter, Labels])[] => [['quorate_attestations_total', { fund: fundId, kind, verdict }]]
const met = (fund: string, kind: string): readonly [JournalCounter, Labels] => ['quorate_thresholds_met_total', { fund, kind }]
const intent = (fund: string, state: string): readonly [JournalCounter, Labels] => ['quorate_intents_total', { fund, state }]
const failure = ({ type }: { readonly type: string }): readonly (readonly [JournalCounter, Labels])[] => [
  ['quorate_failures_total', { type }],
]
const reorged = ({ account }: { readonly account: string }): readonly (readonly [JournalCounter, Labels])[] => [
  ['quorate_reorgs_total', { account }],
]
const asked =
  (settled: boolean) =>
  ({ surface, code }: { readonly surface: string; readonly code: string }): readonly (readonly [JournalCounter, Labels])[] => [
    ['quorate_requests_total', { surface, outcome: !settled ? 'failed' : code === 'OK' ? 'done' : 'refused' }],
  ]

const rules: { readonly [Name in Fact['type']]?: Rule<Name> } = {
  'claim.submitted': ({ fundId }) => [['quorate_claims_total', { fund: fundId }]],
  'claim.attested': attested('claim'),
  'snapshot.attested': attested('snapshot'),
  'intent.attested': attested('intent'),
  'claim.finalized': ({ fundId }) => [met(fundId, 'claim')],
  'snapshot.published': ({ fundId }) => [met(fundId, 'snapshot')],
  'round.closed': ({ fundId, outcome }) => [['quorate_rounds_total', { fund: fundId, outcome }]],
  'intent.proposed': ({ fundId }) => [intent(fundId, 'proposed')],
  'intent.approved': ({ fundId }) => [met(fundId, 'intent'), intent(fundId, 'approved')],
  'intent.executed': ({ fundId, action }) => [['quorate_executions_total', { fund: fundId, action }], intent(fundId, 'executed')],
  'intent.dropped': ({ fundId, outcome }) => [intent(fundId, outcome)],
  'account.sent': ({ account }) => [['quorate_onchain_submissions_total', { account, kind: 'new' }]],
  'account.replaced': ({ account }) => [['quorate_onchain_submissions_total', { account, kind: 'replacement' }]],
  'account.confirmed': ({ account }) => [['quorate_onchain_confirmations_total', { account }]],
  'account.failed': ({ account }) => [['quorate_onchain_failures_total', { account }]],
  'account.reorged': reorged,
  'account.undone': reorged,
  'crawler.failed': failure,
  'verifier.failed': failure,
  'strategy.failed': failure,
  'keeper.failed': failure,
  'snapshot.failed': failure,
  'request.settled': asked(true),
  'request.failed': asked(false),
}

/** Which kind of submission an event is. */
const submissions: Readonly<Record<string, string>> = {
  'claim.submit': 'claim',
  'claim.attest': 'claim attestation',
  'snapshot.attest': 'snapshot attestation',
  'intent.propose': 'intent',
  'intent.attest': 'intent attestation',
}

/** The counts of one journal. */
export class JournalCounts {
  readonly #counts = new Map<string, { readonly name: JournalCounter; readonly labels: Labels; value: number }>()

  /** Does it count by what facts of this name say? By their names it counts all. */
  static reads(type: string): boolean {
    return Object.hasOwn(rules, type)
  }

  /** Every figure that is not zero. */
  get all(): readonly Counted[] {
    return [...this.#counts.values()]
  }

  /** Sum of a counter's figures that have these labels. */
  sum(name: JournalCounter, fits: (labels: Labels) => boolean = () => true): number {
    return this.all.reduce((total, one) => total + (one.name === name && fits(one.labels) ? one.value : 0), 0)
  }

  /** Counts a turn: whose it is, and what it answered. @param facts those of its facts that it reads and that could be read */
  take(turn: CommittedTurn, facts: readonly Fact[]): void {
    const { actor, event, replies, facts: stated } = turn
    this.#count('quorate_turns_total', { role: actor.slice(0, actor.indexOf(':')) })
    for (const { type } of stated) this.#count('quorate_facts_total', { type })
    for (const fact of facts) this.#fact(fact)
    const kind = submissions[event.type]
    if (kind === undefined || !replies.some(({ output }) => isDuplicate(output))) return
    this.#count('quorate_duplicates_total', { fund: fundOf(turn), kind })
  }

  // the rule of a name takes facts of that name: what TypeScript cannot follow through the index
  #fact<Name extends Fact['type']>(fact: Extract<Fact, { readonly type: Name }>): void {
    const rule: Rule<Name> | undefined = rules[fact.type as Name]
    for (const [name, labels] of rule?.(fact) ?? []) this.#count(name, labels)
  }

  #count(name: JournalCounter, labels: Labels): void {
    const key = `${name} ${Object.values(labels).join(' ')}`
    const known = this.#counts.get(key)
    if (known === undefined) this.#counts.set(key, { name, labels, value: 1 })
    else known.value += 1
  }
}

const isDuplicate = (output: unknown): boolean =>
  typeof output === 'object' && output !== null && 'status' in output && output.status === 409

/** The fund of a bot that takes submissions: a relayer is called after it, an intent says it of itself. */
function fundOf({ actor, snapshot }: CommittedTurn): string {
  if (actor.startsWith('relayer:')) return actor.slice('relayer:'.length)
  // machines/intentState.ts states the shape of its context
  const { context } = snapshot as { readonly context?: { readonly fundId?: string } }
  return context?.fundId ?? ''
}
