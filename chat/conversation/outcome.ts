// A reply as a messenger tells it: a title, words or a table, and what may be pressed. Pure.
import type { ErrandOutcome } from '#protocol/errand.ts'
import type { QuorateError } from '#protocol/errors.ts'
import { pressValue } from '#chat/cards/press.ts'
import { typedAs, type Reply } from './reply.ts'

/** Both messengers take this much in one message, with room for its frame. */
const textCharsMax = 3_500

/** @param unknown of a stranger: why they are one, which is the answer to whatever they may not; null for who is known */
export function outcomeOf(reply: Reply, principal: string, unknown: QuorateError | null): ErrandOutcome {
  const about = { principal: unknown === null ? principal : '', command: reply.command ?? '' }
  const base = { ...about, text: '', lines: [], buttons: buttonsOf(reply) }
  const asTyped = (reply.command ?? '').replaceAll('.', ' ')
  switch (reply.kind) {
    case 'done':
      return { ...base, code: 'OK', tone: 'good', title: asTyped, text: cut(reply), ...pictureOf(reply) }
    case 'said':
      return { ...base, code: 'OK', tone: 'plain', title: 'Quorate', text: cut(reply) }
    case 'asks':
      return { ...base, code: 'OK', tone: 'waiting', title: asTyped, lines: reply.text.split('\n') }
    case 'sure':
      return { ...base, code: 'OK', tone: 'waiting', title: asTyped, lines: reply.text.split('\n') }
    case 'refused': {
      const isUnknown = ['NOT_PERMITTED', 'UNKNOWN_COMMAND', 'UNKNOWN_FUND'].includes(reply.error?.code ?? '')
      const told =
        isUnknown && unknown !== null
          ? unknown.toJSON().error
          : (reply.error ?? { code: 'INTERNAL', message: reply.text, hint: '' })
      return {
        ...base,
        code: told.code,
        tone: 'bad',
        title: 'Not done',
        lines: [told.message, typedAs(told.hint, '/quorate '), reply.note].filter((line) => line !== ''),
      }
    }
  }
}

/** What a bot keeps of it stays small: a state that is longer than this is told in words only. */
const stateCharsMax = 2_000
const pictureOf = ({ picture }: Reply): Pick<ErrandOutcome, 'picture'> =>
  picture === null || JSON.stringify(picture.value ?? null).length > stateCharsMax ? {} : { picture }

function buttonsOf({ kind, choices, conversation: { id, revision } }: Reply): ErrandOutcome['buttons'] {
  if (kind === 'sure')
    return [
      { label: 'Yes', value: pressValue({ verb: 'yes', id, revision }), tone: 'good' },
      { label: 'No', value: pressValue({ verb: 'no', id, revision }), tone: 'plain' },
    ]
  if (kind !== 'asks') return []
  return choices.map(({ label }, at) => ({
    label: label.slice(0, 75),
    value: pressValue({ verb: 'pick', id: `${id}.${at}`, revision }),
    tone: 'plain',
  }))
}

/** What a note says is said, however long the rest is. */
const cut = ({ text, note }: Pick<Reply, 'text' | 'note'>): string => {
  if (text.length <= textCharsMax) return text
  const more = `${text.slice(0, textCharsMax - note.length)}\n… and more: ask for less, or look in a terminal`
  return note === '' ? more : `${more}\n\n${note}`
}
