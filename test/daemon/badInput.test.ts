// What goes wrong at a start and what a running daemon is asked wrongly: a code, a cause, the next command, an exit code.
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorTable, type ErrorCode } from '#protocol/errors.ts'
import { controlSocketPath } from '#cli/controlSocketPath.ts'
import { attachOrStart } from '#integrations/anvil/anvilProcess.ts'
import { freePort } from '#integrations/anvil/freePort.ts'
import { sealKeystore } from '#integrations/keys/keystore.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, quickSettings, type Drill, type Said } from './drill.ts'

/** Two lines on the error stream: the code with its cause, and what to do next; nothing of how the program is made. */
function expectRefusal({ exit, complaint }: Said, code: ErrorCode, cause: RegExp): void {
  const [first = '', next = '', ...more] = complaint.trimEnd().split('\n')
  expect([first.split(':')[0], exit]).toEqual([code, errorTable[code].exit])
  expect(first).toMatch(cause)
  expect(next).toMatch(/^ {2}next: \S/)
  expect(`${first}${next}`).not.toMatch(/\{\w+\}/) // a hole of the message's template
  expect(more).toEqual([])
}

describe('a start that cannot be', { timeout: 30_000 }, () => {
  const nothing = async (): Promise<void> => undefined
  const cases: readonly {
    readonly what: string
    readonly code: ErrorCode
    readonly cause: RegExp
    readonly words?: readonly string[]
    readonly environment?: Readonly<Record<string, string>>
    /** Brings the trouble about; what it returns takes it away again. */
    readonly trouble: (drill: Drill) => Promise<() => Promise<void>>
  }[] = [
    {
      what: 'settings that are not JSON',
      code: 'SETTINGS_INVALID',
      cause: /settings\.json: .*JSON/,
      trouble: async (drill) => (drill.configure('{"version":1,'), nothing),
    },
    {
      what: 'settings with a word too many',
      code: 'SETTINGS_INVALID',
      cause: /settings\.json: speed \(file\): there is no such setting; write one of version, profile/,
      trouble: async (drill) => (drill.configure({ ...quickSettings(), speed: 'high' }), nothing),
    },
    {
      what: 'a fund whose threshold two halves could reach',
      code: 'SETTINGS_INVALID',
      cause: /funds\.0\.thresholds\.intent \(file\): 1 is not more than half of the total weight 3/,
      trouble: async (drill) => {
        const settings = quickSettings()
        for (const { thresholds } of settings.funds) thresholds.intent = 1
        drill.configure(settings)
        return nothing
      },
    },
    {
      what: 'a port in use',
      code: 'PORT_IN_USE',
      cause: /port \d+ is used by another program/,
      trouble: async (drill) => {
        const taken = createServer().listen(0, '127.0.0.1')
        await once(taken, 'listening')
        const address = taken.address()
        drill.configure(quickSettings({ port: typeof address === 'object' ? address?.port : 0 }))
        return async () => void taken.close()
      },
    },
    {
      what: 'a node that is not there',
      code: 'RPC_UNREACHABLE',
      cause: /no chain answers at http:\/\/127\.0\.0\.1:\d+/,
      trouble: async (drill) => {
        drill.configure({
          ...quickSettings(),
          chain: { kind: 'rpc', rpcUrl: `http://127.0.0.1:${await freePort()}`, chainId: 1 },
        })
        return nothing
      },
    },
    {
      what: 'a node of another chain',
      code: 'WRONG_CHAIN',
      cause: /is chain 777; this instance belongs to chain 778/,
      trouble: async (drill) => {
        const other = await attachOrStart({ folder: join(drill.folder, 'other'), chainId: 777 })
        drill.configure({ ...quickSettings(), chain: { kind: 'rpc', rpcUrl: other.url, chainId: 778 } })
        return () => other.stop()
      },
    },
    {
      what: 'published keys on a chain that is not for development',
      code: 'DEV_KEYS_REFUSED',
      cause: /refused on chain 777/,
      trouble: async (drill) => {
        const other = await attachOrStart({ folder: join(drill.folder, 'other'), chainId: 777 })
        drill.configure({ ...quickSettings(), chain: { kind: 'rpc', rpcUrl: other.url, chainId: 777 } })
        return () => other.stop()
      },
    },
    {
      what: 'a keystore with a wrong password',
      code: 'KEYSTORE_PASSWORD_WRONG',
      cause: /the password of keystore .*relayer\.json is wrong/,
      environment: { QUORATE_PASSWORD_RELAYER: 'guessed' },
      trouble: async (drill) => {
        drill.configure(quickSettings())
        const folder = join(drill.folders.readOnly, 'keystores')
        mkdirSync(folder)
        writeFileSync(join(folder, 'relayer.json'), await sealKeystore(`0x${'1'.repeat(64)}`, 'right', { n: 1_024, r: 8, p: 1 }))
        return nothing
      },
    },
    {
      what: 'a key that is nowhere',
      code: 'KEY_MISSING',
      cause: /no key named relayer/,
      trouble: async (drill) => {
        const { relayer: _, ...developmentKeys } = quickSettings().developmentKeys
        drill.configure({ ...quickSettings(), developmentKeys })
        return nothing
      },
    },
  ]
  it.each(cases)('is refused for $what, and leaves no process', async ({ code, cause, words = [], environment, trouble }) => {
    const drill = openDrill(environment)
    const mend = await trouble(drill)
    try {
      expectRefusal(await drill.quorate('up', ...words), code, cause)
    } finally {
      await mend()
      await drill.end()
    }
  })
})

