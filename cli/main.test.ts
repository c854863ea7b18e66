// Real processes: what a person types, what they see, and the code it ends with. A live daemon is in up.test.ts.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { commandTable } from '#chat/commands/commandTable.ts'
import { botOf, contextOf, hostOf } from '#chat/commands/fixtures.ts'
import { plainStyle } from '#chat/commands/style.ts'
import { completionScript } from './completionScript.ts'
import { startControlServer } from './controlServer.ts'
import { begin, ended, runtimeFolder, type } from './fixtures.ts'
import { instanceFolders } from './instance.ts'
import { main } from './main.ts'

let runtime: ReturnType<typeof runtimeFolder>
beforeAll(() => {
  runtime = runtimeFolder()
})
afterAll(() => runtime.end())

test.each<[string, readonly string[], number, string]>([
  ['an unknown command', ['nonsense'], 2, 'UNKNOWN_COMMAND: no command nonsense\n  next: list them: ./quorate --help\n'],
  [
    'a command with a letter too many',
    ['approvall', 'list'],
    2,
    'UNKNOWN_COMMAND: no command approvall\n  next: did you mean ./quorate approval list or ./quorate approvals? All: ./quorate --help\n',
  ],
  [
    'the same of another instance',
    ['--instance', 'one', 'approvall', 'list'],
    2,
    'UNKNOWN_COMMAND: no command approvall\n  next: did you mean ./quorate approval list or ./quorate approvals? All: ./quorate --help\n',
  ],
  [
    'an unknown option',
    ['status', '--fast'],
    2,
    "USAGE_INVALID: unknown option '--fast'\n  next: see how it is used: ./quorate --help\n",
  ],
  [
    'a missing argument',
    ['show'],
    2,
    'ARGUMENTS_INVALID: show: bot is missing\n  next: see how it is used: ./quorate show --help\n',
  ],
  [
    'one argument too many',
    ['show', 'fund:main', 'x'],
    2,
    "USAGE_INVALID: too many arguments for 'show'. Expected 1 argument but got 2.\n  next: see how it is used: ./quorate --help\n",
  ],
  [
    'a number that is none',
    ['show', 'fund:main', '--turns', 'many'],
    2,
    'ARGUMENTS_INVALID: show: turns must be a number, not many\n  next: see how it is used: ./quorate show --help\n',
  ],
  [
    'a path for an instance',
    ['status', '--instance', '../../etc'],
    2,
    'INSTANCE_NAME_INVALID: instance name ../../etc is not allowed\n  next: use 1 to 32 of a-z, 0-9 and -, starting with a letter\n',
  ],
  [
    'a missing daemon',
    ['status'],
    5,
    'DAEMON_NOT_RUNNING: no daemon runs instance default\n  next: start it: ./quorate up --instance default\n',
  ],
  [
    'a question without a person',
    ['fund', 'withdraw', 'main', '1'],
    2,
    'CONFIRMATION_NEEDED: fund withdraw needs a yes: withdraw 1 from fund main?\n  next: type it again with --yes\n',
  ],
])('%s is refused with its code, its cause and what to type next', async (_what, words, code, err) => {
  expect(await type(words, runtime.path)).toEqual({ code, out: '', err })
})

test('a global option counts before the command and after it', async () => {
  const [before, after] = await Promise.all([
    type(['--instance', 'one', 'status'], runtime.path),
    type(['status', '--instance', 'one'], runtime.path),
  ])
  expect(before).toEqual(after)
  expect(before.err).toContain('no daemon runs instance one')
})

test('a failure as JSON is one document of the shape every surface has', async () => {
  const { code, err } = await type(['status', '--json'], runtime.path)
  expect({ code, error: JSON.parse(err).error.code }).toEqual({ code: 5, error: 'DAEMON_NOT_RUNNING' })
})

test('a stack is shown only when asked for', async () => {
  const [plain, verbose] = await Promise.all([type(['status'], runtime.path), type(['status', '--verbose'], runtime.path)])
  expect(plain.err).not.toMatch(/^\s+at /m)
  expect(verbose.err).toMatch(/^\s+at /m)
})

test('a broken settings file is named, with its cause', async () => {
  const folder = join(runtime.path, 'instances', 'broken', 'read-only')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'settings.json'), '{"version":1,')
  const { code, err } = await type(['up', '--instance', 'broken'], runtime.path)
  expect(code).toBe(2)
  expect(err).toMatch(
    /^SETTINGS_INVALID: settings .*settings\.json: .+\n {2}next: correct them, look with: \.\/quorate --instance broken config validate\n$/,
  )
})

