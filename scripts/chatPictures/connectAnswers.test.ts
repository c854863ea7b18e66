import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectDrawing } from './connectAnswers.ts'
import { filesOf, terminalPictures } from './pictureList.ts'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'images')

test.each(terminalPictures)('%s shows what the command prints today', { timeout: 60_000 }, async (name) => {
  const [file = ''] = filesOf(name)
  expect(await connectDrawing(name)).toBe(readFileSync(join(folder, file), 'utf8'))
})
