// A command's form as a window of Slack, and what somebody wrote into it.
import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Choice, Form } from '#chat/messenger.ts'
import { plainText } from './blocks.ts'
import type { Submission } from './slackPayloads.ts'

export const formCallback = 'quorate_form'
/** The id of a field whose many choices are looked for. */
export const chooseAction = 'choose'
const writeAction = 'write'

/** Slack's own bounds. */
const bounds = {
  title: 24,
  label: 150,
  hint: 150,
  preset: 3_000,
  options: 100,
  optionText: 75,
  optionValue: 150,
  fields: 90,
} as const

/** What a window carries of where it was opened; Slack keeps it and gives it back. */
const memoSchema = z.strictObject({
  command: z.string().max(100),
  /** null: on the App Home */
  channel: z.string().max(40).nullable(),
  url: z.string().max(500).nullable(),
})
export type FormMemo = z.output<typeof memoSchema>

/** undefined for what no window of ours carries. */
export function readMemo(text: string): FormMemo | undefined {
  try {
    return memoSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Where there is no room for a whole title, what one would have typed. */
const asTyped = (command: string): string => command.replaceAll('.', ' ')

/** The window. */
export function formView({ title, command, fields }: Form, where: Omit<FormMemo, 'command'>): types.ModalView {
  const memo: FormMemo = { command, ...where, url: where.url !== null && where.url.length <= 500 ? where.url : null }
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: JSON.stringify(memo),
    notify_on_close: true,
    title: plainText(title.length > bounds.title ? asTyped(command) : title, bounds.title),
    submit: plainText('Do it', bounds.title),
    close: plainText('Not now', bounds.title),
    blocks: fields.slice(0, bounds.fields).map(inputOf),
  }
}

const blockOf = (name: string): string => `field.${name}`
/** The field that a block stands for. */
export const fieldOf = (block: string): string | undefined => /^field\.(.{1,100})$/.exec(block)?.[1]

type Field = Form['fields'][number]

function inputOf(field: Field): types.InputBlock {
  return {
    type: 'input',
    block_id: blockOf(field.name),
    optional: !field.required,
    label: plainText(field.name, bounds.label),
    ...(field.says === '' ? {} : { hint: plainText(field.says, bounds.hint) }),
    element: elementOf(field),
  }
}

function elementOf({ kind, choices, preset }: Field): types.InputBlock['element'] {
  const isShort = (each: string): boolean => each !== '' && each.length <= bounds.optionValue
  if (kind === 'flag') {
    const yes = optionOf({ name: 'yes', value: 'true' })
    return {
      type: 'checkboxes',
      action_id: writeAction,
      options: [yes],
      ...(preset === 'true' ? { initial_options: [yes] } : {}),
    }
  }
  // a choice that Slack cannot carry is typed instead
  if (choices !== null && choices.length > 0 && choices.every(isShort)) {
    const chosen = choices.includes(preset) ? { initial_option: optionOf({ name: preset, value: preset }) } : {}
    return choices.length <= bounds.options
      ? {
          type: 'static_select',
          action_id: writeAction,
          options: choices.map((each) => optionOf({ name: each, value: each })),
          ...chosen,
        }
      : { type: 'external_select', action_id: chooseAction, min_query_length: 0, ...chosen }
  }
  const initial = preset === '' ? {} : { initial_value: preset.slice(0, bounds.preset).toWellFormed() }
  return kind === 'number'
    ? { type: 'number_input', action_id: writeAction, is_decimal_allowed: true, ...initial }
    : { type: 'plain_text_input', action_id: writeAction, ...initial }
}

const optionOf = ({ name, value }: Choice): types.PlainTextOption => ({ text: plainText(name, bounds.optionText), value })

/** At most a hundred, and none that Slack would refuse. */
export const optionsOf = (choices: readonly Choice[]): types.PlainTextOption[] =>
  choices
    .filter(({ value }) => value !== '' && value.length <= bounds.optionValue)
    .slice(0, bounds.options)
    .map(optionOf)

/** What stands in it, as texts; an empty field is none. */
export function readForm({ view }: Submission): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(view.state.values).flatMap(([block, states]) => {
      const name = fieldOf(block)
      const [state] = Object.values(states)
      const text = state?.value ?? state?.selected_option?.value ?? state?.selected_options?.[0]?.value ?? ''
      return name === undefined || text === '' ? [] : [[name, text] as const]
    }),
  )
}

/** The first field, where a window says what is wrong with all of it. */
export const firstBlock = ({ view }: Submission): string | undefined => Object.keys(view.state.values)[0]

/** Is a line this command and nothing else, so that a form has to ask for the rest? */
export const wantsForm = ({ fields }: Form): boolean => fields.some(({ required, preset }) => required && preset === '')