test('a chain that does not answer is named before anything is made', async () => {
  const { code, err } = await type(['up', '--instance', 'remote', '--chain', 'http://127.0.0.1:9'], runtime.path)
  expect({ code, said: err.split(':')[0] }).toEqual({ code: 5, said: 'RPC_UNREACHABLE' })
})

test('a damaged journal is found, with its exit code', async () => {
  const folder = join(runtime.path, 'instances', 'damaged', 'storage', 'journal')
  mkdirSync(folder, { recursive: true })
  const { segmentName } = await import('#runtime/journalFormat.ts')
  writeFileSync(join(folder, segmentName(5)), '')
  writeFileSync(join(folder, segmentName(1)), 'not a journal\n')
  const { code, out } = await type(['journal', 'verify', '--instance', 'damaged'], runtime.path)
  expect({ code, said: out.split(':')[0] }).toEqual({ code: 7, said: 'damaged' })
  expect(out).toContain('next: ./quorate --instance damaged journal repair')
})

test('doctor names what is bad, how to mend it, and ends with 5', async () => {
  const folder = join(runtime.path, 'instances', 'ill', 'read-only')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'settings.json'), '{}')
  const ill = await type(['doctor', '--instance', 'ill', '--json'], runtime.path)
  const { checks } = JSON.parse(ill.out)
  expect(ill.code).toBe(5)
  expect(checks.filter(({ state }: { state: string }) => state === 'bad')).toMatchObject([
    { name: 'settings', mend: 'correct them, look with: ./quorate --instance ill config validate' },
  ])
  expect(await type(['doctor'], runtime.path)).toMatchObject({
    code: 0,
    out: expect.stringContaining('nothing stands in the way'),
  })
})

test('help lists every command and is no failure', async () => {
  const help = await type([], runtime.path)
  expect({ code: help.code, err: help.err }).toEqual({ code: 0, err: '' })
  for (const { name } of commandTable) expect(help.out).toContain(name.split('.')[0])
  expect(Math.max(...help.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})

test('a person who looks at a bot is told where its statechart is; a program is not', async () => {
  const { storage } = instanceFolders('pictured', runtime.path)
  mkdirSync(storage, { recursive: true })
  const commands = commandTable.filter(({ runs }) => runs === 'daemon')
  const server = await startControlServer({
    storage,
    commands,
    context: contextOf({ host: hostOf({ bots: [botOf('fund:main')] }) }),
  })
  vi.stubEnv('QUORATE_RUNTIME', runtime.path)
  const complained: string[] = []
  const look = async (interactive: boolean, ...more: readonly string[]): Promise<number> =>
    main(['show', 'fund:main', '--instance', 'pictured', ...more], {
      style: plainStyle(),
      errorStyle: plainStyle(),
      interactive,
      gone: new AbortController().signal,
      say: async () => undefined,
      complain: (line) => void complained.push(line),
    })
  try {
    expect([await look(false), await look(true, '--json'), complained]).toEqual([0, 0, []])
    expect(await look(true)).toBe(0)
  } finally {
    vi.unstubAllEnvs()
    await server.close()
  }
  expect(complained).toEqual([
    'its statechart: ./quorate --instance pictured picture fund:main, or the bot’s page in the console',
  ])
})

test('a reader who leaves early is no failure', async () => {
  const child = begin(['completion', 'bash'], runtime.path)
  child.stdout?.destroy()
  const { code, err } = await ended(child)
  expect({ code, err }).toEqual({ code: 0, err: '' })
})

test('what is piped has no colours', async () => {
  const { out } = await type(['doctor'], runtime.path, { FORCE_COLOR: '1' })
  expect(out).not.toContain('\u001b')
})

test('the bash completion knows commands, subcommands and options', () => {
  const completed = (...words: readonly string[]): readonly string[] => {
    const script = `${completionScript('bash', commandTable)}\nCOMP_WORDS=(quorate ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _quorate; printf '%s\\n' "\${COMPREPLY[@]}"`
    return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim().split('\n')
  }
  expect(completed('st')).toEqual(['status', 'stop'])
  expect(completed('fund', 'w')).toEqual(['withdraw'])
  expect(completed('--json', 'journal', '--f')).toEqual(['--follow', '--facts'])
  expect(completed('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']))
})
