// The head of the audit log: kept where the log cannot reach, so that a log whose end was cut off is seen against it.
import { z } from 'zod'
import type { Host } from '#runtime/host.ts'
import { cardOf, type Card } from './card.ts'

// machines/audit.ts states it
const contextSchema = z.object({ count: z.int(), head: z.string() })

/** @returns undefined where there is no log */
export function auditCard(host: Pick<Host, 'view'>): Card | undefined {
  const view = host.view('audit:log')
  const read = contextSchema.safeParse(view?.context)
  if (view === undefined || !read.success) return undefined
  const { count, head } = read.data
  return cardOf('Head of the audit log', {
    tone: 'quiet',
    fields: [
      ['Entries', String(count)],
      ['Head', head],
    ],
    footer: `at turn ${view.seq}; compare it: audit verify`,
  })
}
