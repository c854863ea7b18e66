// ./quorate in a folder of its own, with a stand-in for the command behind it.
import { execFile, spawn } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root as project } from './trackedFiles.ts'

const exec = promisify(execFile)
let root: string
let launcher: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'quorate launcher ')))
  launcher = join(root, 'quorate')
  for (const folder of ['cli', 'scripts', 'node_modules/.bin', 'node_modules/.quorate'])
    mkdirSync(join(root, folder), { recursive: true })
  copyFileSync(join(project, 'quorate'), launcher)
  chmodSync(launcher, 0o755)
  symlinkSync(process.execPath, join(root, 'node_modules/.bin/node'))
  for (const name of ['package.json', 'package-lock.json']) {
    writeFileSync(join(root, name), '{}')
    copyFileSync(join(root, name), join(root, 'node_modules/.quorate', name))
  }
  writeFileSync(join(root, 'scripts/setup.mjs'), "console.log('set-up ran')")
  writeFileSync(join(root, 'cli/main.ts'), 'console.log(JSON.stringify(process.argv.slice(2)))')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('./quorate', () => {
  it('hands its arguments on as they are, from any folder', async () => {
    const { stdout } = await exec(launcher, ['show', 'verifier:main.alpha', 'two words', ''], { cwd: tmpdir() })
    expect(JSON.parse(stdout)).toEqual(['show', 'verifier:main.alpha', 'two words', ''])
  })

  it('works through a chain of symlinks, absolute and relative', async () => {
    mkdirSync(join(root, 'bin'))
    symlinkSync(launcher, join(root, 'bin/absolute'))
    symlinkSync('absolute', join(root, 'bin/relative'))
    const { stdout } = await exec(join(root, 'bin/relative'), ['status'])
    expect(JSON.parse(stdout)).toEqual(['status'])
  })

  it('runs the set-up first when the lockfile is not the installed one', async () => {
    writeFileSync(join(root, 'package-lock.json'), '{"new":1}')
    const { stdout } = await exec(launcher, ['status'])
    expect(stdout).toBe('set-up ran\n["status"]\n')
  })

  it('does not start when the set-up fails, and ends with its code', async () => {
    writeFileSync(join(root, 'package-lock.json'), '{"new":1}')
    writeFileSync(join(root, 'scripts/setup.mjs'), 'process.exit(5)')
    await expect(exec(launcher, ['status'])).rejects.toMatchObject({ code: 5, stdout: '' })
  })

  it('ends with the exit code of the command', async () => {
    writeFileSync(join(root, 'cli/main.ts'), 'process.exit(3)')
    await expect(exec(launcher, [])).rejects.toMatchObject({ code: 3 })
  })

  it('is the command: a signal reaches it and nobody stands between', async () => {
    writeFileSync(
      join(root, 'cli/main.ts'),
      "const stay = setInterval(() => {}, 60_000)\nprocess.on('SIGTERM', () => { console.log('bye'); clearInterval(stay) })\nconsole.log(process.pid)",
    )
    const child = spawn(launcher)
    const said: string[] = []
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    child.stdout.on('data', (data) => {
      said.push(...String(data).trim().split('\n'))
      if (said.length === 1) child.kill('SIGTERM')
    })
    expect(await ended).toBe(0)
    expect(said).toEqual([String(child.pid), 'bye'])
  })
})
