// The recorded history as the journal of an instance that is not running, and pictures of its bots.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { pictureArgs } from '#chat/commands/picture.ts'
import { palettes } from '#charts/palette.ts'
import { readPng, type ReadPng } from '#charts/pngFixtures.ts'
import { segmentName } from '#runtime/journalFormat.ts'
import { demoSegment } from '../test/history/demoHistory.ts'
import { runtimeFolder, type } from './fixtures.ts'
import { instanceFolders } from './instance.ts'
import { pictureHere } from './pictureHere.ts'

let runtime: ReturnType<typeof runtimeFolder>
beforeAll(() => {
  runtime = runtimeFolder()
  vi.stubEnv('QUORATE_RUNTIME', runtime.path)
  const journal = join(instanceFolders('default', runtime.path).storage, 'journal')
  mkdirSync(journal, { recursive: true })
  writeFileSync(join(journal, segmentName(1)), demoSegment())
})
afterAll(() => {
  vi.unstubAllEnvs()
  runtime.end()
})

let drawn = 0
const draw = async (bot: string, more: object = {}): Promise<{ readonly says: string; readonly png: ReadPng }> => {
  const file = join(runtime.path, `${(drawn += 1)}.png`)
  const told = await pictureHere(pictureArgs.parse({ bot, file, ...more }), 'default')
  const bytes = readFileSync(file)
  const png = readPng(bytes)
  expect(told).toMatchObject({ file, width: png.width, height: png.height, bytes: bytes.length })
  return { says: told.says, png }
}

test('a bot is drawn as it stands, with the step that it took last', async () => {
  const { says, png } = await draw('fund:main')
  expect(says).toMatch(/^Statechart of fund:main: .+, after .+; turn \d+, 20\S+Z$/)
  const role = await draw('fund')
  expect(role.says).toBe('Statechart of a fund')
  const accent = ({ colours }: ReadPng): number => colours.get(palettes.light.accent) ?? 0
  expect(png.colours.has(palettes.light.stateActive)).toBe(true)
  expect(role.png.colours.has(palettes.light.stateActive)).toBe(false)
  expect(accent(png)).toBeGreaterThan(accent(role.png))
  expect([png.width, png.height]).toEqual([role.png.width, role.png.height])
})

test('an earlier moment is another picture, in dark too', async () => {
  const [first, last] = [await draw('swarm:root', { at: 100 }), await draw('swarm:root', { theme: 'dark' })]
  expect(first.says).not.toBe(last.says)
  expect(first.png.at(0, 0)).toBe(palettes.light.page)
  expect(last.png.at(0, 0)).toBe(palettes.dark.page)
  expect(last.png.colours.has(palettes.dark.stateActive)).toBe(true)
})

test.each([
  ['a bot that never was', 'fund:none', {}, 'UNKNOWN_BOT'],
  ['a role that never was', 'nothing:none', {}, 'UNKNOWN_BOT'],
  ['a word', 'main', {}, 'UNKNOWN_BOT'],
  ['a moment before its birth', 'fund:main', { at: 1 }, 'UNKNOWN_BOT'],
  ['a folder that is not there', 'fund:main', { file: '/nowhere/at/all.png' }, 'FILE_NOT_WRITTEN'],
])('refuses %s', async (_what, bot, more, code) => {
  await expect(draw(bot, more)).rejects.toMatchObject({ code })
})

test('it is typed, and says where it is', async () => {
  const file = join(runtime.path, 'typed.png')
  const { code, out, err } = await type(['picture', 'fund:main', file], runtime.path)
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^drawn: .*typed\.png \(\d+ × \d+, \d+ KiB\)\nStatechart of fund:main: /)
  expect(readPng(readFileSync(file)).width).toBeGreaterThan(500)
})
