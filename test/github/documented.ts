// GitHub's own OpenAPI document, cut to what this program asks for (scripts/githubOperations.ts), served by Prism: as answers
// made of its examples, or before a stand-in, whose every answer it judges as it judges every request.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { createServer } from '@stoplight/prism-http-server'
import { pino } from 'pino'
import { root } from '../house/trackedFiles.ts'

interface Example {
  readonly value: unknown
}
export interface GithubDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>
  readonly components: { readonly examples: Readonly<Record<string, Example>> }
}

export const githubDocument = (): GithubDocument =>
  JSON.parse(readFileSync(join(root, 'test/fixtures/github/openapi.json'), 'utf8')) as GithubDocument // scripts/githubOperations.ts made it

/** A copy of one of its examples. */
export function exampleOf(name: string): unknown {
  const found = githubDocument().components.examples[name]
  if (found === undefined) throw new Error(`the document has no example ${name}`)
  return found.value
}

export interface Judge {
  readonly url: string
  /** What did not fit the document, of requests and of answers. */
  readonly violations: readonly string[]
  close(): Promise<void>
}

/** @param upstream who answers; absent: the document's examples do */
export async function judge(upstream?: string): Promise<Judge> {
  const violations: string[] = []
  const destination = new Writable({
    write(line: Buffer, _encoding, done) {
      const { msg } = JSON.parse(line.toString('utf8')) as { readonly msg: string }
      if (msg.startsWith('Violation:')) violations.push(msg)
      done()
    },
  })
  // the names of its own levels; it says violations as warnings and errors
  const logger = pino({ level: 'warn', customLevels: { success: 32 } }, destination)
  const operations = await getHttpOperationsFromSpec(githubDocument())
  // of the document's own examples, some do not fit it
  const isProxy = upstream !== undefined
  const common = { checkSecurity: false, validateRequest: true, validateResponse: isProxy, mock: { dynamic: false } }
  const server = createServer(operations, {
    cors: false,
    // its own pino is an older one with the same methods
    components: { logger: logger as never },
    config:
      upstream === undefined
        ? { ...common, isProxy: false, errors: true, upstreamProxy: undefined }
        : { ...common, isProxy: true, errors: false, upstream: new URL(upstream), upstreamProxy: undefined },
  })
  const url = await server.listen(0, '127.0.0.1')
  return { url, violations, close: () => server.close() }
}
