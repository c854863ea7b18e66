// Slack's side of a socket for tests: a WebSocket server on this machine that speaks the envelopes as Slack documents them
// (docs.slack.dev, Using Socket Mode).
import websocket from '@fastify/websocket'
import fastify from 'fastify'

/** What the app answered to an envelope. */
export interface SocketAck {
  readonly envelope_id: string
  readonly payload: Readonly<Record<string, unknown>>
}

export interface SocketServer {
  readonly url: string
  readonly acks: SocketAck[]
  /** How many sockets were opened, ever. */
  readonly opened: () => number
  readonly open: () => number
  send(message: object): void
  /** Sends the envelope of a type around a payload. */
  envelope(type: 'events_api' | 'slash_commands' | 'interactive', id: string, payload: object, more?: object): void
  /** Ends all sockets as a crash of the network does. */
  cut(): void
  close(): Promise<void>
}

/** Says hello on each socket, at once. @param answersPings one that does not has died without a word */
export async function socketServer({ answersPings = true } = {}): Promise<SocketServer> {
  const app = fastify()
  await app.register(websocket, { options: { autoPong: answersPings } })
  const acks: SocketAck[] = []
  let opened = 0
  app.get('/link/', { websocket: true }, (socket) => {
    opened += 1
    socket.on('message', (data: Buffer) => void acks.push(JSON.parse(data.toString()) as SocketAck))
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, debug_info: {}, connection_info: { app_id: 'A1' } }))
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const { clients } = app.websocketServer
  const send = (message: object): void => {
    for (const socket of clients) socket.send(JSON.stringify(message))
  }
  const cut = (): void => {
    for (const socket of clients) socket.terminate()
  }
  return {
    url: `${url.replace('http', 'ws')}/link/?ticket=1`,
    acks,
    opened: () => opened,
    open: () => [...clients].filter((socket) => socket.readyState === socket.OPEN).length,
    send,
    envelope: (type, id, payload, more = {}) =>
      send({ envelope_id: id, type, accepts_response_payload: type !== 'events_api', payload, ...more }),
    cut,
    async close() {
      cut()
      await app.close()
    },
  }
}
