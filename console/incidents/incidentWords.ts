// An incident in words.
import type { Incident } from '#console/data/shapes.ts'
import { shortened } from '#console/parts/shortened.ts'

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** `Distance of the pool’s spot price …: 473 bps (0x700b…AD35)`. */
export const incidentTitle = ({ measures, value, unit, subject }: Incident): string =>
  `${capital(measures)}: ${value} ${unit}${subject === '' ? '' : ` (${shortened(subject)})`}`

/** `breached at or above 1 bps`. */
export const ruleTitle = ({ rule, breachedWhen, threshold, unit }: Incident): string =>
  `${rule}: breached ${breachedWhen} ${threshold} ${unit}`

/** The class of a severity’s badge. */
export const severityKind: Readonly<Record<Incident['severity'], string>> = { notice: 'active', warning: 'warn', critical: 'bad' }

/** What its rule says now. */
export const conditionWords: Readonly<Record<Incident['condition'], string>> = {
  breached: 'the rule is breached',
  recovering: 'the rule is healthy again, and has to stay so for a while',
  over: 'the rule is watched by another incident from now on',
}
