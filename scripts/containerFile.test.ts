import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { commandNamed } from '#chat/commands/commandTable.ts'
import { trackedFiles } from '../test/house/trackedFiles.ts'
import { containerFile, containerProblems } from './containerFile.ts'

const text = readFileSync(containerFile, 'utf8')
const compose = readFileSync('deploy/container/compose.yaml', 'utf8')
const home = '/usr/lib/quorate/'
/** Every list of words that the file runs: ENTRYPOINT, CMD and HEALTHCHECK. */
const lists = [...text.matchAll(/(?:ENTRYPOINT|CMD) (\[.*\])$/gm)].map(([, list]) => JSON.parse(list ?? '') as readonly string[])
const paths = [
  ...new Set(
    [...text.matchAll(/\/usr\/lib\/quorate\/[\w./-]+/g), ...compose.matchAll(/\/usr\/lib\/quorate\/[\w./-]+/g)].map(String),
  ),
]

it('has nothing that its linter minds', () => {
  expect(containerProblems(text)).toEqual([])
})

it.each([
  ['a word that is none', text.replace('WORKDIR', 'WORKDIRS')],
  ['two entry points', `${text}\nENTRYPOINT ["true"]\n`],
  ['a copy without a target', `${text}\nCOPY .\n`],
  ['a flag that is none', text.replace('--interval=30s', '--intervals=30s')],
])('the linter minds %s', (_what, broken) => {
  expect(containerProblems(broken)).not.toEqual([])
})

it('runs files that the image has', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> }
  const ignored = readFileSync(`${containerFile}.dockerignore`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(paths.map((path) => path.slice(home.length))).toEqual(['node_modules/.bin/node', 'cli/main.ts'])
  // npm ci --omit=dev brings the first, COPY . . the second
  expect(manifest.dependencies['node']).toMatch(/^24\./)
  expect(existsSync('cli/main.ts')).toBe(true)
  for (const folder of [
    'cli',
    'chat',
    'gateway',
    'runtime',
    'machines',
    'actors',
    'integrations',
    'protocol',
    'client',
    'charts',
    'docs',
  ])
    expect(ignored).not.toContain(folder)
  expect(text).toContain('COPY package.json package-lock.json ./')
  expect(trackedFiles().map(({ path }) => path)).toEqual(expect.arrayContaining(['package.json', 'package-lock.json']))
})

it('types commands that there are, as the command line has them', () => {
  const typed = lists.map((words) => words.filter((word) => !word.startsWith('/')))
  expect(typed).toEqual([[], ['up'], ['status', '--json']])
  for (const [name = ''] of typed.slice(1)) expect(commandNamed(name)?.name).toBe(name)
  expect(compose).toContain(`dockerfile: ${containerFile}`)
  expect(compose).toContain("command: ['up', '--instance', 'main']")
  expect(text).toContain(`docker build --file ${containerFile}`)
})
