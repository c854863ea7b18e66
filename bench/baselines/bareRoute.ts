// What a Fastify route costs that appends one line of 200 bytes to a file and waits for its sync: no check, no bot, no record
// of who asked. With `blocking: 1` it waits on the thread itself.
import { fdatasyncSync, writeSync } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastify from 'fastify'
import type { Open } from '../contender.ts'
import { HttpLoad } from '../workload/httpLoad.ts'
import { loadReading } from '../workload/loadReading.ts'

export const open: Open = async ({ folder, options }) => {
  const file = await openFile(join(folder, 'lines.log'), 'a')
  const blocking = options['blocking'] === 1
  const app = fastify()
  app.post('/append', async ({ body }) => {
    const line = `${JSON.stringify(body).padEnd(199)}\n`
    if (blocking) {
      writeSync(file.fd, line)
      fdatasyncSync(file.fd)
    } else {
      await file.write(line)
      await file.datasync()
    }
    return { ok: true }
  })
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/append`
  const client = new HttpLoad()
  return {
    sample: async () => [await loadReading(client, { url, headers: {}, load: options['load'] })],
    close: async () => {
      client.end()
      await app.close()
      await file.close()
    },
  }
}
