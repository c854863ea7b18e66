import { z } from 'zod'
import { localCommand } from './command.ts'

export const completionArgs = z.strictObject({ shell: z.enum(['bash', 'zsh', 'fish']).describe('bash, zsh or fish') })
export interface CompletionResult {
  readonly shell: string
  readonly script: string
}

export const completionCommand = localCommand<typeof completionArgs, CompletionResult>({
  name: 'completion',
  summary: 'Print a completion script for your shell',
  help: 'bash: source <(./quorate completion bash). zsh: source <(./quorate completion zsh). fish: ./quorate completion fish | source.',
  permission: 'viewer',
  args: completionArgs,
  positionals: ['shell'],
  examples: [{ type: 'completion bash', does: 'prints the script for bash' }],
  render: ({ script }) => script.trimEnd(),
})
