// Takes secrets out of what is said: log lines, errors, answers. Two ways at once: what is known to be secret in this process
// is taken out wherever it stands, and what looks like a secret is taken out whoever put it there.

/** What stands where a secret stood. */
export const redacted = '[redacted]'

/** Shorter ones would take ordinary words out of every line. */
const knownMin = 8
/** A part of an address's path that nobody would type: a provider's key. */
const pathKeyMin = 16

const secretName =
  '(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|password|passphrase|secret|mnemonic|private[-_]?key|(?:access|refresh|id|session|auth)[-_]?token|client[-_]?secret|api[-_]?key'
const secretMember = new RegExp(`^(?:${secretName})$`, 'i')

const patterns: readonly (readonly [RegExp, string])[] = [
  // members of JSON, and of JSON within a string of JSON
  [new RegExp(`("(?:${secretName})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'gi'), `$1"${redacted}"`],
  [new RegExp(`(\\\\"(?:${secretName})\\\\"\\s*:\\s*)\\\\"(?:(?!\\\\").)*\\\\"`, 'gi'), `$1\\"${redacted}\\"`],
  // headers as text
  [/\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(\s*[:=]\s*)[^\r\n"\\]+/gi, `$1$2${redacted}`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${redacted}`],
  // our own keys: whose it is may be told
  [/\b(qk_[a-z][a-z0-9-]{0,30}_)[A-Za-z0-9_-]{16,}/g, `$1${redacted}`],
  // addresses with credentials
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>\\]+@/gi, `$1${redacted}@`],
  [/([?&](?:api[-_]?key|key|(?:access[-_]?)?token|secret|password|signature|sig|code)=)[^&\s"'#\\<>]+/gi, `$1${redacted}`],
  // tokens that say what they are
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, redacted],
]

/** The secrets of one process. */
export class Redaction {
  /** Longest first: one may be a part of another. */
  #known: readonly string[] = []

  /** From now on this text is taken out wherever it stands. */
  hide(secret: string): void {
    if (secret.length < knownMin || this.#known.includes(secret)) return
    this.#known = [...this.#known, secret].toSorted((one, other) => other.length - one.length)
  }

  /** Hides what is secret of an address: its credentials, and parts of it that are a provider's key. */
  hideUrl(address: string): void {
    const url = URL.parse(address)
    if (url === null) return
    for (const part of [url.username, url.password, ...url.searchParams.values()]) {
      this.hide(part)
      this.hide(decodeURIComponent(part))
    }
    for (const part of url.pathname.split('/')) if (part.length >= pathKeyMin) this.hide(part)
  }

  /** Hides what an environment names a key, a password or the like. */
  hideEnvironment(environment: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value = ''] of Object.entries(environment)) {
      if (/_URL$/i.test(name)) this.hideUrl(value)
      if (!/KEY|SECRET|PASS|TOKEN|MNEMONIC|CREDENTIAL/i.test(name)) continue
      this.hide(value)
      this.hide(value.replace(/^0x/, ''))
    }
  }

  /** A text without secrets; JSON stays JSON. */
  text(text: string): string {
    let said = text
    for (const secret of this.#known) if (said.includes(secret)) said = said.replaceAll(secret, redacted)
    for (const [pattern, instead] of patterns) said = said.replace(pattern, instead)
    return said
  }

  /** The same for everything in a value: by the names of its members, and in its texts. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((each: unknown) => this.value(each))
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, secretMember.test(name) ? redacted : this.value(each)]),
    )
  }
}

/** This process's. */
export const redaction = new Redaction()
