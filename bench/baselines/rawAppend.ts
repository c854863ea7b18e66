// What the disk itself takes: 200 bytes at the end of a file, then fdatasync, one at a time.
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Open } from '../contender.ts'
import { rateOf } from '../workload/rateOf.ts'

const record = Buffer.alloc(200, 'x')

export const open: Open = async ({ folder }) => {
  const fd = openSync(join(folder, 'append.log'), 'a')
  return {
    sample: async () => [
      await rateOf(() => {
        writeSync(fd, record)
        fdatasyncSync(fd)
      }),
    ],
    close: async () => closeSync(fd),
  }
}
