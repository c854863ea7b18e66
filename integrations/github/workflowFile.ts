// What a workflow wants to be told, from its own file: on.workflow_dispatch.inputs.
import { parse } from 'yaml'
import { z } from 'zod'
import { inputsMax, type WorkflowInput } from '#protocol/workflowInput.ts'

/** A file that people write; what is longer was made by a program, or means ill. */
export const workflowFileBytesMax = 512 * 1024
/** Anchors that stand for others: none of an honest file needs more. */
const aliasesMax = 50

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const inputShape = z.object({
  description: scalar.nullish(),
  required: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).nullish(),
  default: scalar.nullish(),
  type: z.enum(['string', 'boolean', 'choice', 'number', 'environment']).nullish(),
  options: z.array(scalar).max(200).nullish(),
})
const inputName = z
  .string()
  .regex(/^[A-Za-z_][\w-]{0,63}$/)
  .refine((name) => name !== '__proto__')
const dispatchShape = z.object({ inputs: z.record(inputName, inputShape.nullable()).nullish() }).nullable()

/** The inputs; or why there is no running it by hand. */
export type WorkflowFileRead = { readonly inputs: readonly WorkflowInput[] } | { readonly problem: string }

/** @param text of the file */
export function readWorkflowFile(text: string): WorkflowFileRead {
  let file: unknown
  try {
    file = parse(text, { maxAliasCount: aliasesMax, logLevel: 'error' })
  } catch (error) {
    return { problem: `it is no YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}` }
  }
  const on = memberOf(file, 'on')
  const names = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(Object(on ?? {}) as object)
  if (!names.includes('workflow_dispatch')) return { problem: 'it has no workflow_dispatch among its events' }
  const read = dispatchShape.safeParse(Array.isArray(on) ? null : (memberOf(on, 'workflow_dispatch') ?? null))
  if (!read.success) {
    const [issue] = read.error.issues
    return { problem: `its inputs cannot be read at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` }
  }
  const inputs = Object.entries(read.data?.inputs ?? {}).map(([name, said]) => inputOf(name, said ?? {}))
  return inputs.length > inputsMax ? { problem: `it has more than ${inputsMax} inputs` } : { inputs }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined

function inputOf(name: string, said: Partial<z.output<typeof inputShape>>): WorkflowInput {
  const { type, description, required, options } = said
  return {
    name,
    says: (description ?? '').trim().slice(0, 300),
    kind: type === 'boolean' ? 'flag' : type === 'number' ? 'number' : 'text',
    required: required ?? false,
    choices: type === 'choice' ? (options ?? []) : null,
    preset: said.default ?? '',
  }
}
