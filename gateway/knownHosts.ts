// Which names this door answers to. A page in the operator's browser can send requests to loopback; what it cannot do is
// send another Host or Origin than its own.
import { QuorateError } from '#protocol/errors.ts'
import type { GatewayPlace } from './gatewayParts.ts'

/** What a request says of where it comes from and goes to. */
export interface RequestHeaders {
  readonly host?: string | undefined
  readonly origin?: string | undefined
  readonly 'sec-fetch-site'?: string | string[] | undefined
}

/** The exact Host and Origin values of one listening gateway. */
export interface KnownHosts {
  /** @throws HOST_REFUSED, ORIGIN_REFUSED */
  check(headers: RequestHeaders): void
  /**
   * What a browser sends along by itself, a cookie, counts only where its page is this door's own. @throws ORIGIN_REFUSED
   * @param changes does the request change something? Then its Origin must be said
   */
  checkPage(headers: RequestHeaders, changes: boolean): void
  /** Where a request that was let in was sent to: `https://quorate.example`. */
  originOf(headers: RequestHeaders): string
}

/** @param port the one that is listened on */
export function knownHosts({ host, publicUrls }: GatewayPlace, port: number): KnownHosts {
  const origins = new Set([
    ...loopbackNames(host).map((name) => `http://${name}:${port}`),
    ...publicUrls.map((url) => new URL(url).origin),
  ])
  const hosts = new Map([...origins].flatMap((origin) => hostValues(new URL(origin)).map((value) => [value, origin] as const)))
  return {
    check(headers) {
      if (headers.host === undefined || !hosts.has(headers.host.toLowerCase()))
        throw new QuorateError('HOST_REFUSED', { host: (headers.host ?? '').slice(0, 200) })
      if (headers.origin !== undefined && !origins.has(headers.origin))
        throw new QuorateError('ORIGIN_REFUSED', { origin: headers.origin.slice(0, 200) })
    },
    checkPage({ host: asked = '', origin, 'sec-fetch-site': site }, changes) {
      const own = hosts.get(asked.toLowerCase())
      if (origin === undefined ? changes : origin !== own)
        throw new QuorateError('ORIGIN_REFUSED', { origin: origin ?? 'nowhere' })
      // another port of this machine is the same site to a browser, and sends its cookies
      if (site !== undefined && site !== 'same-origin' && site !== 'none')
        throw new QuorateError('ORIGIN_REFUSED', { origin: `a ${String(site)} page` })
    },
    originOf: ({ host: asked = '' }) => hosts.get(asked.toLowerCase()) ?? '',
  }
}

function loopbackNames(host: string): readonly string[] {
  return host === '127.0.0.1' || host === '::1' || host === 'localhost'
    ? ['127.0.0.1', 'localhost', '[::1]']
    : [host.includes(':') ? `[${host}]` : host]
}

/** Clients leave the port out when it is the scheme's own, or say it all the same. */
function hostValues(url: URL): readonly string[] {
  const usual = url.protocol === 'https:' ? '443' : '80'
  return url.port === '' ? [url.hostname, `${url.hostname}:${usual}`] : [url.host]
}
