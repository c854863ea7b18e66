// The loads of the gateway's cases, the same for every contender.
import type { Reading } from '../contender.ts'
import type { HttpLoad, Load } from './httpLoad.ts'

/** Long against a slow sync, short against the patience of whoever waits for a whole table. */
const sampleMs = 2_000
const connections = 64
const perSecond = 500

/** Option `load`: 0 lone, 1 closed, 2 paced. */
const loads: readonly Load[] = [{ kind: 'lone' }, { kind: 'closed', connections }, { kind: 'paced', perSecond }]

/** One sample: the middle wait in ms of a lone client; requests/s of many; the 99th percentile in ms of a paced load. */
export async function loadReading(
  client: HttpLoad,
  {
    url,
    headers,
    load = 0,
  }: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly load: number | undefined },
): Promise<Reading> {
  const chosen = loads[load]
  if (chosen === undefined) throw new Error(`there is no load ${load}`)
  const result = await client.run({
    url,
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"by":1}',
    load: chosen,
    ms: sampleMs,
  })
  const value = { lone: result.p50, closed: result.perSecond, paced: result.p99 }[chosen.kind]
  return { value, details: { p50Ms: result.p50, p99Ms: result.p99, perSecond: result.perSecond } }
}
