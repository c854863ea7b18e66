// A hundred busy bots at once, or with `plain: 1` a hundred counters. With `synced: 0` the same on a disk whose syncs are only said: what a turn costs the
// processor; it then measures what one sync of such a batch takes.
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalHost } from '#runtime/localHost.ts'
import type { Open } from '../contender.ts'
import { median } from '../statistics.ts'
import { busyBot, lookBinding } from '../workload/busyBot.ts'
import { countingDisk } from '../workload/countingDisk.ts'
import { counterBot } from '../workload/counterBot.ts'
import { loadBusyBots, loadCounters, startBots } from '../workload/swarm.ts'

const syncsTried = 40

export const open: Open = async ({ folder, options }) => {
  const bots = options['bots'] ?? 100
  const synced = options['synced'] !== 0
  const { disk, count } = countingDisk(synced)
  const plain = options['plain'] === 1
  const host = await createLocalHost({ directory: folder, bots: [busyBot, counterBot], effects: [lookBinding], disk })
  await startBots(host, plain ? 'counter' : 'busy', bots)
  return {
    sample: async () => {
      const { syncs, syncMs, bytes } = count
      const cpu = process.cpuUsage()
      const { seconds, turns, p50Ms } = await (plain ? loadCounters(host, bots, 'counter') : loadBusyBots(host, bots))
      const { user, system } = process.cpuUsage(cpu)
      const batches = count.syncs - syncs
      const batchBytes = (count.bytes - bytes) / batches
      const details = {
        p50Ms,
        turnsPerSync: turns / batches,
        syncUs: ((count.syncMs - syncMs) / batches) * 1_000,
        cpuUsPerTurn: (user + system) / turns,
        bytesPerTurn: (batchBytes * batches) / turns,
      }
      if (synced) return [{ value: turns / seconds, details }]
      return [{ value: turns / seconds, details: { ...details, syncUs: syncOf(join(folder, 'sync.log'), batchBytes) } }]
    },
    close: () => host.shutdown(),
  }
}

/** The middle time in µs of writing and syncing so many bytes. */
function syncOf(path: string, bytes: number): number {
  const fd = openSync(path, 'a')
  const batch = Buffer.alloc(Math.round(bytes), 'x')
  const times = Array.from({ length: syncsTried }, () => {
    writeSync(fd, batch)
    const begun = performance.now()
    fdatasyncSync(fd)
    return performance.now() - begun
  })
  closeSync(fd)
  return median(times) * 1_000
}
