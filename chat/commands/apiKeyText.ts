// How an API key reads: `qk_<id>_<secret>`. The id finds it, the secret proves it, the prefix lets scanners of leaked
// secrets know it.

/** As many as nobody guesses, so that a fast hash of them is enough. */
export const secretBytes = 32

const pattern = /^qk_([a-z][a-z0-9-]{0,30})_([A-Za-z0-9_-]{43})$/

/** The two parts of a key; undefined for anything else. */
export function readApiKey(text: string): { readonly id: string; readonly secret: string } | undefined {
  const [, id, secret] = pattern.exec(text) ?? []
  return id === undefined || secret === undefined ? undefined : { id, secret }
}

/** A key as its owner keeps it. */
export const apiKeyText = (id: string, secret: string): string => `qk_${id}_${secret}`