describe('a running daemon', { timeout: 60_000 }, () => {
  let drill: Drill
  let daemon: Daemon
  beforeAll(async () => {
    drill = openDrill()
    drill.configure(quickSettings())
    daemon = await drill.up()
  })
  afterAll(() => drill.end())

  const nobody = `0x${'ab'.repeat(32)}`
  it.each<readonly [words: readonly string[], code: ErrorCode, cause: RegExp]>([
    [['up'], 'INSTANCE_LOCKED', /another daemon runs instance drill-\w+ \(pid \d+\)/],
    [['show', 'verifier:main.omega'], 'UNKNOWN_BOT', /no bot verifier:main\.omega/],
    [['show', 'nobody'], 'UNKNOWN_BOT', /no bot nobody/],
    [['explain', nobody], 'UNKNOWN_HASH', /no intent or transaction 0xabab/],
    [['explain', '0x12'], 'ARGUMENTS_INVALID', /explain: hash/],
    [['fund', 'status', 'second'], 'UNKNOWN_FUND', /no fund second/],
    [['fund', 'deposit', 'main', 'much'], 'ARGUMENTS_INVALID', /amount much is not a decimal number/],
    [['fund', 'deposit', 'main', '1e3'], 'ARGUMENTS_INVALID', /amount 1e3 is not a decimal number/],
    [['fund', 'deposit', 'main', '0.0000001'], 'ARGUMENTS_INVALID', /at most 6 fraction digits/],
    [['fund', 'withdraw', 'main', '1'], 'CONFIRMATION_NEEDED', /withdraw 1 from fund main\?/],
    [['status', '--fast'], 'USAGE_INVALID', /unknown option '--fast'/],
    [['nonsense'], 'UNKNOWN_COMMAND', /no command nonsense/],
  ])('answers %j with a refusal', async (words, code, cause) => {
    expectRefusal(await drill.quorate(...words), code, cause)
  })

  it.each<readonly [what: string, path: string, body: string, status: number, code: ErrorCode]>([
    ['malformed JSON', '/v1/commands/status', '{"a":', 400, 'BODY_REFUSED'],
    ['a key that changes prototypes', '/v1/commands/status', '{"__proto__":{}}', 400, 'BODY_REFUSED'],
    ['a word too many', '/v1/commands/status', '{"loud":true}', 400, 'ARGUMENTS_INVALID'],
    ['a command that there is not', '/v1/commands/nonsense', '{}', 400, 'UNKNOWN_COMMAND'],
    ['another path', '/', '{}', 400, 'REQUEST_REFUSED'],
  ])('refuses %s on its control socket, without a stack', async (_what, path, body, status, code) => {
    const asked = request({
      socketPath: controlSocketPath(drill.folders.storage).path,
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json' },
    }).end(body)
    // a client request's `response` event carries its answer
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    const answer = (await response.setEncoding('utf8').toArray()).join('')
    expect(response.statusCode).toBe(status)
    expect(JSON.parse(answer)).toMatchObject({ error: { code, retryable: false, hint: expect.stringMatching(/\S/) } })
    expect(answer).not.toMatch(/\bat .*\.ts:\d/)
  })

  it('goes on as if nothing had been asked', async () => {
    expect(daemon.complaint()).toBe('')
    const { round } = await daemon.fact('round.closed', ({ outcome }) => outcome === 'published')
    expect(round).toBeGreaterThan(0)
    expect(await daemon.end()).toMatchObject({ exit: 0 })
  })

  it('does not start on another chain than the one it began on', async () => {
    const other = await attachOrStart({ folder: join(drill.folder, 'other'), chainId: 777 })
    try {
      expectRefusal(
        await drill.quorate('up', '--chain', other.url),
        'WRONG_CHAIN',
        /is chain 777; this instance belongs to chain 31337/,
      )
    } finally {
      await other.stop()
    }
  })

  it('does not start on a journal with one flipped bit in its middle, touches nothing, and starts once it is mended', async () => {
    const folder = join(drill.folders.storage, 'journal')
    const segments = readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => join(folder, name))
    const file = segments.toSorted((a, b) => statSync(b).size - statSync(a).size)[0] ?? ''
    const whole = readFileSync(file)
    const damaged = Buffer.from(whole)
    const middle = Math.floor(damaged.length / 2)
    damaged[middle] = (damaged[middle] ?? 0) ^ 0x01
    writeFileSync(file, damaged)
    expectRefusal(await drill.quorate('up'), 'JOURNAL_CORRUPT', /journal .*\.jsonl is damaged at byte \d+/)
    const verified = await drill.quorate('journal', 'verify')
    expect(verified).toMatchObject({ exit: 7, complaint: '' })
    expect(verified.out).toMatch(
      /^damaged: .*\n {2}\S+\.jsonl, byte \d+: .*(?:\n.*)*\n {2}next: \.\/quorate --instance \S+ journal repair/,
    )
    expect(readFileSync(file).equals(damaged)).toBe(true)
    writeFileSync(file, whole)
    const again = await drill.up()
    expect(await again.end()).toMatchObject({ exit: 0 })
  })
})
