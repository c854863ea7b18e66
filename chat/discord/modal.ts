// A command as a form of Discord. It has to be the first answer to an interaction, so it is decided on what is in memory; what
// comes back is believed in nothing but which command and which texts it names.
import { ComponentType, TextInputStyle } from 'discord.js'
import type { ChatDoor, Deed, Form, MessengerUser } from '#chat/messenger.ts'
import { plainlySomething } from './discordText.ts'
import type { InteractionOf } from './incoming.ts'
import {
  choiceMost,
  customIdMost,
  modalDescriptionMost,
  modalFieldsMost,
  modalLabelMost,
  modalTextMost,
  modalTitleMost,
  optionsMost,
} from './limits.ts'

const formId = 'form:'

/** What Discord shows as a form. */
export interface DrawnForm {
  readonly custom_id: string
  readonly title: string
  readonly components: readonly object[]
}

/**
 * The form that a line leads to: a command alone that needs more to be said.
 * @returns undefined where it says enough, where this person may not run it, and where it asks for more than a form holds
 */
export function formFor(door: ChatDoor, user: MessengerUser, line: string): DrawnForm | undefined {
  const typed = line.trim().replaceAll(/\s+/g, ' ').toLowerCase()
  const command = door.commands(user).find(({ name, typed: also }) => [also, name, name.replaceAll('.', ' ')].includes(typed))
  const form = command === undefined ? undefined : door.form(user, command.name)
  return form === undefined ? undefined : drawForm(form)
}

/** @returns undefined where nothing has to be said, or more than fits */
export function drawForm(form: Form): DrawnForm | undefined {
  const needed = form.fields.filter((field) => field.required && field.preset === '')
  const isTooLong = `${formId}${form.command}`.length > customIdMost || form.fields.some(({ name }) => name.length > customIdMost)
  if (needed.length === 0 || needed.length > modalFieldsMost || isTooLong) return undefined
  // what has to be said comes first; what has not may be left out where there is no room
  const fields = [...needed, ...form.fields.filter((field) => !needed.includes(field))].slice(0, modalFieldsMost)
  return {
    custom_id: `${formId}${form.command}`,
    title: plainlySomething(form.title.length > modalTitleMost ? form.command.replaceAll('.', ' ') : form.title, modalTitleMost),
    components: fields.map(drawField),
  }
}

/** What a filled form says; undefined for one that is not ours. */
export function filledForm({ data }: InteractionOf<5>): Deed | undefined {
  if (!data.custom_id.startsWith(formId)) return undefined
  const fields = data.components.flatMap(({ component, components }) => [
    ...(component === undefined ? [] : [component]),
    ...(components ?? []),
  ])
  const texts = fields.map(({ custom_id: name, value, values }) => [name, (value ?? values?.[0] ?? '').trim()] as const)
  return {
    kind: 'filled',
    command: data.custom_id.slice(formId.length),
    args: Object.fromEntries(texts.filter(([, text]) => text !== '')),
  }
}

type Field = Form['fields'][number]

function drawField(field: Field): object {
  const { name, says, required } = field
  const choices = field.kind === 'flag' ? ['true', 'false'] : field.choices
  const fits =
    choices !== null &&
    choices.length > 0 &&
    choices.length <= optionsMost &&
    choices.every((choice) => choice.trim() !== '' && choice.length <= choiceMost)
  return {
    type: ComponentType.Label,
    label: plainlySomething(name, modalLabelMost),
    ...(says.trim() === '' ? {} : { description: plainlySomething(says, modalDescriptionMost) }),
    component: fits
      ? {
          type: ComponentType.StringSelect,
          custom_id: name,
          required,
          options: [...new Set(choices)].map((choice) => ({
            label: plainlySomething(choice, choiceMost),
            value: choice,
            ...(choice === field.preset ? { default: true } : {}),
          })),
        }
      : {
          type: ComponentType.TextInput,
          custom_id: name,
          style: TextInputStyle.Short,
          required,
          max_length: modalTextMost,
          ...(field.preset === '' ? {} : { value: field.preset.slice(0, modalTextMost) }),
        },
  }
}
