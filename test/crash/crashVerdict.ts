// What must hold after every kill, as a function of what was seen from outside: the client's own list of commands, the
// journal's files and the chain's events. It knows nothing of how they were made, so a test can plant each violation.

/** A command that the client sent, and what it was told. */
export interface LedgerEntry {
  readonly id: string
  /** Base units that were deposited; different for each command, so that the chain's event names the command. */
  readonly amount: string
  /** `done` and `refused` are answers; `unanswered` means that the daemon died first and was not asked again yet. */
  readonly answer: 'done' | 'refused' | 'unanswered'
}

/** Everything one look from outside finds. */
export interface Evidence {
  readonly ledger: readonly LedgerEntry[]
  /** Turns per ask id, in the journal. */
  readonly askTurns: ReadonlyMap<string, number>
  /** intentHash of every `intent.executed` fact. */
  readonly toldExecutions: readonly string[]
  /** intentHash of every IntentExecuted event. */
  readonly chainExecutions: readonly string[]
  /** amount of every `fund.deposited` fact. */
  readonly toldDeposits: readonly string[]
  /** amount of every deposit event since the ledger began. */
  readonly chainDeposits: readonly string[]
  /** Executions and deposits in blocks that the chain itself lost when it was killed before it wrote them down. */
  readonly takenBack: ReadonlySet<string>
  /** The intent that was open at the kill, and whether it reached its end in time. */
  readonly job: { readonly intentHash: string | null; readonly ended: boolean }
  /** What reading the journal whole says; null when every batch matches its seal. */
  readonly journalProblem: string | null
  /** Bots that are out of service although nothing was wrong with them. */
  readonly quarantined: readonly string[]
}

/** One broken promise. */
export interface Violation {
  readonly rule:
    | 'command lost'
    | 'command twice'
    | 'executed twice'
    | 'told twice'
    | 'told, not executed'
    | 'executed, not told'
    | 'deposited twice'
    | 'deposit lost'
    | 'deposit not asked for'
    | 'deposit refused, yet done'
    | 'stuck job'
    | 'journal damaged'
    | 'bot quarantined'
  readonly what: string
}

/** Every promise that the evidence breaks; none when all hold. */
export function violationsIn(evidence: Evidence): readonly Violation[] {
  return [
    ...commandViolations(evidence),
    ...executionViolations(evidence),
    ...depositViolations(evidence),
    ...restViolations(evidence),
  ]
}

/** May it be that something is merely on its way between chain and journal? Then another look decides. */
export function mayPass({ rule }: Violation): boolean {
  return ['command lost', 'told, not executed', 'executed, not told', 'deposit lost'].includes(rule)
}

/** Of the last look's violations, those that do not pass by themselves and those that the first look saw too. */
export function lasting(first: readonly Violation[], last: readonly Violation[]): readonly Violation[] {
  return last.filter(
    (violation) => !mayPass(violation) || first.some(({ rule, what }) => rule === violation.rule && what === violation.what),
  )
}

function commandViolations({ ledger, askTurns }: Evidence): readonly Violation[] {
  return ledger.flatMap(({ id, answer }): readonly Violation[] => {
    const turns = askTurns.get(id) ?? 0
    if (turns > 1) return [{ rule: 'command twice', what: `${id} has ${turns} turns` }]
    return answer !== 'unanswered' && turns === 0
      ? [{ rule: 'command lost', what: `${id} was answered, the journal has no turn of it` }]
      : []
  })
}

function executionViolations({ toldExecutions, chainExecutions, takenBack }: Evidence): readonly Violation[] {
  const unreal = toldExecutions.filter((hash) => !chainExecutions.includes(hash) && !takenBack.has(hash))
  return [
    ...repeated(chainExecutions).map((what): Violation => ({ rule: 'executed twice', what })),
    ...repeated(toldExecutions).map((what): Violation => ({ rule: 'told twice', what })),
    ...unreal.map((what): Violation => ({ rule: 'told, not executed', what })),
    ...chainExecutions
      .filter((hash) => !toldExecutions.includes(hash))
      .map((what): Violation => ({ rule: 'executed, not told', what })),
  ]
}

function depositViolations({ ledger, toldDeposits, chainDeposits, takenBack }: Evidence): readonly Violation[] {
  const done = ledger.filter(({ answer }) => answer === 'done').map(({ amount }) => amount)
  const asked = new Set(ledger.map(({ amount }) => amount))
  const lost = done.filter(
    (amount) => (!chainDeposits.includes(amount) && !takenBack.has(amount)) || !toldDeposits.includes(amount),
  )
  return [
    ...repeated(chainDeposits).map((what): Violation => ({ rule: 'deposited twice', what })),
    ...lost.map((what): Violation => ({ rule: 'deposit lost', what })),
    ...ledger
      .filter(({ answer, amount }) => answer === 'refused' && chainDeposits.includes(amount))
      .map(({ amount }): Violation => ({ rule: 'deposit refused, yet done', what: amount })),
    ...chainDeposits.filter((amount) => !asked.has(amount)).map((what): Violation => ({ rule: 'deposit not asked for', what })),
  ]
}

function restViolations({ job, journalProblem, quarantined }: Evidence): readonly Violation[] {
  return [
    ...(job.intentHash !== null && !job.ended ? [{ rule: 'stuck job', what: job.intentHash } as const] : []),
    ...(journalProblem === null ? [] : [{ rule: 'journal damaged', what: journalProblem } as const]),
    ...quarantined.map((what): Violation => ({ rule: 'bot quarantined', what })),
  ]
}

/** Each value that is there more than once, once. */
function repeated(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))]
}
