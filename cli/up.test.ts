// The daemon as it is: a real process, a real chain, commands typed beside it.
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChildProcess } from 'node:child_process'
import { readAnvilRecord } from '#integrations/anvil/anvilRecord.ts'
import { processCommand } from '#integrations/anvil/processTable.ts'
import { begin, ended, runtimeFolder, type, type Typed } from './fixtures.ts'
import { instanceFolders } from './instance.ts'

/** An empty chain, its contracts and a first round, on a machine that does other things too. */
const startMs = 90_000

let runtime: ReturnType<typeof runtimeFolder>
let daemon: ChildProcess
let said: Promise<Typed>
beforeAll(async () => {
  runtime = runtimeFolder()
  ;[daemon, said] = start()
  await line(daemon, '"type":"ready"')
}, startMs)
afterAll(async () => {
  daemon.kill('SIGTERM')
  await said
  runtime.end()
}, startMs)

function start(): [ChildProcess, Promise<Typed>] {
  const child = begin(['up', '--json'], runtime.path)
  return [child, ended(child)]
}

/** Waits until the process says something. */
async function line(child: ChildProcess, wanted: string): Promise<void> {
  let text = ''
  while (child.stdout !== null) {
    const [part] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => [null])])
    if (part === null) throw new Error(`the daemon ended before it said ${wanted}: ${text.slice(-2_000)}`)
    text += String(part)
    if (text.includes(wanted)) return
  }
}

const anvilPid = (): number | undefined => readAnvilRecord(instanceFolders('default', runtime.path).chain)?.pid

test('the commands beside a daemon answer from it', async () => {
  const status = await type(['status', '--json'], runtime.path)
  expect(JSON.parse(status.out)).toMatchObject({
    instance: { pid: expect.any(Number) },
    chain: { kind: 'local', reachable: true },
    funds: [{ fundId: 'main' }],
  })
  const bots = await type(['bots', '--role', 'verifier', '--json'], runtime.path)
  expect(JSON.parse(bots.out).bots.map(({ address }: { address: string }) => address)).toEqual([
    'verifier:main.alpha',
    'verifier:main.beta',
    'verifier:main.gamma',
  ])
  expect((await type(['show', 'fund:main'], runtime.path)).out).toContain('round')
  expect((await type(['journal', '--facts', '--bot', 'relayer:main'], runtime.path)).out).toContain('states round.opened')
})

test('an unknown bot, fund and hash end with 3 and say where to look', async () => {
  const [bot, fund, hash] = await Promise.all([
    type(['show', 'fund:nobody'], runtime.path),
    type(['fund', 'status', 'nobody'], runtime.path),
    type(['explain', `0x${'0'.repeat(64)}`], runtime.path),
  ])
  expect([bot, fund, hash].map(({ code, err }) => [code, err.split(':')[0]])).toEqual([
    [3, 'UNKNOWN_BOT'],
    [3, 'UNKNOWN_FUND'],
    [3, 'UNKNOWN_HASH'],
  ])
})

test('a second daemon on the same instance is refused with the pid of the first', async () => {
  const { code, err } = await type(['up'], runtime.path)
  expect(code).toBe(5)
  expect(err).toMatch(/^INSTANCE_LOCKED: another daemon runs instance default \(pid \d+\)\n/)
})

test('pausing a fund is on chain when the command returns, and status says how it runs again', async () => {
  const paused = await type(['fund', 'pause', 'main', '--json'], runtime.path)
  expect(JSON.parse(paused.out)).toMatchObject({ did: 'paused', txHash: expect.stringMatching(/^0x/), block: expect.any(Number) })
  expect((await type(['fund', 'unpause', 'main', '--yes'], runtime.path)).code).toBe(0)
})

test('a killed daemon leaves its chain running, and the next one goes on with it', { timeout: startMs }, async () => {
  const before = anvilPid()
  daemon.kill('SIGKILL')
  await said
  ;[daemon, said] = start()
  await line(daemon, '"type":"ready"')
  expect(anvilPid()).toBe(before)
  const status = JSON.parse((await type(['status', '--json'], runtime.path)).out)
  expect(status.durableThrough).toBeGreaterThan(10)
  expect(status.waits.filter(({ text }: { text: string }) => text.includes('quarantine'))).toEqual([])
})

test('Ctrl-C ends it within 10 s with exit code 0, leaving no process behind', { timeout: startMs }, async () => {
  const chain = anvilPid()
  const began = performance.now()
  daemon.kill('SIGINT')
  expect((await said).code).toBe(0)
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(processCommand(chain ?? 0)).toBeUndefined()
  expect((await type(['status'], runtime.path)).err).toContain('DAEMON_NOT_RUNNING')
})
