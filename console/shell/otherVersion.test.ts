import { expect, test } from 'vitest'
import { isOfOthers } from './otherVersion.ts'

const page = (name: string): string => `<head><script type="module" crossorigin src="/assets/${name}.js"></script></head>`

test('a page of other scripts is of another version; one without any says nothing', () => {
  const own = ['/assets/page-one.js', '/assets/more.js']
  expect([isOfOthers(page('page-one'), own), isOfOthers(page('page-two'), own), isOfOthers('', own)]).toEqual([
    false,
    true,
    false,
  ])
})
