// Real servers on loopback that misbehave in one way each.
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Serves one listener until the test ends; answers `127.0.0.1:<port>`. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server's address is always this
}

/** Serves JSON with the given headers. */
export const serveJson = (body: string | Uint8Array, headers: Record<string, string> = {}): Promise<string> =>
  serve((_request, response) => response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body))

/** Speaks raw bytes instead of HTTP. */
export async function serveRaw(speak: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    speak(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Starts any server on a free loopback port until the test ends; answers the port. */
export async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** Writes a first piece and then another for ever, as fast as it is taken. */
export const pour =
  (first: string, then: string) =>
  (socket: Socket): void => {
    socket.write(first)
    const piece = Buffer.from(then)
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece));
    }
    socket.on('drain', more)
    more()
  }

/** Listens on every loopback address and counts who comes. */
export async function countConnections(): Promise<{ readonly port: number; connections(): number }> {
  let count = 0
  const server = createTcpServer((socket) => {
    count++
    socket.destroy()
  }).listen(0)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, connections: () => count }
}
