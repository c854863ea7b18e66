// A TCP port on loopback that nobody uses at this moment.
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** A free loopback port; with a number, that port if it is free, else undefined. */
export async function freePort(wanted = 0): Promise<number | undefined> {
  const server = createServer()
  try {
    server.listen(wanted, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port // a TCP server's address is always this
  } catch {
    return undefined
  } finally {
    server.close()
  }
}
