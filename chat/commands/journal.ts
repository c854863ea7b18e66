import { z } from 'zod'
import type { Address } from '#runtime/authoring.ts'
import { streamCommand } from './command.ts'
import { turnsFrom } from './journalReading.ts'
import { renderTurnLine, turnLine } from './turnLine.ts'

export const journalCommand = streamCommand({
  name: 'journal',
  summary: 'Print committed turns; --follow stays and prints the new ones',
  help: 'Each line is one turn: the event a bot took, the state it moved to, what it asked, told and stated. Turns are printed only after they are on disk. With --after a sequence number that is no longer held, it starts at the earliest one.',
  permission: 'viewer',
  args: z.strictObject({
    bot: z
      .string()
      .regex(/^[^:]+:.+$/, 'expected an address such as fund:main')
      .max(256)
      .optional()
      .describe('only turns of this bot'),
    after: z.int().min(0).default(0).describe('begin after this sequence number'),
    follow: z.boolean().default(false).describe('stay and print new turns as they are committed'),
    facts: z.boolean().default(false).describe('only turns that state a fact'),
  }),
  positionals: [],
  examples: [
    { type: 'journal --bot fund:main', does: 'prints the turns of one bot' },
    { type: 'journal --facts --after 100', does: 'prints what was stated after turn 100' },
  ],
  async *run({ bot, after, follow, facts }, { host, signal }) {
    // the pattern above is the address's
    const actor = bot as Address | undefined
    const about = actor === undefined ? {} : { actor }
    for await (const turn of turnsFrom(host, { after, follow, signal, ...about })) {
      if (signal.aborted) return
      if (!facts || turn.facts.length > 0) yield turnLine(turn)
    }
  },
  render: (turn, style) => renderTurnLine(turn, style, { withActor: true }),
})
