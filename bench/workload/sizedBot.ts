// A counter with a state as large as a fund's bots have at a turn: in the recorded demo (test/fixtures/history) the middle
// turn of 871 leaves a snapshot of 1,390 bytes. Nineteen hashes and a count come to the same.
import type { BotDefinition } from '#runtime/host.ts'
import { countingBot, countingMachine } from './counterBot.ts'

const hashes = 19
/** 32 bytes as they stand in a bot's state. */
const hashAt = (place: number): string => `0x${(place + 1).toString(16).padStart(64, '0')}`

/** Counts ticks, and keeps hashes. */
export const sizedMachine = countingMachine(
  'sized',
  Array.from({ length: hashes }, (_, place) => hashAt(place)),
)

/** The machine as the runtime runs it. */
export const sizedBot: BotDefinition = countingBot('sized', sizedMachine)
