// Where a keystore's password comes from: the environment, or a file that it names. Never an argument: those are in every
// process list.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'

/** A password is a line. */
const bytesMax = 4_096
/** The credential's name under systemd's `LoadCredential=`. */
const credential = 'quorate-password'

/** `QUORATE_KEY_VERIFIER_ALPHA` for `verifier-alpha`. */
export const variableOf = (kind: 'KEY' | 'PASSWORD' | 'PASSWORD_FILE', name: string): string =>
  `QUORATE_${kind}_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`

/**
 * The password of a keystore, from the first that is there: `QUORATE_PASSWORD_<NAME>`, `QUORATE_PASSWORD_FILE_<NAME>`,
 * `QUORATE_PASSWORD`, `QUORATE_PASSWORD_FILE`, the systemd credential `quorate-password`. Undefined: none is.
 * @throws PASSWORD_REFUSED when a file that is named cannot be read
 */
export function keystorePassword(name: string, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  return (
    environment[variableOf('PASSWORD', name)] ??
    inFile(environment[variableOf('PASSWORD_FILE', name)]) ??
    environment['QUORATE_PASSWORD'] ??
    inFile(environment['QUORATE_PASSWORD_FILE']) ??
    inCredentials(environment['CREDENTIALS_DIRECTORY'])
  )
}

function inCredentials(folder: string | undefined): string | undefined {
  if (folder === undefined || folder === '') return undefined
  const file = join(folder, credential)
  return existsSync(file) ? inFile(file) : undefined
}

function inFile(file: string | undefined): string | undefined {
  if (file === undefined || file === '') return undefined
  try {
    if (statSync(file).size > bytesMax) throw new Error(`it is over ${bytesMax} bytes`)
    return passwordIn(readFileSync(file, 'utf8'))
  } catch (cause) {
    const problem = cause instanceof Error && 'code' in cause ? String(cause.code) : 'it is not a line of text'
    throw new QuorateError('PASSWORD_REFUSED', { problem: `${file}: ${problem}` }) // no cause: it may quote the file
  }
}

/** A text file's first line: editors and `echo` end it. */
export function passwordIn(text: string): string {
  return text.replace(/\r?\n[^]*$/, '')
}
