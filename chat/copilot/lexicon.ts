// What a word names: a token, a fund, a spender or a chain that is known here, an address, or nothing. A name that only
// looks like a known one names nothing. Pure.
import { evmAddressSchema, type EvmAddress } from '#protocol/address.ts'
import type { RouteSlots, SaidSpender, SaidToken } from '#protocol/copilotRoute.ts'
import { distance } from 'fastest-levenshtein'
import { shown, type Doubt } from './amounts.ts'
import { nativeSymbol, type Known } from './known.ts'

/** What a word may stand for; more than one where names are shared. */
export interface Named {
  readonly raw: string
  readonly address?: EvmAddress
  readonly token?: SaidToken
  readonly fund?: string
  readonly spender?: SaidSpender
  readonly chain?: NonNullable<RouteSlots['chain']>
  /** why it names nothing */
  readonly doubt?: Doubt
}

/** Names of this instance, ready to be looked up. */
export interface Lexicon {
  readonly known: Known
  /** symbols that can be said, the chain's own coin first */
  readonly symbols: readonly string[]
  find(raw: string): Named | undefined
}

const nameForm = /^[a-z0-9][a-z0-9.+_-]{0,31}$/i
/** What people write for numbers: 250, 1e18, 5k, 0x10, 50bps. */
const numberForm = /^\d[\d.,_]*(?:e\d*|[kmbt]|mm|bn|x[\da-f]*|g?wei|bps?|pct|percent)?$/i

/** @param reserved words of the grammar: a token that is called like one of them is known by its address alone */
export function lexiconOf(known: Known, reserved: ReadonlySet<string>): Lexicon {
  const sayable = (name: string): boolean => nameForm.test(name) && !numberForm.test(name) && !reserved.has(name.toLowerCase())
  const symbols = new Map<string, SaidToken | Doubt>([
    [nativeSymbol.toLowerCase(), { kind: 'symbol', text: nativeSymbol }],
    ['ether', { kind: 'symbol', text: nativeSymbol }],
  ])
  const owners = Map.groupBy(
    known.tokens.filter(({ symbol }) => sayable(symbol)),
    ({ symbol }) => symbol.toLowerCase(),
  )
  for (const [low, tokens] of owners) {
    const symbol = tokens[0]?.symbol ?? low
    if (symbols.has(low)) continue
    const addresses = [...new Set(tokens.map(({ address }) => address))]
    symbols.set(
      low,
      addresses.length === 1
        ? { kind: 'symbol', text: symbol }
        : { says: `Several tokens are called ${symbol}. Which address is it?`, choices: addresses.slice(0, 10) },
    )
  }
  const funds = new Map(known.funds.filter(sayable).map((fund) => [fund.toLowerCase(), fund]))
  const spenders = new Map(known.spenders.filter(({ name }) => sayable(name)).map(({ name }) => [name.toLowerCase(), name]))
  const chains = new Map(
    known.chains
      .filter(({ name }) => !reserved.has(name.toLowerCase()))
      .map((chain) => [chain.name.toLowerCase().replaceAll(/\s+/g, '-'), chain]),
  )
  return {
    known,
    symbols: [...new Set([...symbols.values()].flatMap((token) => ('kind' in token ? [token.text] : [])))],
    find: (raw) => {
      const word = /^\$[a-z]/i.test(raw) ? raw.slice(1) : raw
      const low = word.toLowerCase()
      if (/^0x/i.test(word)) return namedByAddress(word, known)
      const token = symbols.get(low)
      const fund = funds.get(low)
      const spender = spenders.get(low)
      const chain = chains.get(low)
      if (token === undefined && fund === undefined && spender === undefined && chain === undefined) return undefined
      return {
        raw,
        ...(token === undefined ? {} : 'kind' in token ? { token } : { doubt: token }),
        ...(fund === undefined ? {} : { fund }),
        ...(spender === undefined ? {} : { spender: { kind: 'name', text: spender } }),
        ...(chain === undefined ? {} : { chain: { id: chain.id, name: chain.name } }),
      }
    },
  }
}

/** A word that begins with 0x; undefined where it is meant as a number. */
function namedByAddress(raw: string, known: Known): Named | undefined {
  const digits = raw.length - 2
  if (!/^0x[0-9a-f]*$/i.test(raw) || digits < 20) return undefined
  if (digits !== 40)
    return { raw, doubt: { says: `“${shown(raw)}” is no address: it has ${digits} digits after 0x, not 40.`, choices: [] } }
  const parsed = evmAddressSchema.safeParse(raw)
  if (!parsed.success)
    return {
      raw,
      doubt: { says: `“${shown(raw)}” is mistyped: its checksum is wrong. Copy the address once more.`, choices: [] },
    }
  const address = parsed.data
  const is = (other: { readonly address: string }): boolean => other.address.toLowerCase() === address.toLowerCase()
  return {
    raw,
    address,
    spender: { kind: 'address', text: address },
    ...(known.tokens.some(is) ? { token: { kind: 'address', text: address } } : {}),
  }
}

/** Letters of other alphabets that look like Latin ones. */
const theirs = Array.from('авсԁеһіјкмнорѕтухԝαβεηικμνορτυχζ')
const latin = 'abcdehijkmhopstyxwabehikmnoptuxz'
const lookAlikes = new Map(theirs.map((letter, at) => [letter, latin.charAt(at)]))
const seenAs = (word: string): string =>
  Array.from(word.normalize('NFKC').toLowerCase(), (letter) => lookAlikes.get(letter) ?? letter).join('')

/** Why a word names nothing of a kind, and which of the known ones may be meant. */
export function unknownName(raw: string, names: readonly string[], what: string): Doubt {
  const word = shown(raw)
  const twin = names.find((name) => /[^\u0000-\u007f]/.test(raw) && seenAs(raw) === name.toLowerCase())
  if (twin !== undefined)
    return { says: `“${word}” looks like ${twin} and is written with other letters. Type it anew.`, choices: [twin] }
  const low = raw.slice(0, 40).toLowerCase()
  const near = names.filter((name) => {
    const far = distance(low, name.toLowerCase())
    // a third of it may be wrong, and two letters that changed places
    return far > 0 && far <= (name.length < 4 ? 1 : 2)
  })
  const meant = near.length === 0 ? '' : ` Did you mean ${near.slice(0, 3).join(' or ')}?`
  const there = names.length === 0 ? ` No ${what} is known here.` : ` Known here: ${names.slice(0, 10).join(', ')}.`
  return {
    says: `“${word}” is no ${what} that is known here.${meant === '' ? there : meant}`,
    choices: [...near, ...names.filter((name) => !near.includes(name))].slice(0, 10),
  }
}

/** A known account whose address has the same first and last four digits, and is another. */
export function lookAlikeOf(address: string, known: Known): string | undefined {
  const ends = (each: string): string => `${each.slice(2, 6)}${each.slice(-4)}`.toLowerCase()
  const accounts = [
    ...known.tokens.map((token) => ({ name: token.symbol, address: token.address })),
    ...known.spenders.map((spender) => ({ name: spender.name, address: spender.address })),
  ]
  return accounts.find(
    (account) => ends(account.address) === ends(address) && account.address.toLowerCase() !== address.toLowerCase(),
  )?.name
}
