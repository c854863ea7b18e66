import { z } from 'zod'
import { askCommand } from './command.ts'
import type { Told } from './told.ts'

export const stopResultSchema = z.object({
  stopping: z.literal(true),
  pid: z.int(),
})
export type StopResult = Told<typeof stopResultSchema>

export const stopCommand = askCommand({
  name: 'stop',
  result: stopResultSchema,
  summary: 'Stop the daemon gracefully',
  help: 'The daemon takes nothing new, finishes what is in hand, writes its snapshot files and exits within 10 s. The command returns when it is gone.',
  permission: 'admin',
  args: z.strictObject({}),
  positionals: [],
  examples: [{ type: 'stop', does: 'stops the daemon of the instance' }],
  async run(_args, context): Promise<StopResult> {
    context.requestStop()
    return { stopping: true, pid: context.instance.pid }
  },
  render: ({ pid }) => `the daemon (pid ${pid}) stops`,
})
