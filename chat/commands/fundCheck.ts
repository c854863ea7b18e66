import { z } from 'zod'
import { fundIdSchema } from '#protocol/fund.ts'
import { localCommand } from './command.ts'
import { printable } from './style.ts'

const target = z
  .string()
  .max(64)
  .refine((text) => /^0x[0-9a-fA-F]{40}$/.test(text) || fundIdSchema.safeParse(text).success, 'expected a fund or an address')

export const fundCheckArgs = z.strictObject({
  fund: target.describe('fund name, or the address of a vault or a factory'),
  rpc: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .optional()
    .describe('node to ask; absent: the instance’s'),
  'from-block': z.int().min(0).optional().describe('no event of the fund is older; absent: what fund create noted, else 0'),
})
export type FundCheckArgs = z.output<typeof fundCheckArgs>

/** One value of the chain beside what it should be. `told`: nobody said what it should be. */
export interface CheckedValue {
  readonly what: string
  readonly state: 'same' | 'different' | 'told'
  readonly expected: string | null
  readonly found: string
  readonly remedy: string | null
}
export interface FundCheckResult {
  readonly ok: boolean
  readonly chainId: number
  readonly address: string
  /** The name in the settings; null when they do not know it, so only code and wiring are compared. */
  readonly fund: string | null
  readonly checks: readonly CheckedValue[]
}

export const fundCheckCommand = localCommand<typeof fundCheckArgs, FundCheckResult>({
  name: 'fund.check',
  summary: 'Compare a fund on its chain with what it was to be made from',
  help: 'Reads the code of every part, the wiring, every role, limit, list, verifier and pause from the chain and compares them with the settings and with the bots that joined by registration. Of an address that the settings do not know only code and wiring are compared. Sends nothing and unlocks no key. Ends with exit code 4 when something differs.',
  permission: 'viewer',
  args: fundCheckArgs,
  positionals: ['fund'],
  examples: [
    { type: 'fund check main', does: 'compares the fund main with its settings' },
    {
      type: 'fund check 0x5fbdb2315678afecb367f032d93f642f64180aa3 --rpc http://127.0.0.1:8545',
      does: 'reads the vault or factory at an address of another chain',
    },
  ],
  render({ ok, chainId, address, fund, checks }, style) {
    const width = Math.max(0, ...checks.map(({ what }) => what.length))
    const sign = { same: style.good('ok  '), different: style.bad('BAD '), told: style.dim('-   ') }
    const lines = checks.map(({ what, state, expected, found, remedy }) => {
      const words = state === 'different' ? `expected ${expected ?? ''}, found ${found}` : found
      const mend = remedy === null ? '' : `\n     ${' '.repeat(width)}  ${style.bold('mend:')} ${printable(remedy)}`
      return `${sign[state]} ${what.padEnd(width)}  ${printable(words)}${mend}`
    })
    const differing = checks.filter(({ state }) => state === 'different').length
    const whole = `${fund === null ? address : `fund ${fund} (${address})`} on chain ${chainId}`
    const verdict = ok
      ? style.good(`${whole}: ${checks.length} values read, nothing differs`)
      : style.bad(`${whole}: ${differing} of ${checks.length} values differ`)
    return [...lines, '', verdict].join('\n')
  },
  exit: ({ ok }) => (ok ? 0 : 4),
})
