/** Why an install is needed, in words, or undefined when node_modules is what the lockfile says. */
export function reasonToInstall(root: string): string | undefined

/** Installs when needed; returns whether it did. @throws SetupError */
export function setUp(options: {
  readonly root: string
  readonly env?: NodeJS.ProcessEnv
  readonly say?: (text: string) => void
}): Promise<boolean>
