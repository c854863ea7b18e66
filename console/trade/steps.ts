// The story of a trade as steps, in the order in which they come; each knows the turn that did it.
import type { Story } from '#console/data/shapes.ts'

type Intent = NonNullable<Story['intent']>
/** The turn that did something. */
export interface TurnRef {
  readonly seq: number
  readonly actor: string
  readonly at: string
}
/** What became of a step: done, under way, gone wrong, or not come to yet. */
export type StepState = 'done' | 'now' | 'bad' | 'ahead'
/** The kinds of steps, in their order. */
export const stepKinds = ['claims', 'snapshot', 'approval', 'proposed', 'signatures', 'dryRuns', 'transaction', 'result'] as const
export type StepKind = (typeof stepKinds)[number]
export interface Step {
  readonly kind: StepKind
  readonly title: string
  readonly state: StepState
  /** The turn that it ended with, or the newest so far. */
  readonly turn: TurnRef | undefined
}

/** Finds the bot and the time of a sequence number that the story names. */
export function turnsOf({ timeline }: Pick<Story, 'timeline'>): (seq: number | null | undefined) => TurnRef | undefined {
  const turns = new Map(timeline.map(({ seq, actor, at }) => [seq, { seq, actor, at }]))
  return (seq) => (typeof seq === 'number' ? turns.get(seq) : undefined)
}

/** The newest turn that told something of this name. */
function newest({ timeline }: Story, ...types: readonly string[]): TurnRef | undefined {
  const line = timeline.findLast(({ type }) => types.includes(type))
  return line && { seq: line.seq, actor: line.actor, at: line.at }
}

/** Is nothing more to come of it? */
export const isOver = ({ outcome }: Intent): boolean => outcome !== 'open' && outcome !== 'approved'

/** Every step of a trade; approval only where people were asked. */
export function stepsOf(story: Story, intent: Intent): readonly Step[] {
  const find = turnsOf(story)
  const { claims, snapshot, approval, proposed, approved, execution, ending, dryRuns, signatures } = intent
  const over = isOver(intent)
  /** What has not come in a trade that is over does not come any more. */
  const ahead: StepState = 'ahead'
  const now = (isNext: boolean): StepState => (!over && isNext ? 'now' : ahead)
  const executes = sentBy(story)
  const isQuorate =
    approved !== null || (signatures.thresholdWeight !== null && signatures.attestedWeight >= signatures.thresholdWeight)
  const isLet = approval === null || approval.state === 'used' || approval.state === 'granted'
  const dryRun = dryRuns.at(-1)
  const steps: readonly (Step | null)[] = [
    {
      kind: 'claims',
      title: 'Claimed',
      state: claims.length > 0 ? 'done' : ahead,
      turn: newest(story, 'claim.finalized') ?? newest(story, 'claim.submitted'),
    },
    {
      kind: 'snapshot',
      title: 'Snapshot',
      state: snapshot === null ? ahead : 'done',
      turn: newest(story, 'snapshot.published') ?? newest(story, 'snapshot.materialized'),
    },
    approval && {
      kind: 'approval',
      title: 'Approval by people',
      state: isLet ? 'done' : approval.state === 'pending' ? now(true) : 'bad',
      turn: newest(story, 'approval.ended', 'approval.granted', 'approval.decided') ?? find(approval.seq),
    },
    {
      kind: 'proposed',
      title: 'Proposed on chain',
      state: proposed === null ? now(isLet) : 'done',
      turn: find(proposed?.seq),
    },
    {
      kind: 'signatures',
      title: 'Signed by verifiers',
      state: isQuorate ? 'done' : signatures.opinions.length > 0 && over && execution === null ? 'bad' : now(proposed !== null),
      turn: find(approved?.seq) ?? find(signatures.opinions.at(-1)?.seq),
    },
    {
      kind: 'dryRuns',
      title: 'Dry run',
      state:
        dryRun === undefined
          ? now(approved !== null)
          : dryRun.code === 'OK'
            ? 'done'
            : over && execution === null
              ? 'bad'
              : now(true),
      turn: find(dryRun?.seq),
    },
    {
      kind: 'transaction',
      title: 'Transaction',
      state:
        execution !== null || (executes !== undefined && executes.block !== null)
          ? 'done'
          : now(executes !== undefined || dryRun?.code === 'OK'),
      turn: find(executes?.seq),
    },
    {
      kind: 'result',
      title: execution !== null ? 'Executed' : (ending?.outcome ?? 'Result'),
      state: execution !== null ? 'done' : ending === null ? ahead : 'bad',
      turn: find(execution?.seq ?? ending?.seq),
    },
  ]
  return steps.filter((step) => step !== null)
}

/** The transaction that executes it; undefined before it is sent. */
export function sentBy({ transactions, intent }: Story): Story['transactions'][number] | undefined {
  const hash = intent?.execution?.txHash
  return transactions.find(({ txHash }) => txHash === hash) ?? transactions.findLast(({ label }) => label.startsWith('execute'))
}
