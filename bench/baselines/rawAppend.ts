// What the disk itself takes: 200 bytes at the end of a file, then fdatasync, one at a time. With `ahead: 1` the bytes
// overwrite zeros that are there already, which is as fast as anything that waits for this disk can be without a thought.
import { closeSync, fdatasyncSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Open } from '../contender.ts'
import { rateOf } from '../workload/rateOf.ts'

const record = Buffer.alloc(200, 'x')

const aheadBytes = 8 * 1024 * 1024

export const open: Open = async ({ folder, options }) => {
  const path = join(folder, 'append.log')
  const ahead = options['ahead'] === 1
  if (ahead) writeFileSync(path, Buffer.alloc(aheadBytes), { flush: true })
  const fd = openSync(path, ahead ? 'r+' : 'a')
  let end = 0
  return {
    sample: async () => [
      await rateOf(() => {
        if (ahead) writeSync(fd, record, 0, record.length, end)
        else writeSync(fd, record)
        fdatasyncSync(fd)
        end = (end + record.length) % aheadBytes
      }),
    ],
    close: async () => closeSync(fd),
  }
}
