// A durable write through the gateway: an API key is checked, the asking is on record before it is done, a bot's turn does
// it, and the answer is on record before it is given. Option `load`: workload/loadReading.ts.
import type { Open } from '../contender.ts'
import { openBenchGateway } from '../workload/benchGateway.ts'
import { HttpLoad } from '../workload/httpLoad.ts'
import { loadReading } from '../workload/loadReading.ts'

export const open: Open = async ({ folder, options }) => {
  const bench = await openBenchGateway(folder)
  const client = new HttpLoad()
  const headers = { authorization: `Bearer ${bench.key}` }
  return {
    sample: async () => [await loadReading(client, { url: bench.countUrl, headers, load: options['load'] })],
    close: async () => {
      client.end()
      await bench.close()
    },
  }
}
