// Where an answer sends us. Whether we may go there is asked again, of the whole URL, before any connection.
import { fetchRefused } from './fetchError.ts'

/** @throws QuorateError FETCH_REFUSED when there is no such place, or when it gives up https */
export function redirectTarget(from: string, location: string | undefined): string {
  if (location === undefined || !URL.canParse(location, from)) throw fetchRefused(from, 'it redirects to no URL')
  const to = new URL(location, from)
  if (new URL(from).protocol === 'https:' && to.protocol === 'http:') throw fetchRefused(to.href, 'it leaves https')
  return to.href
}
