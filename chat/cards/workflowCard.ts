// A workflow run on GitHub: what runs, how far it is, what failed, what waits for a review; while it is under way, the buttons.
import { isUnderway, type WorkflowLine } from '#chat/commands/workflowView.ts'
import { jobWords } from '#chat/commands/workflowWords.ts'
import { cardOf, type Card, type CardButton, type CardTone } from './card.ts'
import { pressValue } from './press.ts'

export function workflowCard(line: WorkflowLine): Card {
  const { id, repo, workflow, ref, inputs, by, person, attempt, jobs, failed, waiting, detail, url, runId } = line
  return cardOf(`${workflow} of ${repo} at ${ref}`, {
    tone: toneOf(line),
    lines: [
      stateWords(line),
      ...(failed === null ? [] : [`It failed in ${failed.job}${failed.step === '' ? '' : `, at ${failed.step}`}.`]),
      ...(detail === '' ? [] : [detail]),
    ],
    fields: [
      ['Run by', person ?? by],
      ...(jobs === null ? [] : [['Jobs', jobWords(jobs)] as const]),
      ...(inputs.length === 0 ? [] : [['Inputs', inputs.map(({ name, value }) => `${name}=${value}`).join(', ')] as const]),
      ...(attempt > 1 ? [['Attempt', String(attempt)] as const] : []),
      ...(waiting.length === 0 ? [] : [['Waits for a review', waiting.join(', ')] as const]),
    ],
    buttons: buttonsOf(line),
    link: url === '' ? null : { label: 'Open on GitHub', url },
    footer: `run ${id}${runId === null ? '' : `, ${runId} on GitHub`}`,
  })
}

function toneOf({ waiting, conclusion, state, failed }: WorkflowLine): CardTone {
  if (/^(?:refused|unsure)/.test(state) || failed !== null) return 'bad'
  if (conclusion === 'success') return 'good'
  if (conclusion !== '') return conclusion === 'cancelled' ? 'quiet' : 'bad'
  return waiting.length > 0 ? 'waiting' : 'plain'
}

function stateWords(line: WorkflowLine): string {
  if (line.conclusion !== '') return `It is over: ${line.conclusion}.`
  if (!isUnderway(line)) return line.state.startsWith('unsure') ? 'Whether it ran cannot be told.' : 'It was not begun.'
  if (line.waiting.length > 0) return 'It waits for people.'
  return line.runId === null ? 'It is being begun.' : 'It runs.'
}

/** Nothing that is over can be pressed: it is run again by a command, and has a card of its own then. */
function buttonsOf(line: WorkflowLine): readonly CardButton[] {
  if (!isUnderway(line)) return []
  const { id, attempt: revision, waiting } = line
  const review: readonly CardButton[] =
    // which one is meant is said by the command where there are several
    waiting.length === 1
      ? [
          { label: 'Let it go on', value: pressValue({ verb: 'deploy', id, revision }), tone: 'good' },
          {
            label: 'Hold it back',
            value: pressValue({ verb: 'keep', id, revision }),
            tone: 'bad',
            sure: 'Hold the deployment back?',
          },
        ]
      : []
  return [
    ...review,
    { label: 'Cancel', value: pressValue({ verb: 'cancel', id, revision }), tone: 'plain', sure: 'Cancel the run?' },
  ]
}
