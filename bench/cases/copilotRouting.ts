// From a message to its route by rules: every row of the two tables of utterances, one after another.
import { knownFixture } from '#chat/copilot/fixtures.ts'
import hostile from '#chat/copilot/hostileUtterances.json' with { type: 'json' }
import { route } from '#chat/copilot/route.ts'
import utterances from '#chat/copilot/utterances.json' with { type: 'json' }
import type { Open } from '../contender.ts'
import { timeEach } from '../workload/timeEach.ts'

const says = [...utterances, ...hostile].map(({ say }) => say)

export const open: Open = async () => ({
  sample: async () => {
    const { value } = await timeEach(says, (say) => route(say, knownFixture))
    return [{ value: value / 1_000, details: { messages: says.length } }]
  },
  close: async () => undefined,
})
