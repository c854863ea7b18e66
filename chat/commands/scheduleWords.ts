// What schedules ran and missed, as sentences.
import type { Fact } from '#protocol/facts.ts'
import type { Tone } from './style.ts'

type Scheduled = Extract<Fact, { readonly type: `schedule.${string}` }>

/** How much to notice it, and the sentence. */
export function scheduleWords(fact: Scheduled): readonly [Tone, string] {
  switch (fact.type) {
    case 'schedule.made':
      return ['plain', `${fact.by} makes the schedule ${fact.schedule}: ${fact.what} of ${fact.fundId} at ${fact.cron} UTC`]
    case 'schedule.ran':
      return ['quiet', `schedule ${fact.schedule}: ${fact.what} of ${fact.fundId} for ${fact.due}`]
    case 'schedule.missed':
      return [
        'bad',
        `schedule ${fact.schedule} missed ${fact.more ? 'more than ' : ''}${fact.count} of its times; its policy is ${fact.policy}`,
      ]
    case 'schedule.ended':
      return ['plain', `schedule ${fact.schedule} is over${fact.by === '' ? '' : `, by ${fact.by}`}`]
  }
}
