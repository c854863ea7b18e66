// The pictures of the documents: each stands in one of them, and together they stay small. That each which is named is there
// is seen with the links (tidy.test.ts).
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chatPictures, filesOf, terminalPictures } from '../../scripts/chatPictures/pictureList.ts'
import { picturedPages } from '../../scripts/screenshotPages.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = join(root, 'docs', 'images')
const totalMax = 3 * 1024 * 1024
/** Of those of the messengers. */
const chatTotalMax = 700_000
const pictures = readdirSync(folder)
const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]
  .filter((path) => path.endsWith('.md'))
  .map((path) => readFileSync(join(root, path), 'utf8'))
const sizeOf = (names: readonly string[]): number => names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

test('each picture stands in a document, and all of them are small enough to clone', () => {
  const words = documents.join('\n')
  expect(pictures.filter((name) => !words.includes(`images/${name}`))).toEqual([])
  expect(sizeOf(pictures)).toBeLessThan(totalMax)
})

test('each page that is pictured has its picture, light and dark, wide and narrow', () => {
  const there = new Set(pictures)
  const wanted = picturedPages.flatMap(({ name }) =>
    ['light-1400', 'dark-1400', 'light-420', 'dark-420'].map((look) => `${name}-${look}.webp`),
  )
  expect(wanted.filter((name) => !there.has(name))).toEqual([])
})

test('the pictures of the messengers are those of the list, light and dark, and small', () => {
  const listed = [...chatPictures, ...terminalPictures].flatMap(filesOf)
  const there = pictures.filter((name) => /^(?:slack|discord|github|connect)-/.test(name))
  expect(there.toSorted()).toEqual(listed.toSorted())
  expect(sizeOf(listed)).toBeLessThan(chatTotalMax)
})

test.each(chatPictures)('%s has its words for who cannot see it, both its looks, and a line that says what it is', (name) => {
  const [light, dark] = filesOf(name)
  const shown = documents.join('\n').split('\n\n')
  const at = shown.findIndex((paragraph) => paragraph.includes(`src="images/${light}"`))
  expect(shown[at]).toMatch(new RegExp(`srcset="images/${dark}"><img src="images/${light}" alt="[^"]{20,}" width="720">`))
  // below it, or below the one beside it
  expect(shown[at]?.concat(shown[at + 1] ?? '')).toMatch(/Drawn from what was sent, not taken from (?:Slack|Discord)\./)
})
