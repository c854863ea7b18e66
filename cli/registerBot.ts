// `quorate bot register`: signs a registration with a key of this machine and sends it to a fund's gateway.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { botRegisterArgs, BotRegistered } from '#chat/commands/botRegister.ts'
import { gatewayClient } from '#client/gatewayClient.ts'
import { envelopeAudience } from '#protocol/envelope.ts'
import { QuorateError } from '#protocol/errors.ts'
import { loadKeyRing, type KeySources } from '#integrations/keys/keyRing.ts'
import { readFundRecord } from './fundRecord.ts'
import { instanceFolders, type InstanceFolders } from './instance.ts'
import { keySourcesOf } from './keySources.ts'
import type { LocalContext } from './localContext.ts'
import type { Settings } from './settings.ts'
import { layerSettings, usableSettings } from './settingsLayers.ts'

/** A gateway answers when a turn is durable. */
const answerMs = 20_000

type Args = z.output<typeof botRegisterArgs>

/** @throws ARGUMENTS_INVALID, KEY_MISSING and the like, DAEMON_NOT_RUNNING, RELAY_UNREACHABLE, JOINING_REFUSED */
export async function registerBot(
  args: Args,
  { instance, environment }: Pick<LocalContext, 'instance' | 'environment'>,
): Promise<BotRegistered> {
  const { fund: fundId, name, key = args.name, weight, title } = args
  const folders = instanceFolders(instance)
  const settings = usableSettings(layerSettings(folders.settingsFile, { environment }))
  const place = placeOf(args, folders)
  const url = args.url ?? settings.relay?.url ?? ownGateway(folders, settings)
  const signer = (await loadKeyRing([key], sourcesFor(place.chainId, settings, folders, environment))).signer(key)
  const audience = envelopeAudience(place)
  const client = gatewayClient(url, { reader: signer, audience: () => audience, now: () => Math.floor(Date.now() / 1_000) })
  const { data, error, response } = await reached(
    url,
    client.POST('/api/v1/funds/{fundId}/bots', {
      params: { path: { fundId } },
      body: { type: 'bot.register', role: 'verifier', name, weight, title },
      signal: AbortSignal.timeout(answerMs),
    }),
  )
  const bot = data?.botId
  if (data === undefined || bot === undefined)
    throw new QuorateError('JOINING_REFUSED', { fundId, name, status: response.status, problem: problemOf(data ?? error) })
  return { fund: fundId, bot, name, address: signer.address, weight, url, detail: data.detail }
}

/** Which fund the signature is for: as it was told, else as this instance knows it. */
function placeOf({ fund: fundId, 'chain-id': toldChain, vault: toldVault }: Args, folders: InstanceFolders) {
  const known = readFundRecord(folders.storage).find((one) => one.fundId === fundId)
  const [chainId, vault] = [toldChain ?? known?.chainId, toldVault ?? known?.contracts.vault]
  if (chainId === undefined || vault === undefined)
    throw new QuorateError('ARGUMENTS_INVALID', {
      command: 'bot register',
      problem: `this instance knows no fund ${fundId}: its operator tells --url, --chain-id and --vault`,
    })
  return { chainId, vault }
}

/** Published keys are nobody's on any chain but a throw-away one. */
function sourcesFor(chainId: number, settings: Settings, folders: InstanceFolders, environment: NodeJS.ProcessEnv): KeySources {
  const { development, ...others } = keySourcesOf(settings, folders, environment, 'http://127.0.0.1')
  return development?.chainId === chainId ? { ...others, development } : others
}

const openedSchema = z.object({ port: z.int().min(1).max(65_535) })

/** @throws DAEMON_NOT_RUNNING where this instance has opened none */
function ownGateway({ storage, name: instance }: InstanceFolders, { gateway }: Settings): string {
  const host = gateway.host.includes(':') ? `[${gateway.host}]` : gateway.host
  if (gateway.port !== 0) return `http://${host}:${gateway.port}`
  try {
    const { port } = openedSchema.parse(JSON.parse(readFileSync(join(storage, 'state', 'gateway.json'), 'utf8')))
    return `http://${host}:${port}`
  } catch (cause) {
    throw new QuorateError('DAEMON_NOT_RUNNING', { instance }, { cause })
  }
}

/** @throws RELAY_UNREACHABLE */
async function reached<Answer>(url: string, asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause)
    throw new QuorateError('RELAY_UNREACHABLE', { url, problem }, { cause })
  }
}

const saidSchema = z.union([
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }),
  z.object({ detail: z.string() }),
])

function problemOf(said: unknown): string {
  const known = saidSchema.safeParse(said)
  if (!known.success) return 'it answers something else'
  return 'error' in known.data ? `${known.data.error.code}: ${known.data.error.message}` : known.data.detail
}
