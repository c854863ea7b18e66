import { z } from 'zod'
import { localCommand } from './command.ts'
import { toned, type Style, type Tone } from './style.ts'

const rpcUrl = z.url({ protocol: /^(https?|wss?)$/ }).max(2_048)

/** Settings laid over the file's, for one start. */
export const settingWords = z
  .array(z.string().min(1).max(8_192))
  .max(64)
  .optional()
  .describe('settings over the file’s, such as chain.rpcUrl=https://rpc.example/')

/** Arguments of `up`; what is not given comes from the instance's settings. */
export const upArgs = z.strictObject({
  chain: z
    .union([z.literal('local'), rpcUrl])
    .optional()
    .describe('local, or the RPC URL of a chain'),
  fork: rpcUrl.optional().describe('RPC URL to fork with a local chain'),
  seed: z.int().min(1).max(1_000_000).optional().describe('seed of the development price walk'),
  relay: z
    .url({ protocol: /^https?$/ })
    .max(256)
    .optional()
    .describe('run bots only, whose relayer is behind the gateway at this URL'),
  set: settingWords,
})
export type UpArgs = z.output<typeof upArgs>

/** What `up` prints: steps of the start, then facts, then the end. */
export interface UpLine {
  readonly type: 'step' | 'ready' | 'fact' | 'notice' | 'stopped'
  readonly text: string
  readonly tone: Tone
  readonly at: string
  readonly data?: unknown
  /** Printed as JSON whoever reads it: the production profile's logs are. */
  readonly asJson?: true
}

export const upCommand = localCommand<typeof upArgs, UpLine>({
  name: 'up',
  summary: 'Start the daemon: the chain, the funds and their bots',
  help: 'Starts or continues the instance in the foreground and prints what the swarm does. Ctrl-C stops it gracefully within 10 s; a second Ctrl-C ends it at once. Starting again continues where it was.',
  permission: 'operator',
  args: upArgs,
  positionals: [],
  examples: [
    { type: 'up', does: 'starts on a local chain' },
    { type: 'up --instance second --seed 7', does: 'starts another instance with another price walk' },
  ],
  streams: true,
  render: renderUpLine,
})

/** `08:15:02 verifier alpha signs …`; what is ready stands without a time, as a block. */
export function renderUpLine(line: UpLine, style: Style): string {
  if (line.asJson) return JSON.stringify({ ...line, asJson: undefined })
  return line.type === 'ready' ? line.text : `${style.dim(line.at.slice(11, 19))} ${toned(line.text, line.tone, style)}`
}
