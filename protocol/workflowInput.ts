// What a workflow wants to be told when it is run by hand, and whether it was. Pure: whoever asks people for it asks by this.
import type { QuorateError } from './errors.ts'

/** One of its inputs. */
export interface WorkflowInput {
  readonly name: string
  /** what its file says of it */
  readonly says: string
  readonly kind: 'text' | 'number' | 'flag'
  readonly required: boolean
  /** null: anything of its kind */
  readonly choices: readonly string[] | null
  /** what it is when nothing is said; empty: none */
  readonly preset: string
}

/** GitHub takes no more inputs than these. */
export const inputsMax = 25
/** All of them together: they are a part of a bot's state, which stays small. */
export const inputsCharsMax = 6_000

/** What is wrong with one of them: the details of INPUT_INVALID, but for the workflow. */
export interface WrongInput {
  readonly name: string
  readonly problem: string
  readonly expected: string
}

/** Inputs as they are sent, those that are missing, and those that are wrong. */
export interface InputsRead {
  readonly values: Readonly<Record<string, string>>
  readonly missing: readonly WorkflowInput[]
  readonly wrong: readonly WrongInput[]
}

/** Holds what was said against what the workflow wants. */
export function readInputs(inputs: readonly WorkflowInput[], given: Readonly<Record<string, string>>): InputsRead {
  const names = inputs.map(({ name }) => name)
  const unknown = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      name: name.slice(0, 64),
      problem: 'there is no such input',
      expected: names.length === 0 ? 'it takes none' : `it takes ${names.join(', ')}`,
    }))
  const isSaid = ({ name }: WorkflowInput): boolean => Object.hasOwn(given, name) && given[name] !== ''
  const said = inputs.filter(isSaid).map((input) => ({ input, value: valueOf(input, given[input.name] ?? '') }))
  const wrong = said.flatMap(({ input, value }) => (value === undefined ? [wrongly(input, given[input.name] ?? '')] : []))
  const values = Object.fromEntries(said.map(({ input, value = '' }) => [input.name, value]))
  const tooMuch = JSON.stringify(values).length > inputsCharsMax
  return {
    values,
    missing: inputs.filter((input) => input.required && input.preset === '' && !isSaid(input)),
    wrong: [
      ...unknown,
      ...wrong,
      ...(tooMuch ? [{ name: 'all', problem: 'they are too long', expected: `${inputsCharsMax} characters together` }] : []),
    ],
  }
}

const yes = new Set(['true', 'yes', 'on', '1'])
const no = new Set(['false', 'no', 'off', '0'])

/** As GitHub wants it; undefined for what is none of these. */
function valueOf({ kind, choices }: WorkflowInput, given: string): string | undefined {
  if (choices !== null) return choices.includes(given) ? given : undefined
  if (kind === 'flag') return yes.has(given.toLowerCase()) ? 'true' : no.has(given.toLowerCase()) ? 'false' : undefined
  if (kind === 'number') return /^-?\d{1,15}(\.\d{1,15})?$/.test(given) ? given : undefined
  return given
}

function wrongly({ name, kind, choices }: WorkflowInput, given: string): WrongInput {
  const problem = `${given.slice(0, 64)} is none of what it can be`
  if (choices !== null) return { name, problem, expected: `one of ${choices.join(', ')}` }
  return { name, problem, expected: kind === 'flag' ? 'true or false' : 'a number' }
}

/** What a person is asked for: the details of INPUTS_MISSING. */
export interface InputsMissing {
  readonly command: string
  readonly names: string
  readonly missing: readonly {
    readonly name: string
    readonly says: string
    readonly kind: WorkflowInput['kind']
    readonly choices: readonly string[] | null
    readonly preset: string
  }[]
}

/** Details of INPUTS_MISSING, from which a conversation asks for them one by one. */
export const inputsMissing = (
  command: string,
  missing: readonly Omit<WorkflowInput, 'required'>[],
): InputsMissing & QuorateError['details'] => ({
  command,
  names: missing.map(({ name }) => name).join(', '),
  missing: missing.map(({ name, says, kind, choices, preset }) => ({ name, says, kind, choices, preset })),
})
