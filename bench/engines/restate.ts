// @restatedev/xstate on its own server: the same machine as a virtual object, a hundred of them, events over the server's
// HTTP door. The server's storage is as it comes, below the contender's folder.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Open } from '../contender.ts'
import { counterMachine } from '../workload/counterBot.ts'
import { engineFile } from './enginePackages.ts'
import { startEngine } from './engineProcess.ts'
import { freePort } from './freePort.ts'
import { loadEngine } from './loadEngine.ts'

/** The parts of the two packages that are used. */
interface Sdk {
  serve(options: { readonly services: readonly unknown[]; readonly port: number }): Promise<number>
}
interface XStateOnRestate {
  xstate(path: string, machine: unknown): unknown
}

const actors = 100

export const open: Open = async ({ folder }) => {
  const sdk = (await import(engineFile('@restatedev/restate-sdk'))) as Sdk
  const { xstate } = (await import(engineFile('@restatedev/xstate'))) as XStateOnRestate
  const [ingress, admin, node, service] = [await freePort(), await freePort(), await freePort(), await freePort()]
  const url = (port: number): string => `http://127.0.0.1:${port}`
  const server = await startEngine(
    [serverProgram(), '--no-logo', '--listen-mode', 'tcp'],
    {
      cwd: folder,
      env: {
        RESTATE_BASE_DIR: join(folder, 'restate'),
        RESTATE_NODE_NAME: 'bench',
        RESTATE_BIND_ADDRESS: `127.0.0.1:${node}`,
        RESTATE_ADVERTISED_ADDRESS: url(node),
        RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
        RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
        RESTATE_DISABLE_TELEMETRY: 'true',
        RESTATE_LOG_FILTER: 'error',
      },
    },
    async () => (await fetch(`${url(admin)}/health`)).ok && (await fetch(`${url(ingress)}/restate/health`)).ok,
  )
  await sdk.serve({ services: [xstate('counter', counterMachine)], port: service })
  await post(`${url(admin)}/deployments`, { uri: url(service) })
  for (let actor = 0; actor < actors; actor++) await post(`${url(ingress)}/counter/bot-${actor}/create`, {})
  return {
    sample: async () => [
      await loadEngine((actor) => post(`${url(ingress)}/counter/bot-${actor}/send`, { event: { type: 'tick', by: 1 } })),
    ],
    // the server of the services has no end of its own: the process leaves after this
    close: () => server.end('SIGKILL'),
  }
}

/** The program itself: its npm wrapper would leave it behind when killed. */
function serverProgram(): string {
  const wrapper = createRequire(engineFile('@restatedev/restate-server/package.json'))
  return wrapper.resolve(`@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`)
}

async function post(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text.slice(0, 500)}`)
}
