// The story of a trade as text: the parties first, then the timeline with the turns that did it.
import type { ExplainResult, IntentStory, OpinionLine, QuorumLine } from './explainResult.ts'
import { shortHash } from './figures.ts'
import { printable, toned, type Style } from './style.ts'

export function renderExplain(result: ExplainResult, style: Style): string {
  const sections = [
    style.bold(`${result.kind} ${result.asked}`),
    ...(result.intent === null ? [] : intentSections(result.intent, style)),
    section(
      'transactions',
      result.transactions.map(
        (sent) =>
          `${sent.txHash}\n    ${printable(sent.label)}, ${sent.block === null ? 'not in a block yet' : `block ${sent.block}`}`,
      ),
      style,
    ),
    section(
      'timeline (turn, time, bot)',
      result.timeline.map(
        (line) =>
          `${style.dim(`${String(line.seq).padStart(6)} ${line.at.slice(11, 19)}`)} ${printable(line.actor)}\n         ${toned(line.text, line.tone, style)}`,
      ),
      style,
    ),
  ]
  return sections.join('\n\n')
}

function intentSections(story: IntentStory, style: Style): readonly string[] {
  const outcome =
    story.outcome === 'executed'
      ? style.good(story.outcome)
      : story.outcome === 'open' || story.outcome === 'approved'
        ? style.warn(story.outcome)
        : style.bad(story.outcome)
  return [
    `${story.action ?? 'a trade'} of fund ${story.fundId}, round ${story.round ?? '?'}: ${outcome}\n${printable(story.reason ?? 'its proposal is not in the retained journal')}${story.askedBy === null ? '' : `\nasked for by ${printable(story.askedBy)}`}`,
    section(
      'claimed',
      story.claims.flatMap((claim) => [
        `${claim.crawlerName}: ${printable(claim.sourceType)} ${shortHash(claim.claimHash)}, ${claim.outcome} (turn ${claim.seq})`,
        ...quorumText(claim, style),
      ]),
      style,
    ),
    section(
      'snapshot',
      story.snapshot === null
        ? []
        : [
            `${shortHash(story.snapshot.root)}${story.snapshot.block === null ? '' : `, published in block ${story.snapshot.block}`}`,
            ...quorumText(story.snapshot, style),
          ],
      style,
    ),
    section('signed', quorumText(story.signatures, style), style),
    section(
      'dry-run',
      story.dryRuns.map(
        (run) => `${run.by}: ${run.code}${refusal(run)}${run.block === null ? '' : ` at block ${run.block}`} (turn ${run.seq})`,
      ),
      style,
    ),
    section(
      'executed',
      story.execution === null
        ? []
        : [
            `${story.execution.txHash}\n    block ${story.execution.block}, ${story.execution.paid} for ${story.execution.got} (turn ${story.execution.seq})`,
          ],
      style,
    ),
  ]
}

/** What a code other than OK means. */
const refusal = ({ code, detail }: IntentStory['dryRuns'][number]): string =>
  code === 'OK' || detail === null ? '' : `, ${printable(detail)}`

function quorumText(quorum: QuorumLine, style: Style): readonly string[] {
  const of =
    quorum.thresholdWeight === null ? 'no verdict yet' : `weight ${quorum.attestedWeight} of ${quorum.thresholdWeight} needed`
  return [...quorum.opinions.map((opinion) => `  ${opinionText(opinion, style)}`), `  ${style.dim(of)}`]
}

function opinionText(opinion: OpinionLine, style: Style): string {
  const weight = opinion.weight === null ? '' : `, weight ${opinion.weight}`
  const verdict =
    opinion.verdict === 'PASS'
      ? style.good('PASS')
      : `${style.bad(opinion.verdict)} ${opinion.reason} ${printable(opinion.detail)}`
  return `${opinion.name}: ${verdict}${weight} (turn ${opinion.seq})`
}

function section(title: string, lines: readonly string[], style: Style): string {
  return `${style.bold(title)}\n${lines.length === 0 ? style.dim('  nothing') : lines.map((line) => `  ${line}`).join('\n')}`
}
