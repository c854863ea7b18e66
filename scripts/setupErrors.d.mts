/** Every way the set-up can fail: exit code, cause and next command. Listed in docs/errors.md. */
export const setupErrors: Readonly<Record<string, { readonly exit: number; readonly message: string; readonly hint: string }>>

/** A failed set-up, ready to print. `output` is what npm said. */
export class SetupError extends Error {
  constructor(code: string, details?: Readonly<Record<string, unknown>>)
  readonly code: string
  readonly hint: string
  readonly exit: number
  readonly output: string
}

/** Which error a failed installation was, from what npm printed. */
export function diagnose(output: string, exitCode: number): SetupError
