// A backup of a running daemon, proven; and what a restored one does that is older than its chain: the chain is real, and
// nothing is sent a second time.
import { appendFileSync, cpSync, existsSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BackupResult, ResetResult, RestoreResult } from '#chat/commands/backup.ts'
import type { AnvilHandle } from '#integrations/anvil/anvilProcess.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { mintToken } from '#integrations/chain/localChain.ts'
import { toEvmAddress } from '#protocol/address.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, type Drill } from './drill.ts'
import { openForeignChain, type ForeignChain } from './foreignChain.ts'

const longMs = 240_000
let chain: ForeignChain
let anvil: AnvilHandle | undefined
let here: Drill | undefined
let there: Drill | undefined
let daemon: Daemon
let backup: BackupResult

beforeAll(async () => {
  chain = await openForeignChain({
    change: (settings) => ({
      ...settings,
      profile: 'production',
      gateway: { host: '127.0.0.1', port: 0, publicUrls: ['https://quorate.example'] },
    }),
    opened: (made) => {
      here = made.here ?? here
      anvil = made.anvil ?? anvil
    },
  })
  there = openDrill({ QUORATE_PASSWORD: 'for most of them', QUORATE_PASSWORD_VERIFIER_ALPHA: 'for one' })
  await chain.here.asked('fund', 'create', 'main', '--yes')
  await mintToken(chain.deployer, chain.venue.tokens.usdc.address, toEvmAddress(chain.addressOf('owner')), 20_000_000_000n)
  daemon = await chain.here.up()
}, longMs)
afterAll(async () => {
  await there?.end()
  await anvil?.stop()
  await here?.end()
}, longMs)

const sentByOwner = async (): Promise<number> =>
  Number(await callRpc(chain.url, 'eth_getTransactionCount', [chain.addressOf('owner'), 'latest']))
