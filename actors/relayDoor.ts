// The relayer's door: checks an envelope's shape, audience, body, time and signature, and hands what it says to the
// relayer or the intent bot. Its nonce is the ask's id, so a repeated envelope gets the first one's answer.
import { envelopeAudience, envelopeDigest, envelopeProblem, envelopeSchema, type Envelope } from '#protocol/envelope.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { hashClaim } from '#protocol/claim.ts'
import { hashIntent } from '#protocol/intent.ts'
import { accountAttestationDigest, accountEnvelopeDigest } from '#protocol/accountSignature.ts'
import { attestationDigest, type AttestationPlace, type KindOfAttestation } from '#protocol/attestation.ts'
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
  /** Whether the contract of a verifier stands behind a signature; without it no verifier signs by contract. */
  readonly agrees?: (account: EvmAddress, digest: Hash, signature: Signature) => Promise<boolean>
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
      // it parsed, so it is an object with a body
      received: (untrusted as { readonly body: unknown }).body,
    }) ?? (await signatureProblem(given, fund, envelope))
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

async function signatureProblem(given: DoorGiven, fund: FundConfig, envelope: Envelope): Promise<string | null> {
  const { request, signer } = envelope
  const digests = [envelopeDigest(request), () => accountEnvelopeDigest(request, signer)] as const
  if (!(await isSigned(given, fund, signer, envelope.signature, ...digests))) return `it is not signed by ${signer}`
  const attested = attestationIn(fund, envelope)
  if (attested === null) return null
  const { of, place, signature } = attested
  const { verifier } = of.attestation
  if (verifier !== signer) return `the attestation is ${verifier}'s, the envelope ${signer}'s`
  const both = [attestationDigest(of, place), () => accountAttestationDigest(of, place)] as const
  return (await isSigned(given, fund, verifier, signature, ...both)) ? null : 'the attestation is not signed by its verifier'
}

/** By key; or by contract, for those verifiers that the fund knows as such: no stranger makes the relayer ask a chain. */
async function isSigned(
  given: DoorGiven,
  fund: FundConfig,
  by: EvmAddress,
  signature: Signature,
  digest: Hash,
  accountDigest: () => Hash,
): Promise<boolean> {
  if (given.isSignedBy(digest, signature, by)) return true
  const isAccount = fund.verifiers.some(({ address, signsWith }) => address === by && signsWith !== undefined)
  return isAccount && given.agrees !== undefined && (await given.agrees(by, accountDigest(), signature))
}

interface Attested {
  readonly of: KindOfAttestation
  readonly place: AttestationPlace
  readonly signature: Signature
}
function attestationIn(fund: FundConfig, { body }: Envelope): Attested | null {
  if (!('attestation' in body) || body.attestation === null) return null
  const { signature } = body.attestation
  const place = (book: EvmAddress): AttestationPlace => ({ chainId: fund.chainId, book })
  switch (body.type) {
    case 'claim.attest':
      return { of: { kind: 'claim', attestation: body.attestation }, place: place(fund.contracts.claimBook), signature }
    case 'snapshot.attest':
      return { of: { kind: 'snapshot', attestation: body.attestation }, place: place(fund.contracts.snapshotBook), signature }
    case 'intent.attest':
      return { of: { kind: 'intent', attestation: body.attestation }, place: place(fund.contracts.intentBook), signature }
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
    // whoever signs may ask; the fund's people decide, and a registration knows its own bot
    case 'bot.register':
    case 'bot.retire':
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
    case 'bot.register':
      return { to: `roster:${fundId}`, event: { ...body, from: signer } }
    case 'bot.retire':
      return { to: `registration:${fundId}.${body.botId}`, event: { ...body, from: signer } }
    case 'intent.attest':
    case 'execution.report':
      return { to: `intent:${body.intentHash}`, event: { ...body, from: signer } }
  }
}
