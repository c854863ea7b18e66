// Slack's bounds and its markup, written down a second time from its documents: a dull reader of whatever is to be sent.

interface Bound {
  readonly of: (block: Json) => unknown
  readonly max: number
  readonly says: string
}
type Json = Readonly<Record<string, unknown>>

const length = (value: unknown): number => (Array.isArray(value) || typeof value === 'string' ? value.length : 0)
const inner = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Json)[name] : undefined

const bounds: Readonly<Record<string, readonly Bound[]>> = {
  header: [{ of: ({ text }) => inner(text, 'text'), max: 150, says: 'header' }],
  section: [
    { of: ({ text }) => inner(text, 'text'), max: 3_000, says: 'text of a section' },
    { of: ({ fields }) => fields, max: 10, says: 'fields' },
  ],
  actions: [{ of: ({ elements }) => elements, max: 25, says: 'elements' }],
  context: [{ of: ({ elements }) => elements, max: 10, says: 'elements of small print' }],
  button: [
    { of: ({ text }) => inner(text, 'text'), max: 75, says: 'label' },
    { of: ({ value }) => value, max: 2_000, says: 'value' },
    { of: ({ url }) => url, max: 3_000, says: 'address' },
    { of: ({ action_id: id }) => id, max: 255, says: 'action' },
    { of: ({ confirm }) => inner(inner(confirm, 'title'), 'text'), max: 100, says: 'title of a question' },
    { of: ({ confirm }) => inner(inner(confirm, 'text'), 'text'), max: 300, says: 'question' },
    { of: ({ confirm }) => inner(inner(confirm, 'confirm'), 'text'), max: 30, says: 'yes' },
    { of: ({ confirm }) => inner(inner(confirm, 'deny'), 'text'), max: 30, says: 'no' },
  ],
  input: [
    { of: ({ label }) => inner(label, 'text'), max: 2_000, says: 'label of an input' },
    { of: ({ hint }) => inner(hint, 'text'), max: 2_000, says: 'hint of an input' },
    { of: ({ block_id: id }) => id, max: 255, says: 'block' },
  ],
  static_select: [{ of: ({ options }) => options, max: 100, says: 'options' }],
  modal: [
    { of: ({ title }) => inner(title, 'text'), max: 24, says: 'title of a window' },
    { of: ({ blocks }) => blocks, max: 100, says: 'blocks of a window' },
    { of: ({ private_metadata: memo }) => memo, max: 3_000, says: 'memo of a window' },
  ],
  home: [{ of: ({ blocks }) => blocks, max: 100, says: 'blocks of a home' }],
}

/** Everything wrong with it; nothing: Slack takes it, and no text of it is alive. */
export function problemsOf(sent: unknown, blocksMax = 50): readonly string[] {
  const blocks = inner(sent, 'blocks')
  const ids = everyObject(blocks).flatMap(({ action_id: id }) => (typeof id === 'string' && id !== 'open' ? [id] : []))
  return [
    ...(length(blocks) > blocksMax ? [`${length(blocks)} blocks`] : []),
    ...(new Set(ids).size === ids.length || inner(sent, 'type') !== undefined ? [] : ['an action stands twice']),
    ...everyObject(sent).flatMap((one) => [...overBounds(one), ...liveText(one)]),
    ...(typeof inner(sent, 'text') === 'string' ? alive(String(inner(sent, 'text'))) : []),
  ]
}

const overBounds = (one: Json): readonly string[] => [
  ...(bounds[String(one['type'])] ?? []).flatMap(({ of, max, says }) =>
    length(of(one)) > max ? [`${says}: ${length(of(one))} of ${max}`] : [],
  ),
  ...(Array.isArray(one['fields'])
    ? one['fields'].flatMap((each) => (length(inner(each, 'text')) > 2_000 ? ['a field is too long'] : []))
    : []),
  ...('value' in one && isTextObject(one['text']) && one['type'] === undefined && length(one['value']) > 150 ? ['option'] : []),
]

const isTextObject = (value: unknown): boolean => inner(value, 'type') === 'plain_text' || inner(value, 'type') === 'mrkdwn'

function liveText(one: Json): readonly string[] {
  if (!isTextObject(one)) return []
  const text = String(one['text'])
  const empty = text.length === 0 ? ['a text without a sign'] : []
  if (one['type'] === 'plain_text') return [...empty, ...alive(text)]
  const inside = /^```\n([^]*)\n```$/.exec(text)?.[1]
  const isFenced = one['verbatim'] === true && inside !== undefined && !inside.includes('`')
  return [...empty, ...alive(text), ...(isFenced ? [] : [`markup that is alive: ${text.slice(0, 80)}`])]
}

/** Slack makes a link, a person, a channel or a crowd of nothing but `<…>`; a client could of `@here`. */
function alive(text: string): readonly string[] {
  const found = [
    /[<>]/,
    /&(?!amp;|lt;|gt;)/,
    /@(channel|here|everyone|group)/i,
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/,
    /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]/,
    /[\u{e0000}-\u{e007f}]/u,
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/,
  ].filter((pattern) => pattern.test(text))
  return found.map((pattern) => `${pattern} in ${JSON.stringify(text.slice(0, 80))}`)
}

function everyObject(value: unknown): readonly Json[] {
  if (typeof value !== 'object' || value === null) return []
  const below = Object.values(value).flatMap(everyObject)
  return Array.isArray(value) ? below : [value as Json, ...below]
}
