// The pictures of the documents: each stands in one of them, and together they stay small. That each which is named is there
// is seen with the links (tidy.test.ts).
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { picturedPages } from '../../scripts/screenshotPages.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = join(root, 'docs', 'images')
const totalMax = 3 * 1024 * 1024

test('each picture stands in a document, and all of them are small enough to clone', () => {
  const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter((path) =>
    path.endsWith('.md'),
  )
  const words = documents.map((path) => readFileSync(join(root, path), 'utf8')).join('\n')
  const pictures = readdirSync(folder)
  expect(pictures.filter((name) => !words.includes(`images/${name}`))).toEqual([])
  expect(pictures.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)).toBeLessThan(totalMax)
})

test('each page that is pictured has its picture, light and dark, wide and narrow', () => {
  const there = new Set(readdirSync(folder))
  const wanted = picturedPages.flatMap(({ name }) =>
    ['light-1400', 'dark-1400', 'light-420', 'dark-420'].map((look) => `${name}-${look}.webp`),
  )
  expect(wanted.filter((name) => !there.has(name))).toEqual([])
})
