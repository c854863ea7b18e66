// Signs a bot's envelope and hands it to the relayer's transport.
import { envelopeAudience, envelopeRequest, envelopeTypedData, type Envelope } from '#protocol/envelope.ts'
import type { EnvelopeBody } from '#protocol/envelopeBody.ts'
import { QuorateError } from '#protocol/errors.ts'
import { signatureSchema } from '#protocol/hash.ts'
import type { RelayAnswer } from '#protocol/relay.ts'
import type { EffectContext } from '#runtime/host.ts'
import { envelopeNonce } from './envelopeNonce.ts'
import type { World } from './world.ts'

/**
 * Posts one body in the bot's name. The nonce comes from the effect's id, so a repeated attempt is the same request.
 * @throws RELAY_REFUSED when the relayer says neither yes nor "already"
 */
export async function post(
  world: World,
  bot: string,
  fundId: string,
  body: EnvelopeBody,
  context: EffectContext,
): Promise<RelayAnswer> {
  const fund = world.fund(fundId)
  const signer = world.signer(bot)
  const request = envelopeRequest({
    audience: envelopeAudience({ chainId: fund.chainId, vault: fund.contracts.vault }),
    fundId,
    body,
    timestamp: world.now(),
    nonce: envelopeNonce(signer.address, context.effectId),
  })
  const signature = signatureSchema.parse(await signer.signTypedData(envelopeTypedData(request)))
  const envelope: Envelope = { signer: signer.address, request, signature, body }
  const answer = await world.relay().post(fundId, envelope)
  // 409 is success said twice, or too late: either way the relayer's books stand
  if (answer.status === 403 || answer.status === 404)
    throw new QuorateError('RELAY_REFUSED', { bot, body: body.type, problem: answer.detail })
  return answer
}
