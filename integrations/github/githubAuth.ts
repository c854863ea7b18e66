// How this instance shows GitHub who it is: a fine-grained token, or an app whose installation is found for each repository.
// Both come from the environment alone, so that they stand in no file of the instance.
import { createPrivateKey } from 'node:crypto'
import { QuorateError } from '#protocol/errors.ts'

export type GithubAuth =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'app'; readonly appId: number; readonly privateKey: string }

type Environment = Readonly<Record<string, string | undefined>>

/** Undefined: the environment names none. @throws GITHUB_AUTH_INVALID for half of an app, both ways at once, or no key */
export function githubAuthOf(environment: Environment): GithubAuth | undefined {
  const [token, appId, key] = ['QUORATE_GITHUB_TOKEN', 'QUORATE_GITHUB_APP_ID', 'QUORATE_GITHUB_APP_PRIVATE_KEY'].map((name) =>
    (environment[name] ?? '').trim(),
  ) as [string, string, string] // three names, three values
  if (token === '' && appId === '' && key === '') return undefined
  if (token !== '' && (appId !== '' || key !== ''))
    throw refused('there are a token and an app', 'keep QUORATE_GITHUB_TOKEN, or the two of the app: not both')
  if (token !== '') {
    if (/^[\x21-\x7e]{16,512}$/.test(token)) return { kind: 'token', token }
    throw refused('the token is none', 'copy it anew into QUORATE_GITHUB_TOKEN')
  }
  if (!/^\d{1,15}$/.test(appId))
    throw refused('the app has no number', 'give it as QUORATE_GITHUB_APP_ID: the page of the app shows it')
  return { kind: 'app', appId: Number(appId), privateKey: pemOf(key) }
}

/** A file's text, with its lines as they are or as `\n`, as environments carry them. */
function pemOf(given: string): string {
  const text = given.replaceAll('\\n', '\n')
  try {
    // GitHub hands out PKCS#1; what signs tokens here takes either
    return createPrivateKey(text).export({ type: 'pkcs8', format: 'pem' }).toString()
  } catch {
    // its cause could quote a part of it
    throw refused('the app’s private key cannot be read', 'put the whole PEM file into QUORATE_GITHUB_APP_PRIVATE_KEY')
  }
}

const refused = (problem: string, remedy: string): QuorateError => new QuorateError('GITHUB_AUTH_INVALID', { problem, remedy })
