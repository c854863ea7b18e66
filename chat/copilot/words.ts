// Sentences and their words, as they were typed and as they are compared. Pure.

/** One word. */
export interface Word {
  /** as it was typed */
  readonly raw: string
  /** in lower case, for comparing */
  readonly low: string
}

/** One sentence. */
export interface Sentence {
  readonly words: readonly Word[]
  /** it ends with a question mark */
  readonly asks: boolean
}

/** Short forms, and what they are short for. */
const shortForms: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "i'd": ['i', 'would'],
    "i'll": ['i', 'will'],
    "i'm": ['i', 'am'],
    "i've": ['i', 'have'],
    "let's": ['let', 'us'],
    lets: ['let', 'us'],
    whats: ['what', 'is'],
    hows: ['how', 'is'],
    wheres: ['where', 'is'],
    wanna: ['want', 'to'],
    gimme: ['give', 'me'],
    cannot: ['can', 'not'],
    dont: ['do', 'not'],
    doesnt: ['does', 'not'],
    didnt: ['did', 'not'],
    cant: ['can', 'not'],
    wont: ['will', 'not'],
    shouldnt: ['should', 'not'],
  }),
)
const asksWith = new Set(['what', 'how', 'where', 'who', 'which', 'when', 'why', 'that', 'it', 'there'])

/** Sentences of a text, in order; empty ones are left out. */
export function sentencesOf(text: string): readonly Sentence[] {
  const parts = text
    .replaceAll(/->|=>|[\u2192\u21d2]/g, ' to ')
    // an abbreviation ends no sentence
    .replaceAll(/\bmax\.(?=\s)/gi, 'max')
    .split(/(\?+)|[!;\n\uff01]+(?=\s|$)|\n|\.(?=\s|$)/)
    .map((part) => part ?? '')
  const sentences: Sentence[] = []
  for (const [at, part] of parts.entries()) {
    if (part.startsWith('?')) continue
    const words = wordsOf(part)
    if (words.length > 0) sentences.push({ words, asks: (parts[at + 1] ?? '').startsWith('?') })
  }
  return sentences
}

function wordsOf(sentence: string): readonly Word[] {
  return (
    sentence
      // "- 5" is no list
      .replaceAll(/(?<=^|\s)([-\u2212\u2013])\s+(?=[\d.])/g, '$1')
      // between digits a comma belongs to the number
      .replaceAll(/(?<!\d),|,(?!\d)|[()*]|\s[-\u2013\u2014~]+(?=\s)|\u2014|\.\.\.|\u2026/g, ' ')
      .replaceAll(/(\d)\s+%/g, '$1%')
      .split(/\s+/)
      .filter((word) => word !== '' && !/^[-\u2013.,:]+$/.test(word))
      .flatMap(spelledOut)
  )
}

function spelledOut(typed: string): readonly Word[] {
  // what is left of "slippage:" and "please:"
  const raw = typed.replace(/^(\p{L}+):$/u, '$1')
  const low = raw.toLowerCase()
  const [, head = '', tail] = /^([a-z0-9.-]+)'([a-z]*)$/.exec(low) ?? []
  const long = shortForms.get(low) ?? (tail === 's' && asksWith.has(head) ? [head, 'is'] : undefined)
  if (long !== undefined) return long.map(plain)
  if (tail === 't' && head.endsWith('n')) return [head.slice(0, -1), 'not'].map(plain)
  // somebody's: "uniswap-v2's allowance"
  if (tail === 's' || tail === '') return [{ raw: raw.slice(0, head.length), low: head }]
  return [{ raw, low }]
}

const plain = (word: string): Word => ({ raw: word, low: word })
