// Asks the daemon to stop and waits until it has: its locks are free only when everything is on disk and its chain has ended.
import { setTimeout as wait } from 'node:timers/promises'
import type { StopResult } from '#chat/commands/stop.ts'
import { QuorateError } from '#protocol/errors.ts'
import { controlClient } from './controlClient.ts'
import { instanceFolders } from './instance.ts'
import type { LocalContext } from './localContext.ts'
import { isHeld } from './lockState.ts'

/** A graceful stop takes at most 10 s; the machine may be busy. */
const stopLimitMs = 15_000
const lookEveryMs = 50

/** @throws DAEMON_NOT_RUNNING; CONTROL_FAILED when it is still there after 15 s */
export async function stopDaemon(args: unknown, { instance }: Pick<LocalContext, 'instance'>): Promise<StopResult> {
  const folders = instanceFolders(instance)
  // the daemon's own handler gives this shape
  const result = (await controlClient(instance, folders.storage).ask('stop', args)) as StopResult
  const end = performance.now() + stopLimitMs
  while (isHeld(folders)) {
    if (performance.now() > end)
      throw new QuorateError('CONTROL_FAILED', { instance, problem: `it has not stopped within ${stopLimitMs} ms` })
    await wait(lookEveryMs)
  }
  return result
}
