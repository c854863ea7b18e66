// What is sought, as it stands in the address of the page. Pure.

/** Names of the filters, as the gateway has them, too. */
export const filterNames = ['text', 'event', 'fact', 'bot', 'fund', 'before'] as const
export type FilterName = (typeof filterNames)[number]
/** Those that are set, trimmed. */
export type Filters = Partial<Readonly<Record<FilterName, string>>>

/** What an address asks for; whatever else stands in it is left out. */
export function filtersOf(search: URLSearchParams): Filters {
  return setOnly(filterNames.map((name) => [name, search.get(name) ?? '']))
}

/** What a form was filled in with. */
export const filtersIn = (form: FormData): Filters => setOnly(filterNames.map((name) => [name, textIn(form, name)]))

/** What stands in a field; a file is no text. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** The address that asks for it. */
export function journalHref(filters: Filters): string {
  const query = new URLSearchParams(filters).toString()
  return query === '' ? '/journal' : `/journal?${query}`
}

function setOnly(pairs: readonly (readonly [FilterName, string])[]): Filters {
  return Object.fromEntries(pairs.flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])))
}
