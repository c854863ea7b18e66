// The instance as this process runs it.
import type { InstanceInfo } from '#chat/commands/commandContext.ts'
import { shownPath, type InstanceFolders } from './instance.ts'
import { programVersion } from './version.ts'

/** What commands are told of it. */
export const runningInstance = ({ name, root }: InstanceFolders, startedAt: Date): InstanceInfo => ({
  name,
  folder: shownPath(root),
  version: programVersion(),
  pid: process.pid,
  startedAt: startedAt.toISOString(),
})
