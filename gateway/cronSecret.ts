// The secret that a clock elsewhere has, and the one path that it opens.
import { createHash, timingSafeEqual } from 'node:crypto'

/** Nothing else opens by the secret. */
export const cronPath = '/api/v1/cron/execute-intents'

/** Who asks with the secret. Keys and sessions have a kind before their name, so none is called this. */
export const cronPrincipal = 'cron'

/** Is this the secret? Takes the same time whatever is given. */
export function isCronSecret(secret: string, given: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(secret), digest(given))
}