const waitingInPool = async (): Promise<number> => {
  // Anvil's answer: sender to nonce to transaction
  const { pending } = (await callRpc(chain.url, 'txpool_content')) as { pending: Record<string, unknown> }
  return Object.keys(pending).filter((sender) => sender.toLowerCase() === chain.addressOf('owner').toLowerCase()).length
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const refused = async (drill: Drill, code: string, ...words: readonly string[]): Promise<void> =>
  expect((await drill.quorate(...words)).complaint.split(':')[0]).toBe(code)

describe('a backup of a running daemon', { timeout: longMs }, () => {
  it('is taken in the middle of a deposit: its approval is signed, and in no block', async () => {
    await callRpc(chain.url, 'evm_setAutomine', [false])
    const deposit = chain.here.begin('fund', 'deposit', 'main', '10000')
    while ((await waitingInPool()) === 0) await turn()
    // the command's own result
    backup = (await chain.here.asked('backup', join(chain.here.folder, 'backups'), '--keys')) as BackupResult
    expect(backup).toMatchObject({ instance: chain.here.mark, keys: true })
    expect(backup.proven.replayed).toBeGreaterThanOrEqual(4)
    expect(backup.proven.turns).toBeGreaterThan(4)
    expect(deposit.exit()).toBeNull() // the daemon goes on with it
    await callRpc(chain.url, 'evm_setAutomine', [true])
    await callRpc(chain.url, 'evm_mine')
    while (deposit.exit() === null) await turn()
    expect([deposit.exit(), deposit.complaint()]).toEqual([0, ''])
  })

  it('has neither locks nor keystores unless they are asked for, and closes its folder to others', async () => {
    const plain = (await chain.here.asked('backup', join(chain.here.folder, 'plain'))) as BackupResult
    expect(plain).toMatchObject({ keys: false })
    const names = readdirSync(plain.folder, { recursive: true, encoding: 'utf8' })
    expect(names.filter((name) => /keystores|lock|\.sock|actors/.test(name))).toEqual([])
    expect(names).toContain('read-only/settings.json')
    await refused(chain.here, 'BACKUP_REFUSED', 'backup', join(chain.here.folders.storage, 'backups'))
  })

  it('is refused when one byte of it, or one file, is not as it was', async () => {
    const copy = join(chain.here.folder, 'damaged')
    const damaged = async (harm: () => void): Promise<void> => {
      rmSync(copy, { recursive: true, force: true })
      cpSync(backup.folder, copy, { recursive: true })
      harm()
      await refused(chain.here, 'BACKUP_INVALID', 'backup', 'verify', copy)
    }
    const journal = join(copy, 'storage', 'journal')
    await damaged(() => appendFileSync(join(copy, 'read-only', 'settings.json'), ' '))
    await damaged(() => writeFileSync(join(copy, 'manifest.json'), '{}'))
    await damaged(() => writeFileSync(join(copy, 'storage', 'foreign.json'), '{}'))
    await damaged(() => {
      rmSync(join(copy, 'read-only', 'settings.json'))
      symlinkSync(join(backup.folder, 'read-only', 'settings.json'), join(copy, 'read-only', 'settings.json'))
    })
    await damaged(() => {
      const [segment = ''] = readdirSync(journal).filter((name) => name.endsWith('.jsonl'))
      const bytes = readFileSync(join(journal, segment))
      bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1
      writeFileSync(join(journal, segment), bytes)
    })
    expect((await chain.here.quorate('backup', 'verify', backup.folder)).exit).toBe(0)
  })
})

describe('a restored backup that is older than its chain', { timeout: longMs }, () => {
  it('goes into an empty instance only', async () => {
    expect(await daemon.end('SIGTERM')).toMatchObject({ exit: 0 })
    await refused(chain.here, 'RESTORE_REFUSED', 'restore', backup.folder, '--yes')
    await refused(there as Drill, 'CONFIRMATION_NEEDED', 'restore', backup.folder)
    // the command's own result
    const restored = (await there?.asked('restore', backup.folder, '--yes')) as RestoreResult
    expect(restored).toMatchObject({ instance: there?.mark, through: backup.through })
  })

  it('proves what it had signed, asks the chain, and does not send the deposit a second time', async () => {
    const before = await sentByOwner()
    expect(before).toBe(2) // the approval and the deposit
    const again = await (there as Drill).up()
    // the relayer's account is behind too: rounds went on
    const isOwner = ({ account }: { readonly account: string }): boolean =>
      account.toLowerCase() === chain.addressOf('owner').toLowerCase()
    const held = await again.fact('account.held', isOwner)
    expect(held).toMatchObject({ fromNonce: 1, toNonce: 1 })
    // a round later nothing was sent: the fund values what there is
    const { value } = await again.fact('fund.valued', ({ seq }) => seq > held.seq)
    expect([value, await sentByOwner()]).toEqual(['10000000000', before])
    expect(again.facts.filter(({ type }) => type === 'fund.deposited')).toEqual([])
    expect(again.printed.some((line) => line.includes('JOURNAL_RESTORED'))).toBe(true)
    // the sequence goes on behind all that the lost part may have used
    expect(held.seq).toBeGreaterThan(backup.through + 999_999_999)
    expect(await again.end('SIGTERM')).toMatchObject({ exit: 0 })
    expect((await there?.quorate('journal', 'verify'))?.exit).toBe(0)
  })

  it('is reset only by its name, because it runs under the production profile', async () => {
    await refused(there as Drill, 'RESET_REFUSED', 'reset', '--yes')
    await refused(there as Drill, 'CONFIRMATION_NEEDED', 'reset', '--force', there?.mark ?? '')
    const reset = (await there?.asked('reset', '--force', there.mark, '--yes')) as ResetResult
    expect(reset.removed).toHaveLength(2)
    expect([existsSync(there?.folders.storage ?? ''), existsSync(there?.folders.settingsFile ?? '')]).toEqual([false, true])
  })
})
