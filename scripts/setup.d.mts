/** Every way the set-up can fail: exit code, cause and next command. */
export const setupErrors: Readonly<Record<string, { readonly exit: number; readonly message: string; readonly hint: string }>>

/** A failed set-up, ready to print. `output` is what npm said. */
export class SetupError extends Error {
  constructor(code: string, details?: Readonly<Record<string, unknown>>)
  readonly code: string
  readonly hint: string
  readonly exit: number
  readonly output: string
}

/** Why an install is needed, in words, or undefined when node_modules is what the lockfile says. */
export function reasonToInstall(root: string): string | undefined

/** Which error a failed npm run was, from what it printed. */
export function diagnose(output: string, exitCode: number): SetupError

/** Installs when needed; returns whether it did. @throws SetupError */
export function setUp(options: {
  readonly root: string
  readonly env?: NodeJS.ProcessEnv
  readonly say?: (text: string) => void
}): Promise<boolean>
