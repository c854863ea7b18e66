// An incident: what is wrong, since when, who took it on; while it is open, the buttons that do.
import { createHash } from 'node:crypto'
import { readableSpan } from '#chat/commands/figures.ts'
import { incidentsOf, type Incident } from '#chat/commands/incidentView.ts'
import type { Host } from '#runtime/host.ts'
import { untilWords } from './approvalCard.ts'
import { cardOf, type Card, type CardButton, type CardTone } from './card.ts'
import { pressValue } from './press.ts'

const pressIdMax = 32

/** How a button names it: by its id where that fits, else by the beginning of the id's hash. */
export function incidentPressId(id: string): string {
  return id.length <= pressIdMax ? id : createHash('sha256').update(id).digest('hex').slice(0, pressIdMax)
}

/** The incident that a button names. */
export const incidentOfPress = (host: Pick<Host, 'list'>, pressId: string): Incident | undefined =>
  incidentsOf(host, () => true).find(({ id }) => incidentPressId(id) === pressId)

/** Which state of it is looked at: one that was told again is the same one still, one that somebody took on is not. */
export const incidentRevision = ({ state }: Pick<Incident, 'state'>): number => ({ open: 1, acknowledged: 2, resolved: 3 })[state]

/** @param who how a principal is called */
export function incidentCard(incident: Incident, who: (principal: string) => string): Card {
  const { id, fundId, severity, measures, value, unit, threshold, breachedWhen, subject, detail, raisedAt, lastAt } = incident
  const { breaches, escalations } = incident
  return cardOf(`${severity} incident: ${measures}`, {
    tone: toneOf(incident),
    lines: [stateWords(incident, who), ...(detail === '' ? [] : [detail]), ...pauseWords(incident)],
    fields: [
      ['Of', fundId === '' ? 'the swarm' : fundId],
      ['Value', `${value} ${unit}, breached ${breachedWhen} ${threshold}`],
      ['Subject', subject],
      ['Since', untilWords(raisedAt)],
      ['Found', breaches === 1 ? 'once' : `${breaches} times in ${readableSpan(Date.parse(lastAt) - Date.parse(raisedAt))}`],
      ...(escalations === 0 ? [] : [['Told again', `${escalations} times`] as const]),
    ],
    buttons: buttonsOf(incident),
    footer: `incident ${id}`,
  })
}

function toneOf({ state, severity }: Incident): CardTone {
  if (state === 'resolved') return 'good'
  return state === 'acknowledged' || severity === 'notice' ? 'waiting' : 'bad'
}

function stateWords({ state, acknowledged, resolution }: Incident, who: (principal: string) => string): string {
  const note = (words: string | undefined): string => (words === undefined || words === '' ? '' : `: “${words}”`)
  switch (state) {
    case 'open':
      return 'Nobody has taken it on.'
    case 'acknowledged':
      return `${acknowledged === null ? 'Somebody' : who(acknowledged.by)} has taken it on${note(acknowledged?.note)}`
    case 'resolved':
      return resolution?.how === 'person'
        ? `${who(resolution.by)} resolved it${note(resolution.note)}`
        : 'It resolved itself: its rule is healthy again.'
  }
}

function pauseWords({ pause, fundId }: Incident): readonly string[] {
  if (pause === null) return []
  const words = {
    'under way': `It pauses ${fundId}.`,
    paused: pause.how === 'found' ? `${fundId} was paused already.` : `It paused ${fundId}.`,
    refused: `${fundId} could not be paused: people have to act.`,
    'given up': `${fundId} was not paused.`,
  }
  return [words[pause.state]]
}

function buttonsOf(incident: Incident): readonly CardButton[] {
  const press = { id: incidentPressId(incident.id), revision: incidentRevision(incident) }
  const resolve: CardButton = { label: 'Resolve', value: pressValue({ verb: 'resolve', ...press }), tone: 'plain' }
  switch (incident.state) {
    case 'open':
      return [{ label: 'Take it on', value: pressValue({ verb: 'acknowledge', ...press }), tone: 'good' }, resolve]
    case 'acknowledged':
      return [resolve]
    case 'resolved':
      return []
  }
}
