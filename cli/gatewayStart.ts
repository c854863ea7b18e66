// Opens the gateway for one instance: on the port it had the last time, if that is free.
import { join } from 'node:path'
import { LowSync } from 'lowdb'
import { z } from 'zod'
import { openGateway, type Gateway } from '#gateway/openGateway.ts'
import type { GatewayParts } from '#gateway/gatewayParts.ts'
import type { ChainClient } from '#integrations/chain/chainClient.ts'
import { policyOn } from '#integrations/chain/policyView.ts'
import { accountsOn } from '#integrations/chain/siweAccount.ts'
import { QuorateError } from '#protocol/errors.ts'
import { keptConsole } from './consoleFiles.ts'
import { cronSecretOf } from './cronSecretOf.ts'
import { githubWebhookSecretOf } from './githubHere.ts'
import { durableDocument } from './durableDocument.ts'
import type { InstanceFolders } from './instance.ts'
import type { Settings } from './settings.ts'

const recordSchema = z.object({ port: z.int().min(1).max(65_535) })

/** @throws PORT_IN_USE when the settings name a port and it is taken */
export async function startGateway(
  given: Omit<GatewayParts, 'console'>,
  folders: InstanceFolders,
  { gateway }: Settings,
): Promise<Gateway> {
  const parts = { ...given, console: keptConsole() }
  if (gateway.port !== 0) return openGateway(parts, gateway)
  const record = new LowSync(durableDocument<unknown>(join(folders.storage, 'state', 'gateway.json')), null)
  const opened = await openOnKnownPort(parts, gateway, lastPort(record))
  record.data = { port: opened.port }
  record.write()
  return opened
}

/** A bookmark goes on working after a restart; somebody else's port is left to them. */
async function openOnKnownPort(parts: GatewayParts, place: Settings['gateway'], port: number): Promise<Gateway> {
  try {
    return await openGateway(parts, { ...place, port })
  } catch (error) {
    if (port !== 0 && error instanceof QuorateError && error.code === 'PORT_IN_USE') return openGateway(parts, place)
    throw error
  }
}

/** What was noted is only a wish: a damaged note is none. */
function lastPort(record: LowSync): number {
  try {
    record.read()
  } catch {
    return 0
  }
  const known = recordSchema.safeParse(record.data)
  return known.success ? known.data.port : 0
}

/** What lets people and clocks in, and what is asked of the chain for them. */
export const waysIn = (
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  chain: ChainClient,
): Pick<GatewayParts, 'signIn' | 'cronSecret' | 'githubSecret' | 'standsBehind' | 'policy'> => ({
  signIn: signInOf(settings, environment),
  cronSecret: cronSecretOf(environment),
  githubSecret: githubWebhookSecretOf(environment),
  ...accountsOn(chain),
  ...policyOn(chain),
})

/** The secret of a client is the environment's, never a file's that people copy. */
function signInOf({ signIn: { oidc, ...ways } }: Settings, environment: NodeJS.ProcessEnv): GatewayParts['signIn'] {
  return { ...ways, oidc: oidc && { ...oidc, clientSecret: environment['QUORATE_OIDC_CLIENT_SECRET'] } }
}
