import { expect, test } from 'vitest'
import { filtersIn, filtersOf, journalHref } from './filters.ts'

test('an address and what it asks for are the same thing', () => {
  const filters = { text: 'a b&c', event: 'claim.*', bot: 'fund:main', before: '12' }
  const href = journalHref(filters)
  expect(href).toBe('/journal?text=a+b%26c&event=claim.*&bot=fund%3Amain&before=12')
  expect(filtersOf(new URL(href, 'http://x').searchParams)).toEqual(filters)
})

test('what is empty, blank or no filter is none', () => {
  expect(filtersOf(new URLSearchParams('text=&bot=%20&limit=5&seq=3'))).toEqual({})
  expect(journalHref({})).toBe('/journal')
  const form = new FormData()
  form.set('text', '  paused ')
  form.set('fund', '')
  expect(filtersIn(form)).toEqual({ text: 'paused' })
})
