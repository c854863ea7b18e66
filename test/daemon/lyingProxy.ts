// A node in between: forwards JSON-RPC to a real one, late if told so, and can lie about a pool's reserves.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** The first four bytes of `getReserves()`. */
const getReserves = '0x0902f1ac'

export interface LyingProxy {
  readonly url: string
  /** How many answers were falsified. */
  lies(): number
  end(): Promise<void>
}

export interface LyingProxyOptions {
  /** The real node. */
  readonly target: string
  /** Doubles the first reserve of every pool. */
  readonly lies?: boolean
  /** Latency of a node that is far away. */
  readonly delayMs?: number
}

interface Question {
  readonly method: string
  readonly params?: readonly { readonly data?: string; readonly input?: string }[]
}

/** Listens on a free loopback port. */
export async function startLyingProxy({ target, lies = false, delayMs = 0 }: LyingProxyOptions): Promise<LyingProxy> {
  let lied = 0
  const falsified = (question: Question, answer: { readonly result?: string }): unknown => {
    const [call] = question.params ?? []
    const isReserves = question.method === 'eth_call' && (call?.data ?? call?.input) === getReserves
    if (!lies || !isReserves || answer.result === undefined) return answer
    lied += 1
    return { ...answer, result: doubledFirstWord(answer.result) }
  }
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request)
      if (delayMs > 0) await delay(delayMs)
      const answered = await fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      // JSON-RPC of a client and a node that are both ours
      const [question, answer] = [JSON.parse(body) as Question, (await answered.json()) as { readonly result?: string }]
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(falsified(question, answer)))
      // the real node is down: so is this one
    })().catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a TCP server's address is always this
  return {
    url: `http://127.0.0.1:${port}`,
    lies: () => lied,
    async end() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const doubledFirstWord = (words: string): string =>
  `0x${(BigInt(words.slice(0, 66)) * 2n).toString(16).padStart(64, '0')}${words.slice(66)}`

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  // a request without setEncoding gives buffers
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
