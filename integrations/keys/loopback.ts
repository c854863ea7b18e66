// Which addresses are this machine and nobody else.
import ipaddr from 'ipaddr.js'

/** Is the host of this URL the loopback interface, by address or as `localhost`? */
export function isLoopbackUrl(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : ''
  if (host === 'localhost') return true
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback'
}
