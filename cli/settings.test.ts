import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultFund, defaultSettings } from './defaultSettings.ts'
import { keyNames, parseSettings, readSettings, settingsSchema, writeSettings } from './settings.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-settings-'))
  file = join(folder, 'settings.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const problemOf = (value: unknown): string => {
  try {
    parseSettings(value, 'settings.json')
  } catch (error) {
    // what parseSettings throws
    const { code, details } = error as { code: string; details: { problem: string } }
    return `${code} ${details.problem}`
  }
  return 'taken'
}
const changed = (change: (words: ReturnType<typeof defaultSettings>) => unknown): unknown =>
  change(structuredClone(defaultSettings()))

describe('settings', () => {
  it('are given back as they were written, readable for their owner only', () => {
    expect(readSettings(file)).toBeUndefined()
    const settings = defaultSettings({ seed: 7 })
    writeSettings(file, settings)
    expect(readSettings(file)).toEqual(settings)
    expect([statSync(file).mode & 0o777, readdirSync(folder)]).toEqual([0o600, ['settings.json']])
  })

  it('need nothing but a version, a chain and a fund: the rest has defaults', () => {
    const { chain, developmentKeys, fetch, faults } = settingsSchema.parse({
      version: 1,
      chain: { kind: 'local' },
      funds: [defaultFund('main', 'Main fund', '1')],
    })
    expect({ chain, developmentKeys, fetch, faults }).toEqual({
      chain: { kind: 'local', chainId: 31_337, port: 0, seed: 1, walkIntervalMs: 700 },
      developmentKeys: {},
      fetch: { allowLoopback: [] },
      faults: {},
    })
  })

  it.each<[string, unknown, string]>([
    ['no object', null, 'the whole'],
    ['another version', changed((words) => ({ ...words, version: 2 })), 'version'],
    ['no fund', changed((words) => ({ ...words, funds: [] })), 'funds'],
    ['a word nobody knows', changed((words) => ({ ...words, fonds: [] })), 'fonds'],
    ['a port that is none', changed((words) => ({ ...words, chain: { kind: 'local', port: 65_536 } })), 'chain.port'],
    ['a file for an RPC URL', { ...defaultSettings(), chain: { kind: 'rpc', rpcUrl: 'file:///x', chainId: 1 } }, 'chain.rpcUrl'],
    ['the same fund twice', changed((words) => ({ ...words, funds: [...words.funds, ...words.funds] })), 'main is twice'],
    ['a fault nobody knows', changed((words) => ({ ...words, faults: { 'crawler:main.amm': 'sleep' } })), 'faults'],
    ['a key as a path', changed((words) => ({ ...words, developmentKeys: { '../owner': 0 } })), 'developmentKeys'],
  ])('are refused with %s, naming the place', (_, value, place) => {
    const problem = problemOf(value)
    expect(problem).toMatch(/^SETTINGS_INVALID /)
    expect(problem).toContain(place)
  })

  it('name every wrong place at once', () => {
    const problem = problemOf({ ...defaultSettings(), version: 2, chain: { kind: 'local', seed: 0 } })
    expect(problem).toContain('version')
    expect(problem).toContain('chain.seed')
  })

  it('that are no JSON are refused with the cause kept', () => {
    writeFileSync(file, '{"version":1,')
    expect(() => readSettings(file)).toThrow(
      expect.objectContaining({ code: 'SETTINGS_INVALID', cause: expect.any(SyntaxError) }),
    )
  })
})

describe('the keys that settings ask for', () => {
  it('are those of every role, verifier and crawler, once each, and of the builders on a development chain', () => {
    const names = keyNames(defaultSettings())
    expect(names.toSorted()).toEqual(
      [
        'deployer',
        'walker',
        'owner',
        'guardian',
        'relayer',
        'strategy',
        'executor',
        'keeper',
        'verifier-alpha',
        'verifier-beta',
        'verifier-gamma',
        'crawler-weth',
      ].toSorted(),
    )
  })

  it('are not a builder’s on somebody else’s chain', () => {
    const chain = { kind: 'rpc', rpcUrl: 'http://127.0.0.1:8545', chainId: 5 }
    const names = keyNames(parseSettings({ ...defaultSettings(), chain }, 'settings.json'))
    expect(names).not.toContain('deployer')
    expect(names).not.toContain('walker')
    expect(keyNames(parseSettings({ ...defaultSettings(), chain: { ...chain, developmentMarket: true } }, 'x'))).toContain(
      'walker',
    )
  })
})
