// A node in between that misbehaves on command: swallows what is sent, cuts the line after a send, answers from the past.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Hex } from 'viem'
import { readSent, type SentTransaction } from './sentTransaction.ts'
import { stalled, staleAnswer, type Question } from './staleView.ts'

/**
 * What becomes of bytes: to the node; answered but never passed on; the same, and told as waiting in the pool from then on;
 * passed on with the line cut before the answer.
 */
export type SendVerdict = 'forward' | 'swallow' | 'withhold' | 'cutAfter'

export interface FaultProxy {
  readonly url: string
  /** Asked before bytes go to the node; null: everything is forwarded. What it throws makes the line break. */
  judgeSend: ((sent: SentTransaction) => SendVerdict | Promise<SendVerdict>) | null
  /** Told of bytes after the node took them. */
  onSent: ((sent: SentTransaction) => void) | null
  /** The newest block that is admitted; null: no lie. */
  staleAt: number | null
  /** How many answers a fault has changed or kept back. */
  faults(): number
  end(): Promise<void>
}

/** Listens on a free loopback port. @param target the real node; asked anew for every question, since it may move */
export async function startFaultProxy(target: () => string): Promise<FaultProxy> {
  let faults = 0
  const withheld = new Set<unknown>()
  const ask = async (question: Question): Promise<unknown> => {
    const answered = await fetch(target(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
    })
    return answered.json()
  }
  const answer = async (question: Question): Promise<unknown> => {
    if (question.method === 'eth_sendRawTransaction') return send(question)
    const [first] = question.params ?? []
    if (question.method === 'eth_getTransactionByHash' && withheld.has(first))
      return { jsonrpc: '2.0', id: question.id, result: { hash: first, blockHash: null, blockNumber: null } }
    const { staleAt } = proxy
    if (staleAt === null) return ask(question)
    const told = staleAnswer(question, await ask(stalled(question, staleAt)), staleAt)
    if (told.isLie) faults += 1
    return told.answer
  }
  /** Null: the line is cut. */
  const send = async (question: Question): Promise<unknown> => {
    const sent = readSent(question.params?.[0] as Hex) // the method's only parameter; a node would refuse anything else
    const verdict = (await proxy.judgeSend?.(sent)) ?? 'forward'
    if (verdict !== 'forward') faults += 1
    if (verdict === 'withhold') withheld.add(sent.hash)
    if (verdict === 'swallow' || verdict === 'withhold') return { jsonrpc: '2.0', id: question.id, result: sent.hash }
    const answered = await ask(question)
    proxy.onSent?.(sent)
    return verdict === 'cutAfter' ? null : answered
  }
  const server = createServer((request, response) => {
    void (async () => {
      // JSON-RPC of a client that is ours
      const answered = await answer(JSON.parse(await textOf(request)) as Question)
      if (answered === null) response.destroy()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered))
      // the real node is down: so is this one
    })().catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a TCP server's address is always this
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    judgeSend: null,
    onSent: null,
    staleAt: null,
    faults: () => faults,
    async end() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return proxy
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  // a request without setEncoding gives buffers
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
