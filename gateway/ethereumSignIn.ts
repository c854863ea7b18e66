// Sign-In with Ethereum (EIP-4361): an account of the settings signs a message that names this door, this chain, this moment
// and a number that works once.
import { createSiweMessage, parseSiweMessage, type SiweMessage } from 'viem/siwe'
import { hashMessage } from 'viem'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import { hashSchema, type Signature } from '#protocol/hash.ts'
import { Challenges } from './challenge.ts'
import type { GatewayParts } from './gatewayParts.ts'

/** From asking for a message to giving it back signed. */
const patienceMs = 600_000
const statement = 'Sign in to Quorate. This moves nothing and costs nothing.'

/** What a door checks a message against. */
type Given = Pick<GatewayParts, 'isSignedBy' | 'standsBehind' | 'funds'> & {
  readonly nowMs: () => number
  /** Is it of a person of the settings? For nobody else a chain is asked. */
  readonly isKnown: (address: EvmAddress) => boolean
}

/** The messages of one gateway. */
export class EthereumSignIn {
  readonly #given: Given
  readonly #challenges: Challenges

  constructor(given: Given) {
    this.#given = given
    this.#challenges = new Challenges('ethereum', patienceMs, given.nowMs)
  }

  /** The message for an account to sign. @param origin of this door, as its page sees it */
  message(address: EvmAddress, origin: string): string {
    const now = this.#given.nowMs()
    return createSiweMessage({
      domain: new URL(origin).host,
      uri: origin,
      address,
      statement,
      version: '1',
      chainId: this.#chains()[0] ?? 1,
      nonce: this.#challenges.issue(),
      issuedAt: new Date(now),
      expirationTime: new Date(now + patienceMs),
    })
  }

  /**
   * Who signed a message, and its nonce, which the session that it opens uses up.
   * @throws UNAUTHENTICATED saying which line is wrong, RPC_UNREACHABLE where only the chain could tell
   */
  async signer(
    text: string,
    signature: Signature,
    origin: string,
  ): Promise<{ readonly address: EvmAddress; readonly nonce: string }> {
    const refuse = (problem: string): QuorateError => new QuorateError('UNAUTHENTICATED', { problem })
    const parsed = parseSiweMessage(text)
    // read and written again it must be the same: nothing hides between its lines
    if (!isWhole(parsed) || text !== createSiweMessage(parsed)) throw refuse('it is no EIP-4361 message of this door')
    const { domain, uri, scheme, chainId, nonce, issuedAt, expirationTime, notBefore } = parsed
    if (domain !== new URL(origin).host || (scheme !== undefined && `${scheme}:` !== new URL(origin).protocol))
      throw refuse(`it was signed for ${domain}, this is ${new URL(origin).host}`)
    if (uri !== origin) throw refuse(`its URI is ${uri}, this is ${origin}`)
    if (!this.#chains().includes(chainId)) throw refuse(`it was signed for chain ${chainId}`)
    const now = this.#given.nowMs()
    if (expirationTime.getTime() <= now || expirationTime.getTime() - issuedAt.getTime() > patienceMs)
      throw refuse('it has expired, or would be good for longer than ten minutes')
    if (issuedAt.getTime() > now || (notBefore !== undefined && notBefore.getTime() > now)) throw refuse('it is for later')
    if (!this.#challenges.isGood(nonce)) throw refuse('its nonce is not one of this door, or is too old')
    const address = toEvmAddress(parsed.address)
    if (!(await this.#isOf(address, text, signature))) throw refuse(`it is not signed by ${address}`)
    return { address, nonce }
  }

  /** A key's signature is read here; a contract is asked, where there is a chain and the account is somebody's. */
  async #isOf(address: EvmAddress, message: string, signature: Signature): Promise<boolean> {
    const { isSignedBy, isKnown, standsBehind } = this.#given
    if (isSignedBy(hashSchema.parse(hashMessage(message)), signature, address)) return true
    return isKnown(address) && standsBehind !== undefined && (await standsBehind({ address, message, signature }))
  }

  #chains(): readonly number[] {
    return [...new Set(this.#given.funds().map(({ chainId }) => chainId))]
  }
}

type Whole = SiweMessage & { readonly issuedAt: Date; readonly expirationTime: Date }

function isWhole(parsed: Partial<SiweMessage>): parsed is Whole {
  const dates = [parsed.issuedAt, parsed.expirationTime, ...(parsed.notBefore === undefined ? [] : [parsed.notBefore])]
  const texts = [parsed.domain, parsed.address, parsed.uri, parsed.nonce, parsed.chainId]
  return (
    parsed.version === '1' &&
    texts.every((each) => each !== undefined) &&
    dates.every((each) => each !== undefined && !Number.isNaN(each.getTime())) &&
    URL.canParse(parsed.uri ?? '')
  )
}
