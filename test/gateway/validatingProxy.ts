// Prism between a client and the gateway: it judges each answer by the OpenAPI document and says what does not fit.
import { Writable } from 'node:stream'
import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { createServer } from '@stoplight/prism-http-server'
import { pino } from 'pino'
import type { ApiDocument } from '#gateway/tidyDocument.ts'

/** A proxy that listens. */
export interface ValidatingProxy {
  readonly url: string
  /** What was wrong with answers, of whoever asked, since it began. */
  readonly violations: readonly string[]
  close(): Promise<void>
}

/** @param upstream address of the gateway */
export async function validatingProxy(document: ApiDocument, upstream: string): Promise<ValidatingProxy> {
  const violations: string[] = []
  const destination = new Writable({
    write(line: Buffer, _encoding, done) {
      const { msg } = JSON.parse(line.toString('utf8')) as { readonly msg: string }
      if (msg.startsWith('Violation: response')) violations.push(msg)
      done()
    },
  })
  // the names of its own levels; it says violations as warnings and errors
  const logger = pino({ level: 'warn', customLevels: { success: 32 } }, destination)
  // it reads any JSON that is an OpenAPI document
  const operations = await getHttpOperationsFromSpec(structuredClone(document) as object)
  const server = createServer(operations, {
    cors: false,
    // its own pino is an older one with the same methods
    components: { logger: logger as never },
    config: {
      isProxy: true,
      upstream: new URL(upstream),
      upstreamProxy: undefined,
      checkSecurity: false,
      validateRequest: true,
      validateResponse: true,
      // what is wrong with a request is for the gateway to say
      errors: false,
      mock: { dynamic: false },
    },
  })
  const url = await server.listen(0, '127.0.0.1')
  return { url, violations, close: () => server.close() }
}

/** What Prism says of one answer. */
export function violationsOf(headers: Pick<Headers, 'get'>): readonly string[] {
  const told = headers.get('sl-violations')
  if (told === null) return []
  if (told.startsWith('Too many')) return told.includes('"response"') ? [told] : []
  // an array of what is wrong with the request and with the answer
  const all = JSON.parse(told) as { readonly location: readonly string[]; readonly message: string }[]
  return all
    .filter(({ location }) => location[0] === 'response')
    .map(({ location, message }) => `${location.join('.')} ${message}`)
}
