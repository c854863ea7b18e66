import { z } from 'zod'
import { localCommand } from './command.ts'
import { printable, type Style } from './style.ts'

export const pictureArgs = z.strictObject({
  bot: z.string().min(1).max(256).describe('address such as fund:main; a role such as crawler is drawn at rest'),
  file: z.string().min(1).max(4_096).optional().describe('where it is written; absent: named after the bot, in this folder'),
  theme: z.enum(['light', 'dark']).default('light').describe('its colours'),
  at: z.int().min(1).optional().describe('as it stood at this sequence number; absent: as it stands'),
})
export type PictureArgs = z.output<typeof pictureArgs>

export interface PictureResult {
  readonly file: string
  /** What is seen on it, in words. */
  readonly says: string
  /** pixels */
  readonly width: number
  readonly height: number
  readonly bytes: number
}

export const pictureCommand = localCommand<typeof pictureArgs, PictureResult>({
  name: 'picture',
  summary: 'Draw the statechart of one bot as a PNG: its state, and the step it took last',
  help: 'Reads the journal of a running or a stopped instance and writes nothing but the picture. A messenger shows the same picture where somebody says show.',
  permission: 'viewer',
  args: pictureArgs,
  positionals: ['bot', 'file'],
  examples: [
    { type: 'picture fund:main fund.png', does: 'draws the fund’s bot as it stands' },
    { type: 'picture swarm:root swarm.png --at 20 --theme dark', does: 'draws the root as it stood at an earlier moment' },
    { type: 'picture crawler crawler.png', does: 'draws what a crawler is, without any bot' },
  ],
  render: ({ file, says, width, height, bytes }, style) =>
    `${style.good('drawn')}: ${printable(file)} (${width} × ${height}, ${Math.ceil(bytes / 1_024)} KiB)\n${style.dim(printable(says))}`,
})

/** Said in a terminal below what a picture would say better. */
export const whereDrawn = (bot: string, style: Style): string =>
  style.dim(`its statechart: ./quorate picture ${printable(bot)}, or the bot’s page in the console`)
