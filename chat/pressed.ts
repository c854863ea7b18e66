// What came in, as something that is heard: a line, a known command, or the answer to a question. A button is believed in
// nothing but its verb, which thing it names and which state of it was looked at.
import { z } from 'zod'
import type { Host } from '#runtime/host.ts'
import { conversationStepSchema } from '#protocol/conversation.ts'
import type { ErrandInput } from '#protocol/errand.ts'
import { QuorateError } from '#protocol/errors.ts'
import { wireError } from './commands/wireError.ts'
import { incidentOfPress, incidentRevision } from './cards/incidentCard.ts'
import { readPress, type Press } from './cards/press.ts'
import { conversationIdOf, type Heard } from './conversation/talk.ts'
import type { Reply } from './conversation/reply.ts'
import type { TypedArgs, TypedValue } from './conversation/typedLine.ts'

type Said = Pick<Heard, 'line' | 'direct' | 'revision'>

/** @param where who talks where: a question is answered by whom it was put to. @returns the refusal where it is for nobody */
export function heardOf(
  deed: ErrandInput['deed'],
  where: string,
  host: Pick<Host, 'view' | 'list'>,
): Said | { readonly error: Reply } {
  switch (deed.kind) {
    case 'said':
      return { line: deed.line }
    case 'filled':
      return { line: '', direct: { command: deed.command, args: filledArgs(deed.args), isSure: false } }
    case 'pressed': {
      const press = readPress(deed.value)
      if (press === undefined) return refusal(new QuorateError('PRESS_REFUSED'))
      return pressed(press, conversationIdOf(where), host)
    }
  }
}

function pressed(
  { verb, id, revision }: Press,
  own: string,
  host: Pick<Host, 'view' | 'list'>,
): Said | { readonly error: Reply } {
  const direct = (command: string, args: TypedArgs): Said => ({ line: '', direct: { command, args, isSure: true } })
  switch (verb) {
    case 'approve':
    case 'reject':
      return direct(`approval.${verb}`, { id, revision })
    case 'acknowledge':
    case 'resolve': {
      // a button names it, or its hash where it is too long
      const incident = incidentOfPress(host, id)
      if (incident === undefined) return refusal(new QuorateError('UNKNOWN_INCIDENT', { incident: id }))
      if (incidentRevision(incident) !== revision) return refusal(new QuorateError('PRESS_STALE', { state: incident.state }))
      return direct(`incident.${verb}`, { id: incident.id })
    }
    case 'cancel':
    case 'rerun':
      return direct(`workflow.${verb}`, { id })
    case 'deploy':
    case 'keep':
      return direct('workflow.review', { id, verdict: verb === 'deploy' ? 'approve' : 'reject' })
    case 'yes':
    case 'no':
      return id === own ? { line: verb, revision } : refusal(new QuorateError('NOT_YOURS'))
    case 'pick': {
      const [conversation = '', at = ''] = id.split('.')
      if (conversation !== own) return refusal(new QuorateError('NOT_YOURS'))
      const pending = pendingSchema.safeParse(host.view(`conversation:${own}`)?.context).data
      const chosen =
        pending?.revision === revision && pending.pending?.kind === 'ask' ? pending.pending.offered[Number(at)] : undefined
      return chosen === undefined ? refusal(new QuorateError('QUESTION_OVER')) : { line: chosen.value, revision }
    }
  }
}

// as machines/conversation.ts keeps it
const pendingSchema = z.object({ revision: z.int(), pending: conversationStepSchema.nullable() })

/** What was left empty was not given; the schema makes of the rest what it wants. */
function filledArgs(args: Readonly<Record<string, string>>): TypedArgs {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, text]): readonly (readonly [string, TypedValue])[] =>
      text.trim() === '' ? [] : [[name, text.trim()]],
    ),
  )
}

function refusal(error: QuorateError): { readonly error: Reply } {
  const { error: told } = wireError(error)
  const text = `${told.message}\n${told.hint}`
  const conversation = { id: '', revision: 0 }
  return {
    error: {
      kind: 'refused',
      command: null,
      text,
      note: '',
      result: null,
      picture: null,
      error: told,
      choices: [],
      conversation,
    },
  }
}
