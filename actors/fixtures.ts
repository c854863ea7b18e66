// What tests of actors are made from: test keys, a fund whose people hold them, a world in which nothing may be touched
// that the test did not provide, and envelopes signed as bots sign them.
import { privateKeyToAccount, type PrivateKeyAccount } from 'viem/accounts'
import { toEvmAddress } from '#protocol/address.ts'
import {
  claimAttestationTypedData,
  intentAttestationTypedData,
  snapshotAttestationTypedData,
  type AttestationPlace,
  type ClaimAttestation,
  type IntentAttestation,
  type SignedClaimAttestation,
  type SignedIntentAttestation,
  type SignedSnapshotAttestation,
  type SnapshotAttestation,
} from '#protocol/attestation.ts'
import { envelopeAudience, envelopeRequest, envelopeTypedData, type Envelope, type EnvelopeRequest } from '#protocol/envelope.ts'
import { envelopeBodySchema, type EnvelopeBody } from '#protocol/envelopeBody.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundFixture, hashFixture } from '#protocol/fixtures.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { signatureSchema } from '#protocol/hash.ts'
import { ammPriceRefSchema, ammPriceSchema, type AmmPrice, type AmmPriceRef } from '#protocol/source.ts'
import { isSignedBy } from '#integrations/chain/attestationCheck.ts'
import type { EffectBinding, EffectContext } from '#runtime/host.ts'
import { githubOff } from '#integrations/github/githubApi.ts'
import { makeGithubHands, type GithubHands } from './githubHands.ts'
import type { ChainView, ChatHands, Gauges, HttpSources, Messengers, NewsDesk, RelayTransport, Signer, World } from './world.ts'

const holders = ['alpha', 'bravo', 'charlie', 'pool', 'figure', 'page', 'strategy', 'executor', 'relayer', 'stranger'] as const
export type Holder = (typeof holders)[number]

/** Wall clock and chain time of the tests, in seconds. */
export const testNow = 1_760_000_000

/** A signer with a key made from a small number: published, never money. */
export function testSigner(holder: Holder): Signer {
  const account = privateKeyToAccount(`0x${(holders.indexOf(holder) + 1).toString(16).padStart(64, '0')}`)
  return {
    address: toEvmAddress(account.address),
    signTypedData: (typed) => account.signTypedData(typed as Parameters<PrivateKeyAccount['signTypedData']>[0]), // ours are valid
  }
}
export const addressOf = (holder: Holder): Signer['address'] => testSigner(holder).address

/** A fund `main`: three verifiers, a crawler of each source type. */
export function actorsFund(change: Record<string, unknown> = {}): FundConfig {
  const web = { schemaId: 'figure/1', url: 'https://example.com/figure' }
  return fundFixture({
    verifiers: (['alpha', 'bravo', 'charlie'] as const).map((name) => ({ name, address: addressOf(name), weight: 1 })),
    crawlers: [
      { name: 'pool', address: addressOf('pool'), source: { type: 'amm-price', pool: 'wave' } },
      {
        name: 'figure',
        address: addressOf('figure'),
        source: { type: 'http-json', ...web, jsonPath: '$.price', extractedType: 'number' },
      },
      { name: 'page', address: addressOf('page'), source: { type: 'http-text', ...web } },
    ],
    accounts: { relayer: addressOf('relayer'), strategy: addressOf('strategy'), executor: addressOf('executor') },
    ...change,
  })
}

/** Rejects whatever a test did not provide, by its name. */
function strict<Face extends object>(name: string, given: Partial<Face>): Face {
  return new Proxy(given, {
    get: (target, key) =>
      Reflect.get(target, key) ??
      (() => {
        throw new Error(`the test gave no ${name}.${String(key)}`)
      }),
  }) as Face // what is missing throws when it is used
}
export const viewOf = (given: Partial<ChainView>): ChainView => strict('view', given)

/** Of a world that no messenger reaches. */
export const noChat: ChatHands = strict('chat', {})
/** GitHub where the settings name no repository. */
export const noGithub = (): GithubHands =>
  makeGithubHands({ api: githubOff(), repositories: [], host: () => ({ list: () => [] }) })

/** A world around one fund. Bots hold the keys of their names. */
export function worldOf(
  given: Partial<Omit<World, 'fund' | 'view' | 'relay' | 'http' | 'gauges' | 'chat' | 'messengers' | 'news'>> & {
    readonly fund?: FundConfig
    readonly view?: Partial<ChainView>
    readonly relay?: Partial<RelayTransport>
    readonly http?: Partial<HttpSources>
    readonly gauges?: Partial<Gauges>
    readonly messengers?: Partial<Messengers>
    readonly news?: Partial<NewsDesk>
    readonly chat?: Partial<ChatHands>
  } = {},
): World {
  const {
    fund = actorsFund(),
    view = {},
    relay = {},
    http = {},
    gauges = {},
    messengers = {},
    news = {},
    chat = {},
    ...rest
  } = given
  return {
    now: () => testNow,
    patience: (ms) => AbortSignal.timeout(ms),
    fund: (fundId) => {
      if (fundId !== fund.fundId) throw new QuorateError('UNKNOWN_FUND', { fundId })
      return fund
    },
    view: () => viewOf({ chainTime: () => Promise.resolve(testNow), ...view }),
    signer: (bot) => testSigner((bot.split('.')[1] ?? bot.split(':')[0]) as Holder), // a wrong name has no key: it throws
    isSignedBy,
    account: () => strict('account', {}),
    relay: () => strict('relay', relay),
    http: strict('http', http),
    fault: () => 'none',
    gauges: strict('gauges', gauges),
    messengers: strict('messengers', messengers),
    news: strict('news', news),
    chat: strict('chat', chat),
    github: noGithub(),
    maxDeviationBps: 500,
    ...rest,
  }
}

