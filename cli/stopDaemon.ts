// Asks the daemon to stop and waits until it has: its lock is free only when everything is on disk.
import { setTimeout as wait } from 'node:timers/promises'
import type { StopResult } from '#chat/commands/stop.ts'
import { QuorateError } from '#protocol/errors.ts'
import { controlClient } from './controlClient.ts'
import { instanceFolders } from './instance.ts'
import type { LocalContext } from './localContext.ts'
import { isLocked } from './lockState.ts'

/** A graceful stop takes at most 10 s; the machine may be busy. */
const stopLimitMs = 15_000
const lookEveryMs = 50

/** @throws DAEMON_NOT_RUNNING; CONTROL_FAILED when it is still there after 15 s */
export async function stopDaemon(args: unknown, { instance }: Pick<LocalContext, 'instance'>): Promise<StopResult> {
  const { storage } = instanceFolders(instance)
  // the daemon's own handler gives this shape
  const result = (await controlClient(instance, storage).ask('stop', args)) as StopResult
  const end = performance.now() + stopLimitMs
  while (isLocked(storage)) {
    if (performance.now() > end)
      throw new QuorateError('CONTROL_FAILED', { instance, problem: `it has not stopped within ${stopLimitMs} ms` })
    await wait(lookEveryMs)
  }
  return result
}
