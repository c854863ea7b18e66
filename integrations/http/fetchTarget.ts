// Where a crawler may connect: the public internet over http and https, and loopback ports that the operator named.
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { QuorateError } from '#protocol/errors.ts'
import { referenceCharsMax } from '#protocol/limits.ts'
import { fetchRefused, shown } from './fetchError.ts'

/** The web's own ports only: a fetch must not speak to mail servers, databases or debuggers. */
const publicPorts: ReadonlySet<number> = new Set([80, 443])

/** Answers all addresses of a host name. Injected by tests; the system's resolver otherwise. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** What an operator may allow beyond the public internet. */
export interface FetchPolicy {
  /** `host:port` exactly as the URL names it, for example `127.0.0.1:8081`; only loopback addresses are reached by it. */
  readonly allowLoopback?: readonly string[]
  readonly resolve?: Resolve
}

/** A URL that may be fetched, and the one address to connect to. */
export interface FetchTarget {
  readonly url: URL
  readonly address: string
  readonly family: 4 | 6
  readonly port: number
}

/**
 * Checks a URL and resolves it once; whoever connects must use `address`, or the check means nothing.
 * @throws QuorateError FETCH_REFUSED, FETCH_FAILED (no such host)
 */
export async function checkTarget(text: string, policy: FetchPolicy = {}): Promise<FetchTarget> {
  const url = parseUrl(text)
  // the URL parser has already turned 0x7f.1, 017700000001 and 2130706433 into 127.0.0.1
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  const allowed = (policy.allowLoopback ?? []).includes(`${url.hostname}:${port}`)
  if (!allowed && !publicPorts.has(port)) throw fetchRefused(text, `port ${port} is not a web port`)
  if (host === '') throw fetchRefused(text, 'it names no host')
  const addresses = isIP(host) !== 0 ? [host] : await resolveAll(text, host, policy.resolve ?? systemResolve)
  for (const address of addresses) {
    const range = rangeOf(address)
    // one bad address among good ones is an attempt, not an accident
    if (!(range === 'unicast' || (allowed && range === 'loopback')))
      throw fetchRefused(text, `${address} is in the ${range} range`)
    if (allowed && range !== 'loopback') throw fetchRefused(text, `${address} is not loopback`)
  }
  const [address] = addresses
  if (address === undefined) throw new QuorateError('FETCH_FAILED', { url: shown(text), problem: 'the host has no address' })
  return { url, address, family: ipaddr.parse(address).kind() === 'ipv4' ? 4 : 6, port }
}

function parseUrl(text: string): URL {
  if (text.length > referenceCharsMax) throw fetchRefused(text, `it is longer than ${referenceCharsMax} characters`)
  if (!URL.canParse(text)) throw fetchRefused(text, 'it is not a URL')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw fetchRefused(text, `${url.protocol} is not http or https`)
  if (url.username !== '' || url.password !== '') throw fetchRefused(text, 'it carries credentials')
  return url
}

async function resolveAll(text: string, host: string, resolve: Resolve): Promise<readonly string[]> {
  let addresses: readonly string[]
  try {
    addresses = await resolve(host)
  } catch (cause) {
    throw new QuorateError('FETCH_FAILED', { url: shown(text), problem: `${host} does not resolve` }, { cause })
  }
  // strict: the address library also reads 0x7f.1 and 127.1
  if (!addresses.every((address) => isIP(address) !== 0))
    throw fetchRefused(text, `${host} resolves to something that is no address`)
  return addresses
}

const systemResolve: Resolve = async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)

/** The public part of IPv6. The address library calls the unassigned rest public too, `::7f00:1` among it. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** IPv4-mapped addresses are judged by the address within; NAT64, 6to4 and Teredo carry one too, and are never public here. */
function rangeOf(address: string): string {
  const parsed = ipaddr.process(address) // unwraps ::ffff:a.b.c.d
  const range = parsed.range()
  return range === 'unicast' && parsed instanceof ipaddr.IPv6 && !parsed.match(globalUnicast) ? 'unassigned' : range
}
