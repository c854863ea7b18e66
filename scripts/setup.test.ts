// The set-up with a stand-in for npm on the path: what it decides, what it runs, what it says when that fails.
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diagnose } from './setupErrors.mjs'
import { reasonToInstall, setUp } from './setup.mjs'

let root: string
let said: string[]

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quorate-setup-'))
  said = []
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'x', scripts: {}, dependencies: { a: '1.0.0' } }))
  writeFileSync(join(root, 'package-lock.json'), '{}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Puts an `npm` on the path that notes its arguments, does what `script` says and leaves a Node behind. */
function npmThat(script = ''): NodeJS.ProcessEnv {
  const bin = join(root, 'bin')
  mkdirSync(bin, { recursive: true })
  const lines = ['#!/bin/sh', 'echo "$@" >> calls', script, 'mkdir -p node_modules/.bin', ': > node_modules/.bin/node']
  writeFileSync(join(bin, 'npm'), lines.join('\n'))
  chmodSync(join(bin, 'npm'), 0o755)
  return { PATH: [bin, '/usr/bin', '/bin'].join(delimiter) }
}
const run = (env: NodeJS.ProcessEnv): Promise<boolean> => setUp({ root, env, say: (text) => said.push(text) })
const calls = (): readonly string[] =>
  existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : []

describe('the set-up', () => {
  it('installs from the lockfile, says why and how long it took, and then has nothing to do', async () => {
    const env = npmThat()
    expect(reasonToInstall(root)).toBe('nothing is installed yet')
    expect(await run(env)).toBe(true)
    expect(await run(env)).toBe(false)
    expect(calls()).toEqual([expect.stringMatching(/^install --no-audit --no-fund --loglevel=error /)])
    expect(said).toEqual([
      'set-up: nothing is installed yet; installing from package-lock.json (about a minute the first time)',
      expect.stringMatching(/^set-up: installed in \d+ s$/),
    ])
  })

  it('installs again when the lockfile or a declared dependency changed, not when a script did', async () => {
    const env = npmThat()
    await run(env)
    writeFileSync(join(root, 'package-lock.json'), '{"changed":1}')
    expect(reasonToInstall(root)).toBe('package-lock.json has changed')
    await run(env)
    writeFileSync(join(root, 'package.json'), JSON.stringify({ dependencies: { a: '1.0.0' }, scripts: { start: 'x' } }))
    expect(reasonToInstall(root)).toBeUndefined()
    writeFileSync(join(root, 'package.json'), JSON.stringify({ dependencies: { a: '2.0.0' } }))
    expect(reasonToInstall(root)).toBe('the dependencies in package.json have changed')
  })

  it('runs npm once when two processes start at once', async () => {
    const env = { ...npmThat('while [ ! -e go ]; do :; done'), HOME: root }
    const script = `import('${join(import.meta.dirname, 'setup.mjs')}').then(({ setUp }) => setUp({ root: process.cwd() })).then(String).then(console.log)`
    const both = [0, 1].map(() => spawn(process.execPath, ['-e', script], { cwd: root, env }))
    const ended = both.map(
      (child) => new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim()))),
    )
    // the second one says that it waits: only then may the first go on
    await Promise.any(both.map((child) => heard(child.stderr, 'waiting for it')))
    writeFileSync(join(root, 'go'), '')
    expect((await Promise.all(ended)).toSorted()).toEqual(['false', 'true'])
    expect(calls()).toHaveLength(1)
  })

  it('takes over the lock of a process that is gone', async () => {
    mkdirSync(join(root, 'node_modules'))
    // no process has this number: it is over every limit that Linux sets
    writeFileSync(join(root, 'node_modules/.quorate-setup.lock'), JSON.stringify({ pid: 4_194_305 }))
    expect(await run(npmThat())).toBe(true)
    expect(existsSync(join(root, 'node_modules/.quorate-setup.lock'))).toBe(false)
  })

  it('refuses a lockfile that the installation changed in CI, and puts it back', async () => {
    const env = { ...npmThat('echo "{}{}" > package-lock.json'), CI: '1' }
    await expect(run(env)).rejects.toMatchObject({ code: 'SETUP_LOCKFILE_CHANGED', exit: 4 })
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).toBe('{}')
    expect(reasonToInstall(root)).toBeDefined()
  })

  it('tries three times when the registry does not answer, says what npm said, and starts anew next time', async () => {
    await expect(run(npmThat('echo "npm error code ENOTFOUND" >&2; exit 1'))).rejects.toMatchObject({
      code: 'SETUP_NO_NETWORK',
      output: 'npm error code ENOTFOUND\n',
    })
    expect(calls()).toHaveLength(3)
    expect(await run(npmThat())).toBe(true)
  })

  it('says so when there is no npm', async () => {
    await expect(run({ PATH: join(root, 'nowhere') })).rejects.toMatchObject({ code: 'SETUP_NO_NPM' })
  })
})

it.each([
  ['npm error code ENOSPC', 'SETUP_NO_DISK'],
  ['npm error code EACCES', 'SETUP_NOT_WRITABLE'],
  ['npm error network request failed', 'SETUP_NO_NETWORK'],
  ['npm error something else', 'SETUP_FAILED'],
])('reads "%s" as %s', (output, code) => {
  expect(diagnose(output, 1)).toMatchObject({ code, hint: expect.any(String) })
})

function heard(stream: NodeJS.ReadableStream, words: string): Promise<void> {
  return new Promise((resolve) => {
    let text = ''
    stream.on('data', (data) => {
      text += String(data)
      if (text.includes(words)) resolve()
    })
  })
}
