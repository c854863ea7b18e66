// A thousand streams at once, of which one never reads: each of the others hears every fact, in order, and nobody waits.
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

const streams = 1_000
const facts = 60

let open: ModelGateway
let key: string
beforeAll(async () => {
  open = await openModelGateway()
  key = await open.key('looker', 'viewer')
  await open.swarm.fact((fact) => fact.type === 'fund.valued')
}, 60_000)
afterAll(() => open.close())

/** Asks for a fund's events from the beginning. */
async function stream(after: string): Promise<Socket> {
  const { port } = open.gateway
  const socket = connect(port, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write(
    `GET /api/v1/funds/main/events?after=${after} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\n\r\n`,
  )
  return socket
}

/** The ids that a stream brings, until there are enough. */
function idsOf(socket: Socket, wanted: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const ids: string[] = []
    let rest = ''
    socket.setEncoding('latin1').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line.startsWith('id: ')) ids.push(line.slice(4))
      if (ids.length >= wanted) resolve(ids.slice(0, wanted))
    })
    socket.once('close', () => reject(new Error(`a stream ended after ${ids.length} facts`)))
    socket.once('error', reject)
  })
}

test('a thousand streams each bring every fact in order while one client never reads', { timeout: 60_000 }, async () => {
  const deaf = await stream('0')
  deaf.pause()
  const sockets = await Promise.all(Array.from({ length: streams - 1 }, () => stream('0')))
  const heard = await Promise.all(sockets.map((socket) => idsOf(socket, facts)))
  const known = open.swarm.facts.filter(({ data }) => data['fundId'] === 'main').slice(0, facts)
  const expected = known.map(({ id }) => id)
  expect(expected).toHaveLength(facts)
  expect(heard.filter((ids) => ids.join() !== expected.join())).toEqual([])
  for (const socket of [deaf, ...sockets]) socket.destroy()
})
