// What monitors and incidents state, as sentences.
import type { Fact } from '#protocol/facts.ts'
import { ruleTable } from '#protocol/monitorRules.ts'
import { shortHash } from './figures.ts'
import type { Tone } from './style.ts'

type Told = Extract<Fact, { readonly type: `incident.${string}` | 'monitor.blind' }>

/** How much to notice it, and the sentence. */
export function incidentWords(fact: Told): readonly [Tone, string] {
  const whose = fact.fundId === '' ? 'the swarm' : fact.fundId
  switch (fact.type) {
    case 'monitor.blind':
      return ['bad', `the monitor of ${whose} sees nothing: ${fact.code} ${fact.detail}`]
    case 'incident.raised': {
      const { measures, unit } = ruleTable[fact.rule]
      const subject = fact.subject.startsWith('0x') ? shortHash(fact.subject) : fact.subject
      const pause = fact.pauses ? '; its rule pauses the fund' : ''
      return [
        'bad',
        `${fact.severity} incident ${fact.incidentId} of ${whose}: ${measures}, ${fact.value} ${unit} (${subject})${pause}`,
      ]
    }
    case 'incident.acknowledged':
      return ['plain', `${fact.by} takes on incident ${fact.incidentId}${said(fact.note)}`]
    case 'incident.escalated':
      return ['bad', `nobody took on incident ${fact.incidentId}: it is ${fact.severity} now, told again (${fact.times})`]
    case 'incident.resolved':
      return [
        'good',
        fact.how === 'person'
          ? `${fact.by} resolves incident ${fact.incidentId}${said(fact.note)}`
          : `incident ${fact.incidentId} resolved itself: its rule ${fact.rule} is healthy again`,
      ]
    case 'incident.paused':
      return fact.how === 'found'
        ? ['plain', `incident ${fact.incidentId} finds ${whose} paused already`]
        : ['bad', `incident ${fact.incidentId} paused ${whose}`]
    case 'incident.pauseFailed':
      return ['bad', `incident ${fact.incidentId} could not pause ${whose}: ${fact.code} ${fact.detail}`]
  }
}

const said = (note: string): string => (note === '' ? '' : `: ${note}`)
