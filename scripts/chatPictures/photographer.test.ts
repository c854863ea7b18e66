import { afterAll, beforeAll, expect, test } from 'vitest'
import { Photographer } from './photographer.ts'

let photographer: Photographer
beforeAll(async () => {
  photographer = await Photographer.open()
}, 60_000)
afterAll(() => photographer.close())

/** Width and height of a lossy WebP, in its dots (RFC 9649, and 9.1 of RFC 6386). */
const sizeOf = (webp: Buffer): readonly number[] => {
  const at = webp.indexOf('VP8 ') + 8 + 6
  return [webp.readUInt16LE(at) & 0x3fff, webp.readUInt16LE(at + 2) & 0x3fff]
}
const page = (style: string, inside = 'words'): string =>
  `<!doctype html><style>body { margin: 0 } main { width: 720px; ${style} }</style><main>${inside}</main>`

test('a picture is as wide as a document and as high as its page, dot for dot', async () => {
  expect(sizeOf(await photographer.take(page('height: 100px')))).toEqual([720, 100])
})

test('of a long page only the beginning is shown, where that is wanted', async () => {
  expect(sizeOf(await photographer.take(page('height: 2000px'), 400))).toEqual([720, 400])
  await expect(photographer.take(page('height: 2000px'))).rejects.toThrow('2000 high')
})

test.each([
  ['asks for a picture', page('', '<img src="https://quorate.example/a.png">'), 'it asked for https://quorate.example/a.png'],
  ['asks this machine', page('', '<img src="http://127.0.0.1:9/a.png">'), 'it asked for http://127.0.0.1:9/a.png'],
  ['has a script that fails', page('', 'words<script>throw new Error("no such thing")</script>'), 'no such thing'],
  ['spills', page('', '<div style="width: 900px">words</div>'), 'wider than the page'],
])('a page that %s makes no picture', async (_what, html, problem) => {
  await expect(photographer.take(html)).rejects.toThrow(problem)
})
