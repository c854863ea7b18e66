import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultSettings } from './defaultSettings.ts'
import { layerSettings, problemLine, usableSettings, type LayeredSettings, type Overlays } from './settingsLayers.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-layers-'))
  file = join(folder, 'settings.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (change: object = {}): void => writeFileSync(file, JSON.stringify({ ...defaultSettings(), ...change }))
const layers = (over: Partial<Overlays> = {}): LayeredSettings => layerSettings(file, { environment: {}, ...over })
const told = (over: Partial<Overlays> = {}): readonly string[] => layers(over).problems.map(problemLine)
const seedOf = ({ settings }: LayeredSettings): number | undefined => settings?.chain.seed

describe('settings in layers', () => {
  it('take what is typed over the environment, the environment over the file, and the file over the defaults', () => {
    const environment = { QUORATE__CHAIN__SEED: '3' }
    const sets = ['chain.seed=4']
    const found = [layers()]
    write({ chain: { kind: 'local', seed: 2 } })
    found.push(layers(), layers({ environment }), layers({ environment, sets }))
    expect(found.map((each) => [seedOf(each), each.originOf(['chain', 'seed']).layer])).toEqual([
      [1, 'default'],
      [2, 'file'],
      [3, 'environment'],
      [4, 'flag'],
    ])
    expect(found.map((each) => each.originOf(['chain', 'seed']).source).slice(1)).toEqual([
      found[0]?.file,
      'QUORATE__CHAIN__SEED',
      '--set chain.seed',
    ])
  })

  it('find a fund, a verifier and a key by name, in either spelling', () => {
    write()
    const environment = {
      QUORATE__FUNDS__MAIN__DEPOSIT: '77',
      QUORATE__FUNDS__0__VERIFIERS__BETA__KEY: 'second',
      QUORATE__KEYS_ELSEWHERE__VERIFIER_ALPHA: '0x00000000000000000000000000000000000000a1',
      QUORATE__GATEWAY__PUBLIC_URLS: '["https://quorate.example"]',
    }
    const settings = usableSettings(layers({ environment, sets: ['funds.main.verifiers.alpha.key=first'] }))
    expect(settings.funds[0]?.deposit).toBe('77')
    expect(settings.funds[0]?.verifiers.map(({ key }) => key)).toEqual(['first', 'second', 'verifier-gamma'])
    expect(Object.keys(settings.keysElsewhere)).toEqual(['verifier-alpha'])
    expect(settings.gateway.publicUrls).toEqual(['https://quorate.example'])
  })

  it('keep text that looks like a number where text is wanted, and read JSON where it is not', () => {
    write()
    const settings = usableSettings(layers({ sets: ['funds.main.name=007', 'funds.main.maxDeviationBps=12'] }))
    expect([settings.funds[0]?.name, settings.funds[0]?.maxDeviationBps]).toEqual(['007', 12])
  })

  it.each<[string, Partial<Overlays>, RegExp]>([
    [
      'a wrong value of the environment',
      { environment: { QUORATE__CHAIN__SEED: '0' } },
      /^chain\.seed \(environment, QUORATE__CHAIN__SEED\): .*; write a whole number from 1 to 1000000 \(of the development price walk\)$/,
    ],
    [
      'a typed value that is no JSON',
      { sets: ['chain.seed=many'] },
      /^chain\.seed \(flag, --set chain\.seed\): .*; write a whole number/,
    ],
    [
      'a setting that there is not',
      { environment: { QUORATE__CHAIN__SEAD: '1' } },
      /the settings|chain have no SEAD; write one of .*seed/,
    ],
    ['a fund that there is not', { sets: ['funds.other.deposit=1'] }, /funds have no other; write /],
    ['a typed word without a value', { sets: ['chain.seed'] }, /it has no value; write chain\.seed=<value>/],
  ])('refuse %s, and name key, layer and what to write', (_, over, words) => {
    write()
    expect(told(over)).toEqual([expect.stringMatching(words)])
    expect(() => usableSettings(layers(over))).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }))
  })

  it('name the file for what the file says, and for what it leaves out', () => {
    const { funds: _funds, ...without } = defaultSettings()
    writeFileSync(file, JSON.stringify({ ...without, fonds: [], chain: { kind: 'local', port: 70_000 } }))
    expect(told().map((line) => line.split(':')[0])).toEqual(['chain.port (file)', 'funds (file)', 'fonds (file)'])
    expect(told().at(-1)).toMatch(/there is no such setting; write one of version, profile, chain/)
  })

  it('say that a file is no JSON, and never repeat a value that may be a secret', () => {
    writeFileSync(file, '{')
    expect(told()[0]).toMatch(/^the whole \(file\): .*; write JSON/)
    write()
    expect(told({ sets: ['chain.seed=my-secret-password'] }).join()).not.toContain('my-secret-password')
  })

  it('leave other variables of the program alone', () => {
    write()
    expect(told({ environment: { QUORATE_RUNTIME: '/x', QUORATE_KEY_OWNER: '0x1', PATH: '/bin' } })).toEqual([])
  })
})
