// The commands that the reader may ask for, with their arguments; asked once for each page that is opened.
import { api, asked } from '#console/data/api.ts'
import type { CommandHelp } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'

/** Undefined until they are there. */
export function useCommands(): readonly CommandHelp[] | undefined {
  return useAnswer('commands', (signal) => asked(api.GET('/api/v1/commands', { signal }))).data?.commands
}
