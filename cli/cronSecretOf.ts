// The secret of a clock elsewhere: from the environment only, so that it stands in no file of the instance.
import { QuorateError } from '#protocol/errors.ts'

/** Shorter ones can be guessed. */
const charsMin = 16
/** What the gateway reads of a header. */
const charsMax = 200

/** Undefined: the path that it would open is not there. @throws SETTINGS_INVALID for one that is too short */
export function cronSecretOf(environment: NodeJS.ProcessEnv): string | undefined {
  const secret = environment['QUORATE_CRON_SECRET']
  if (secret === undefined || secret === '') return undefined
  if (secret.length >= charsMin && secret.length <= charsMax && /^[\x21-\x7e]+$/.test(secret)) return secret
  throw new QuorateError('SETTINGS_INVALID', {
    file: 'QUORATE_CRON_SECRET',
    problem: `a cron secret has ${charsMin} to ${charsMax} visible ASCII characters`,
  })
}
