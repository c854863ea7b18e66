// What the gateway tells of one bot, now and in the past, under short names.
import type { components } from '#client/apiTypes.ts'

/** A bot at this moment. */
export type BotNow = components['schemas']['Bot']
/** The statechart of its role. */
export type Chart = components['schemas']['Chart']
/** One of its turns. */
export type TurnRow = components['schemas']['TurnRow']
/** Why a turn happened. */
export type Cause = TurnRow['cause']
/** A page of its turns, oldest first. */
export type TurnPage = components['schemas']['BotTurns']
/** The bot as it stood after a turn. */
export type Moment = components['schemas']['Moment']
/** What a turn changed: without `before` it is new, without `after` gone. */
export type Difference = NonNullable<Moment['differences']>[number]
