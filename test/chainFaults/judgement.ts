// What is a violation: the chain's own events against what the journal told, and the nonces against the chain's count.
// Pure: it is given everything that it judges, so that a planted fault shows whether it can say no.

/** `IntentExecuted` as the chain has it now. */
export interface ExecutedLog {
  readonly intentHash: string
  readonly txHash: string
}
/** A fact of the journal with its place. */
export interface ToldFact {
  readonly seq: number
  readonly type: string
  readonly [field: string]: unknown
}
export interface Evidence {
  readonly logs: readonly ExecutedLog[]
  readonly facts: readonly ToldFact[]
  /** Transactions that the harness took off the chain, whatever became of them. */
  readonly removed: ReadonlySet<string>
  /** The intent whose trade was struck. */
  readonly struck: string
  /** Bot's next nonce minus the chain's count, as last seen within the bound. */
  readonly drifts: readonly { readonly account: string; readonly drift: number }[]
}
/** `executed`: the chain has it, once. `held`: it has not, and a fact says why. `undone`: it had it, and a fact says that it lost it. */
export type Outcome = 'executed' | 'held' | 'undone' | 'unexplained'
export interface Judgement {
  readonly outcome: Outcome
  /** Why nothing was executed, in the words of the fact that says so. */
  readonly reason: string | null
  readonly violations: readonly string[]
}

export function judge(evidence: Evidence): Judgement {
  const { facts, logs, struck, drifts } = evidence
  const violations = [
    ...repeated(logs.map(({ intentHash }) => intentHash)).map((hash) => `intent ${hash} was executed more than once`),
    ...repeated(executedFacts(facts).map(hashOf)).map((hash) => `intent ${hash} was told executed more than once`),
    ...executedFacts(facts).flatMap((fact) => unproven(fact, evidence)),
    ...logs.flatMap(({ intentHash }) => untold(intentHash, facts)),
    ...drifts.filter(({ drift }) => drift !== 0).map(({ account, drift }) => `the nonce of ${account} is off by ${drift}`),
  ]
  const { outcome, reason } = outcomeOf(struck, evidence)
  if (outcome === 'unexplained') violations.push(`intent ${struck} is held and nothing says why`)
  return { outcome, reason, violations }
}

function outcomeOf(struck: string, { facts, logs, removed }: Evidence): Pick<Judgement, 'outcome' | 'reason'> {
  const told = executedFacts(facts).find((fact) => hashOf(fact) === struck)
  if (logs.some(({ intentHash }) => intentHash === struck)) return { outcome: 'executed', reason: null }
  if (told !== undefined) {
    const reason = lossOf(told, { facts, removed })
    return reason === null ? { outcome: 'unexplained', reason: null } : { outcome: 'undone', reason }
  }
  const dropped = facts.find((fact) => fact.type === 'intent.dropped' && hashOf(fact) === struck)
  const code = dropped?.['code']
  return typeof code === 'string' && code !== '' ? { outcome: 'held', reason: code } : { outcome: 'unexplained', reason: null }
}

/** Told executed, and the chain has no such event: only a chain that lost the transaction is an excuse, if a bot noticed. */
function unproven(fact: ToldFact, { logs, facts, removed }: Evidence): string[] {
  if (logs.some(({ intentHash }) => intentHash === hashOf(fact))) return []
  if (lossOf(fact, { facts, removed }) !== null) return []
  return [`intent ${hashOf(fact)} was told executed, and the chain has no such event`]
}

/** In the chain, and the journal ended it another way or never told of it. One that is still open may be told yet. */
function untold(hash: string, facts: readonly ToldFact[]): string[] {
  const ends = facts.filter((fact) => hashOf(fact) === hash)
  if (ends.some((fact) => fact.type === 'intent.dropped')) return [`intent ${hash} was told dropped, and the chain executed it`]
  if (ends.some((fact) => fact.type === 'intent.executed')) return []
  const proposed = ends.find((fact) => fact.type === 'intent.proposed')
  // one trade at a time: the next proposal is made when this one has its end
  const isOpen = proposed !== undefined && !facts.some((fact) => fact.type === 'intent.proposed' && fact.seq > proposed.seq)
  return isOpen ? [] : [`intent ${hash} was executed, and nobody told of it`]
}

/** The fact with which an account noticed that the chain lost this execution: its nonce, or what became of its bytes. */
function lossOf(executed: ToldFact, { facts, removed }: Pick<Evidence, 'facts' | 'removed'>): string | null {
  const txHash = String(executed['txHash'])
  if (!removed.has(txHash)) return null
  const sent = facts.find(
    (fact) => (fact.type === 'account.sent' || fact.type === 'account.replaced') && fact['txHash'] === txHash,
  )
  const undone = facts.find(
    (fact) =>
      fact.type === 'account.undone' && fact.seq > executed.seq && fact['txHash'] === txHash && fact['how'] !== 'executed',
  )
  if (undone !== undefined) return `${undone.type}: ${String(undone['how'])}`
  const nonce = Number(sent?.['nonce'])
  const noticed = facts.find(
    (fact) =>
      fact.type === 'account.gapFilled' &&
      fact.seq > executed.seq &&
      fact['account'] === sent?.['account'] &&
      Number(fact['fromNonce']) <= nonce &&
      nonce <= Number(fact['toNonce']),
  )
  return noticed === undefined
    ? null
    : `${noticed.type} from nonce ${String(noticed['fromNonce'])} to ${String(noticed['toNonce'])}`
}

const executedFacts = (facts: readonly ToldFact[]): readonly ToldFact[] => facts.filter(({ type }) => type === 'intent.executed')
const hashOf = (fact: ToldFact): string => String(fact['intentHash'])
const repeated = (hashes: readonly string[]): readonly string[] => [
  ...new Set(hashes.filter((hash, index) => hashes.indexOf(hash) !== index)),
]
