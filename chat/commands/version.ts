import { z } from 'zod'
import { localCommand } from './command.ts'

export const versionArgs = z.strictObject({})
export interface VersionResult {
  readonly version: string
  readonly node: string
}

export const versionCommand = localCommand<typeof versionArgs, VersionResult>({
  name: 'version',
  summary: 'Print the version',
  help: 'The program’s version and the Node.js that runs it.',
  permission: 'viewer',
  args: versionArgs,
  positionals: [],
  examples: [{ type: 'version', does: 'prints both' }],
  render: ({ version, node }) => `quorate ${version}, Node.js ${node}`,
})