/** Runs the effect bound to a port once, as the runtime would. */
export function runEffect(
  bindings: readonly EffectBinding[],
  port: string,
  input: unknown,
  context: Partial<EffectContext> = {},
): Promise<unknown> {
  const binding = bindings.find((one) => one.port === port)
  if (binding === undefined) throw new Error(`nothing is bound to ${port}`)
  const given: EffectContext = {
    effectId: 'bot:x/1/0',
    actor: 'bot:x',
    attempt: 1,
    signal: new AbortController().signal,
    ...context,
  }
  return binding.run(input as never, given) // the table of bindings forgets the inputs' types
}

/** An envelope as its signer makes it; `request` and `after` bend it before and after signing. */
export async function envelopeOf(given: {
  readonly by: Holder
  readonly body: object
  readonly fund?: FundConfig
  readonly request?: Partial<EnvelopeRequest>
  readonly after?: (envelope: Envelope) => unknown
}): Promise<Envelope> {
  const { by, fund = actorsFund() } = given
  const body: EnvelopeBody = envelopeBodySchema.parse(given.body)
  const audience = envelopeAudience({ chainId: fund.chainId, vault: fund.contracts.vault })
  const request = {
    ...envelopeRequest({ audience, fundId: fund.fundId, body, timestamp: testNow, nonce: '7' }),
    ...given.request,
  }
  const signer = testSigner(by)
  const signature = signatureSchema.parse(await signer.signTypedData(envelopeTypedData(request)))
  const envelope: Envelope = { signer: signer.address, request, signature, body }
  return (given.after?.(envelope) ?? envelope) as Envelope // bent on purpose
}

const expires = { expiresAt: testNow + 600, nonce: '1' as ClaimAttestation['nonce'] }
const place = (book: AttestationPlace['book']): AttestationPlace => ({ chainId: 31_337, book })

/** A verifier's signature over a claim; `signedBy` is whose key really made it. */
export async function signedClaim(
  verifier: Holder,
  about: Pick<ClaimAttestation, 'claimHash'> & Partial<ClaimAttestation>,
  signedBy = verifier,
): Promise<SignedClaimAttestation> {
  const attestation: ClaimAttestation = { round: 7, setEpoch: 1, verifier: addressOf(verifier), ...expires, ...about }
  const typed = claimAttestationTypedData(attestation, place(actorsFund().contracts.claimBook))
  return { ...attestation, signature: signatureSchema.parse(await testSigner(signedBy).signTypedData(typed)) }
}
/** As signedClaim, over a root. */
export async function signedRoot(
  verifier: Holder,
  about: Pick<SnapshotAttestation, 'root'> & Partial<SnapshotAttestation>,
  signedBy = verifier,
): Promise<SignedSnapshotAttestation> {
  const attestation: SnapshotAttestation = { round: 7, setEpoch: 1, verifier: addressOf(verifier), ...expires, ...about }
  const typed = snapshotAttestationTypedData(attestation, place(actorsFund().contracts.snapshotBook))
  return { ...attestation, signature: signatureSchema.parse(await testSigner(signedBy).signTypedData(typed)) }
}
/** As signedClaim, over an intent. */
export async function signedIntent(
  verifier: Holder,
  about: Pick<IntentAttestation, 'intentHash'> & Partial<IntentAttestation>,
  signedBy = verifier,
): Promise<SignedIntentAttestation> {
  const attestation: IntentAttestation = { setEpoch: 1, verifier: addressOf(verifier), ...expires, ...about }
  const typed = intentAttestationTypedData(attestation, place(actorsFund().contracts.intentBook))
  return { ...attestation, signature: signatureSchema.parse(await testSigner(signedBy).signTypedData(typed)) }
}

/** A pool's reading as a node gives it: block 42, spot and time-weighted price 2000. */
export const readingOf = (
  change: Partial<AmmPrice> = {},
  ref: Partial<AmmPriceRef> = {},
): { ref: AmmPriceRef; price: AmmPrice } => {
  const { chainId, pools, rounds } = actorsFund()
  const [pool] = pools
  const wad = (2_000n * 10n ** 18n).toString()
  return {
    ref: ammPriceRefSchema.parse({ chainId, pair: pool?.pair, block: 42, blockHash: hashFixture(42), ...ref }),
    price: ammPriceSchema.parse({
      base: pool?.base,
      quote: pool?.quote,
      reserveBase: '1000000000000000000',
      reserveQuote: '2000000000',
      spotWad: wad,
      twapWad: wad,
      windowS: rounds.twapWindowS,
      blockTime: testNow - 12,
      ...change,
    }),
  }
}
