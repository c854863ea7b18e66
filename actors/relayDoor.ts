// The relayer's door: checks an envelope's shape, audience, body, time and signature, and hands what it says to the
// relayer or the intent bot. Its nonce is the ask's id, so a repeated envelope gets the first one's answer.
import { envelopeAudience, envelopeDigest, envelopeProblem, envelopeSchema, type Envelope } from '#protocol/envelope.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { hashClaim } from '#protocol/claim.ts'
import { hashIntent } from '#protocol/intent.ts'
import { claimAttestationDigest, intentAttestationDigest, snapshotAttestationDigest } from '#protocol/attestation.ts'
import type { EvmAddress } from '#protocol/address.ts'
import type { Hash, Signature } from '#protocol/hash.ts'
import type { RelayAnswer } from '#protocol/relay.ts'
import type { Address } from '#runtime/authoring.ts'
import type { BotEvent, Host } from '#runtime/host.ts'

export interface DoorGiven {
  readonly host: () => Host
  readonly fund: (fundId: string) => FundConfig
  readonly now: () => number
  readonly isSignedBy: (digest: Hash, signature: Signature, address: EvmAddress) => boolean
}

/** Lets one envelope in. @throws ENVELOPE_REFUSED before any bot hears of it */
export async function admit(given: DoorGiven, fundId: string, untrusted: unknown): Promise<RelayAnswer> {
  const parsed = envelopeSchema.safeParse(untrusted)
  if (!parsed.success)
    throw new QuorateError('ENVELOPE_REFUSED', { problem: parsed.error.issues[0]?.message ?? 'it is not an envelope' })
  const envelope = parsed.data
  const fund = given.fund(fundId)
  const problem =
    envelopeProblem(envelope, {
      audience: envelopeAudience({ chainId: fund.chainId, vault: fund.contracts.vault }),
      fundId,
      now: given.now(),
    }) ?? signatureProblem(given, fund, envelope)
  if (problem !== null) throw new QuorateError('ENVELOPE_REFUSED', { problem })
  const { to, event } = addressed(fundId, envelope)
  const role = roleRefusal(fund, envelope)
  if (role !== null) return role
  if (given.host().view(to) === undefined) return { status: 404, detail: `there is no ${to}` }
  const askId = `envelope/${envelope.signer}/${envelope.request.nonce}`
  try {
    // the answer is what the bot's own reply says; its shape is protocol/relay.ts's
    return (await given.host().ask(to, event, { askId, who: envelope.signer })) as unknown as RelayAnswer
  } catch (error) {
    // what comes after the end is late, not wrong; a repeated envelope never gets here, its answer is kept
    if (error instanceof QuorateError && error.code === 'BOT_FINISHED') return { status: 409, detail: `${to} has finished` }
    throw error
  }
}

function signatureProblem(given: DoorGiven, fund: FundConfig, envelope: Envelope): string | null {
  if (!given.isSignedBy(envelopeDigest(envelope.request), envelope.signature, envelope.signer))
    return `it is not signed by ${envelope.signer}`
  const attested = attestationIn(fund, envelope)
  if (attested === null) return null
  if (attested.verifier !== envelope.signer) return `the attestation is ${attested.verifier}'s, the envelope ${envelope.signer}'s`
  return given.isSignedBy(attested.digest, attested.signature, attested.verifier)
    ? null
    : 'the attestation is not signed by its verifier'
}

function attestationIn(
  fund: FundConfig,
  { body }: Envelope,
): { verifier: EvmAddress; digest: Hash; signature: Signature } | null {
  if (!('attestation' in body) || body.attestation === null) return null
  const place = (book: EvmAddress) => ({ chainId: fund.chainId, book })
  const { verifier, signature } = body.attestation
  switch (body.type) {
    case 'claim.attest':
      return { verifier, signature, digest: claimAttestationDigest(body.attestation, place(fund.contracts.claimBook)) }
    case 'snapshot.attest':
      return { verifier, signature, digest: snapshotAttestationDigest(body.attestation, place(fund.contracts.snapshotBook)) }
    case 'intent.attest':
      return { verifier, signature, digest: intentAttestationDigest(body.attestation, place(fund.contracts.intentBook)) }
  }
}

/** Crawlers, strategy and executor are the configured ones; verifiers are judged by the relayer against the open set. */
function roleRefusal(fund: FundConfig, { body, signer }: Envelope): RelayAnswer | null {
  const refused: RelayAnswer = { status: 403, detail: `${signer} may not ${body.type} in fund ${fund.fundId}` }
  switch (body.type) {
    case 'claim.submit':
      return fund.crawlers.some((crawler) => crawler.address === signer) && body.claim.crawler === signer ? null : refused
    case 'intent.propose':
      return fund.accounts.strategy === signer ? null : refused
    case 'execution.report':
      return fund.accounts.executor === signer ? null : refused
    case 'claim.attest':
    case 'snapshot.attest':
    case 'intent.attest':
      return null
  }
}

function addressed(fundId: string, { body, signer }: Envelope): { to: Address; event: BotEvent } {
  const relayer: Address = `relayer:${fundId}`
  switch (body.type) {
    case 'claim.submit':
      return { to: relayer, event: { ...body, claimHash: hashClaim(body.claim), from: signer } }
    case 'intent.propose':
      return { to: relayer, event: { ...body, intentHash: hashIntent(body.intent), from: signer } }
    case 'claim.attest':
    case 'snapshot.attest':
      return { to: relayer, event: { ...body, from: signer } }
    case 'intent.attest':
    case 'execution.report':
      return { to: `intent:${body.intentHash}`, event: { ...body, from: signer } }
  }
}
