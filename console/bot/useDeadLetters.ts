// The dead letters of a bot, for whoever may list them; asked again when the bot moves, and whenever the page says so.
import type { components } from '#client/apiTypes.ts'
import { api, asked, type Refusal } from '#console/data/api.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { useMe } from '#console/shell/me.ts'

type Result = components['schemas']['DeadlettersListResult']

export interface DeadLetters {
  /** May the reader list them? */
  readonly isThere: boolean
  /** Undefined until they are there; the newest of them, the newest last. */
  readonly letters: Result['letters'] | undefined
  readonly count: number
  readonly refusal: Refusal | undefined
  readonly again: () => void
}

/** @param moved of the bot: another one asks again */
export function useDeadLetters(bot: string, moved: number | string | undefined): DeadLetters {
  const isThere = useMe()?.commands.includes('deadletters.list') === true
  const { data, refusal, again } = useAnswer(`${bot} ${moved ?? ''} ${isThere}`, async (signal) =>
    isThere && moved !== undefined ? asked(api.POST('/api/v1/commands/deadletters.list', { body: { bot }, signal })) : undefined,
  )
  return { isThere, letters: data?.letters, count: data?.count ?? 0, refusal, again }
}
