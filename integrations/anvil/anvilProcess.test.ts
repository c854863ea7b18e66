import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { attachOrStart, type AnvilHandle, type AnvilOptions } from './anvilProcess.ts'
import { readAnvilRecord } from './anvilRecord.ts'
import { freePort } from './freePort.ts'
import { processCommand, waitForExit } from './processTable.ts'
import { callRpc, latestBlockTime } from './rpc.ts'

const account = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'
let folder: string
let started: AnvilHandle[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-anvil-'))
  started = []
})
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const anvil of started) await anvil.stop()
  rmSync(folder, { recursive: true })
})

async function up(options: Partial<AnvilOptions> = {}): Promise<AnvilHandle> {
  const anvil = await attachOrStart({ folder, chainId: 31_337, ...options })
  started.push(anvil)
  return anvil
}
async function portInNobodysWay(): Promise<number> {
  for (let port = 20_000 + (process.pid % 10_000); port < 32_000; port++) if (await freePort(port)) return port
  throw new Error('every port is taken')
}
/** Does it hear on this port now? */
const listens = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
  })
const height = (anvil: AnvilHandle) => callRpc(anvil.url, 'eth_blockNumber')
/** Pays itself and waits until that is mined: an automining Anvil answers before it mines. */
async function pay(anvil: AnvilHandle): Promise<void> {
  const hash = await callRpc(anvil.url, 'eth_sendTransaction', [{ from: account, to: account, value: '0x1' }])
  await expect.poll(() => callRpc(anvil.url, 'eth_getTransactionReceipt', [hash])).not.toBeNull()
}
test('starts an empty chain, ends it without a process left, and continues it from its state file', async () => {
  // not one of those that systems give to whoever asks for any: nobody else takes it meanwhile
  const first = await up({ port: await portInNobodysWay() })
  await pay(first)
  await first.stop()
  expect(processCommand(first.pid)).toBeUndefined()
  const second = await up()
  expect(second).toMatchObject({ attached: false, genesisHash: first.genesisHash, port: first.port })
  expect(await height(second)).toBe('0x1')
})

test('comes back to its port also when whoever has it is still letting go of it', async () => {
  const first = await up({ port: await portInNobodysWay() })
  await first.stop()
  const holder = createServer()
  // a process that has just ended may hold it a moment longer than it lived
  await expect.poll(() => listens(holder, first.port)).toBe(true)
  setTimeout(() => holder.close(), 150)
  expect(await up()).toMatchObject({ attached: false, port: first.port })
})

test('leaves nothing of old blocks in the home folder, and can be asked about the last ones', async () => {
  vi.stubEnv('HOME', folder)
  const anvil = await up()
  await callRpc(anvil.url, 'anvil_mine', ['0x320'])
  expect(await callRpc(anvil.url, 'eth_getBalance', [account, '0x190'])).toBe('0x21e19e0c9bab2400000')
  process.kill(anvil.pid, 'SIGKILL')
  await waitForExit(anvil.pid, 5_000)
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
})

test('has one genesis, however often it is started again', async () => {
  const second = (): number => Math.floor(Date.now() / 1_000)
  const first = await up()
  for (let restart = 0; restart < 3; restart += 1) {
    await started.at(-1)?.stop()
    const before = second()
    // a genesis made in the same second would be the same one by chance
    await expect.poll(second).not.toBe(before)
    expect((await up()).genesisHash).toBe(first.genesisHash)
  }
  await started.at(-1)?.stop()
  // Anvil's own format
  const state = JSON.parse(readFileSync(join(folder, 'anvil-state.json'), 'utf8')) as { blocks: { header: { number: string } }[] }
  expect(state.blocks.filter(({ header }) => header.number === '0x0')).toHaveLength(1)
})

test('goes by the clock after a restart', async () => {
  const first = await up()
  await pay(first)
  await first.stop()
  const second = await up()
  await pay(second)
  expect(Math.abs((await latestBlockTime(second.url)) - Date.now() / 1_000)).toBeLessThan(5)
})

test('never mines below the time of the last block after a restart', async () => {
  const first = await up()
  await callRpc(first.url, 'evm_setNextBlockTimestamp', [first.genesisTime + 1_000])
  await pay(first)
  await first.stop()
  const second = await up()
  await pay(second)
  expect(await latestBlockTime(second.url)).toBeGreaterThanOrEqual(first.genesisTime + 1_000)
})

test('attaches to the Anvil that a killed daemon left, which still takes transactions', async () => {
  const source = `
    import { attachOrStart } from ${JSON.stringify(new URL('anvilProcess.ts', import.meta.url).href)}
    const anvil = await attachOrStart({ folder: ${JSON.stringify(folder)}, chainId: 31337 })
    process.stdout.write(String(anvil.pid))`
  const daemon = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(daemon.stdout, 'data')) as [Buffer]
  daemon.kill('SIGKILL')
  await once(daemon, 'exit')
  const anvil = await up()
  expect(anvil).toMatchObject({ attached: true, pid: Number(said.toString()) })
  await pay(anvil)
  expect(await height(anvil)).toBe('0x1')
})

test('begins the same chain anew when Anvil was killed before it wrote its state', async () => {
  const first = await up()
  process.kill(first.pid, 'SIGKILL')
  await waitForExit(first.pid, 5_000)
  rmSync(join(folder, 'anvil-state.json'), { force: true })
  const second = await up()
  expect(second.genesisHash).toBe(first.genesisHash)
  expect(await height(second)).toBe('0x0')
  await pay(second)
  expect(Math.abs((await latestBlockTime(second.url)) - Date.now() / 1_000)).toBeLessThan(5)
})

test('refuses another chain id than the recorded one and leaves the running chain alone', async () => {
  const first = await up()
  await expect(attachOrStart({ folder, chainId: 31_338 })).rejects.toMatchObject({ code: 'WRONG_CHAIN' })
  expect(await height(first)).toBe('0x0')
})

test('refuses a state file of another genesis and starts nothing', async () => {
  const first = await up()
  await first.stop()
  const other = mkdtempSync(join(tmpdir(), 'quorate-anvil-'))
  const foreign = await attachOrStart({ folder: other, chainId: 31_337 })
  await foreign.stop()
  const record = readAnvilRecord(folder)
  copyFileSync(join(other, 'anvil-state.json'), join(folder, 'anvil-state.json'))
  rmSync(other, { recursive: true })
  writeFileSync(join(folder, 'anvil.json'), JSON.stringify({ ...record, genesisHash: `0x${'ab'.repeat(32)}` }))
  await expect(attachOrStart({ folder, chainId: 31_337 })).rejects.toMatchObject({ code: 'WRONG_GENESIS' })
})

test('says that a wanted port is in use', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await expect(attachOrStart({ folder, chainId: 31_337, port })).rejects.toMatchObject({ code: 'PORT_IN_USE' })
  server.close()
})

test('forks another chain and reports what Anvil said when it cannot', async () => {
  const origin = await up()
  await pay(origin)
  const other = mkdtempSync(join(tmpdir(), 'quorate-anvil-'))
  const fork = await attachOrStart({ folder: other, chainId: 31_337, forkUrl: origin.url })
  expect(await height(fork)).toBe('0x1')
  await fork.stop()
  rmSync(other, { recursive: true })
  await origin.stop()
  await expect(attachOrStart({ folder: `${folder}/x`, chainId: 31_337, forkUrl: origin.url })).rejects.toMatchObject({
    code: 'ANVIL_FAILED',
  })
})
