import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from '#runtime/authoring.ts'
import { askCommand } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import type { Told } from './told.ts'

export const releaseResultSchema = z.object({
  bot: z.string(),
  released: z.boolean().describe('False: it was not quarantined'),
  waiting: z.int().describe('Events that waited for this'),
  who: z.string(),
})
export type ReleaseResult = Told<typeof releaseResultSchema>
export const restartResultSchema = z.object({
  bot: z.string(),
  incarnation: z.int(),
  who: z.string(),
})
export type RestartResult = Told<typeof restartResultSchema>

const botArgument = z.string().min(1).max(256).describe('address such as strategy:main')
function found(bot: string, { host }: Pick<CommandContext, 'host'>): NonNullable<ReturnType<CommandContext['host']['view']>> {
  // an address is what a host knows by it: anything else is not found either
  const view = host.view(bot as Address)
  if (view === undefined) throw new QuorateError('UNKNOWN_BOT', { address: bot })
  return view
}

export const releaseCommand = askCommand({
  name: 'release',
  result: releaseResultSchema,
  summary: 'Put a quarantined bot back into service as it is',
  help: 'A bot is quarantined when it cannot go on: its result or timer could not be handled, it failed too often, or the process died in it. Release it when the reason is gone; what waited for it is handled then. One that waits for what became a dead letter still waits: send that again first.',
  permission: 'operator',
  args: z.strictObject({ bot: botArgument }),
  positionals: ['bot'],
  examples: [{ type: 'release fund:main', does: 'lets the fund bot go on' }],
  async run({ bot }, { host, repairs, who }): Promise<ReleaseResult> {
    const { address, status, queued } = found(bot, { host })
    await repairs.release(address, who)
    return { bot, released: status === 'quarantined', waiting: queued, who }
  },
  render: ({ bot, released, waiting }, style) =>
    released
      ? `${bot} is back in service${waiting === 0 ? '' : `; ${waiting} events had waited`}`
      : style.dim(`${bot} was not quarantined`),
})

export const restartCommand = askCommand({
  name: 'restart',
  result: restartResultSchema,
  summary: 'Have a bot begin again from its input',
  help: 'Its state is discarded and a new incarnation begins; what waits for it is kept. Bots that hold money or approvals go on from where they are and are never restarted.',
  permission: 'operator',
  args: z.strictObject({ bot: botArgument }),
  positionals: ['bot'],
  examples: [{ type: 'restart strategy:main --yes', does: 'lets the strategy forget what it saw and begin again' }],
  confirm: ({ bot }) => `Discard the state of ${bot} and begin it again from its input?`,
  async run({ bot }, { host, repairs, who }): Promise<RestartResult> {
    const { address, incarnation } = found(bot, { host })
    await repairs.restart(address, who)
    return { bot, incarnation: incarnation + 1, who }
  },
  render: ({ bot, incarnation }) => `${bot} begins again, as incarnation ${incarnation}`,
})
