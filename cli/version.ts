import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { InstanceInfo } from '#chat/commands/commandContext.ts'
import { programFolder, shownPath, type InstanceFolders } from './instance.ts'

const manifestSchema = z.object({ version: z.string() })

/** The version in package.json. */
export function programVersion(): string {
  return manifestSchema.parse(JSON.parse(readFileSync(join(programFolder, 'package.json'), 'utf8'))).version
}

/** What this process says of itself, as the instance's daemon. */
export function runningInstance({ name, root }: InstanceFolders, startedAt: Date): InstanceInfo {
  return { name, folder: shownPath(root), version: programVersion(), pid: process.pid, startedAt: startedAt.toISOString() }
}
