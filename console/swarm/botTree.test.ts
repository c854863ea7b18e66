import { describe, expect, it } from 'vitest'
import type { BotLine } from '#console/data/shapes.ts'
import { treeRows, type TreeChoice } from './botTree.ts'

const botOf = (address: string, more: Partial<BotLine> = {}): BotLine => ({
  address,
  role: address.split(':')[0] ?? '',
  fundId: null,
  status: 'active',
  state: 'idle',
  seq: 1,
  at: '2026-01-01T00:00:00.000Z',
  parent: null,
  queued: 0,
  restarts: 0,
  waits: { timers: 0, effects: 0, dueAt: null },
  ...more,
})
const swarm: readonly BotLine[] = [
  botOf('verifier:main.beta', { fundId: 'main', parent: 'swarm:root', state: 'reproducing' }),
  botOf('account:1', { parent: 'swarm:root' }),
  botOf('swarm:root'),
  botOf('intent:0x2', { fundId: 'main', parent: 'relayer:main', status: 'done', state: 'executed' }),
  botOf('intent:0x1', { fundId: 'main', parent: 'relayer:main', status: 'quarantined' }),
  botOf('relayer:main', { fundId: 'main', parent: 'swarm:root' }),
]
const rows = (choice: Partial<TreeChoice> = {}): readonly string[] =>
  treeRows(swarm, { query: '', shut: new Set(), withEnded: false, waiting: new Set(), ...choice }).map((row) =>
    row.kind === 'group' ? `${row.isOpen ? '-' : '+'} ${row.title} (${row.bots})` : `${'  '.repeat(row.depth)}${row.address}`,
  )

describe('the tree of bots', () => {
  it('has the swarm first, then each fund, and under each bot those that it started', () => {
    expect(rows()).toEqual([
      '- The swarm (2)',
      '  swarm:root',
      '    account:1',
      '- Fund main (3)',
      '  relayer:main',
      '    intent:0x1',
      '  verifier:main.beta',
    ])
  })

  it('shows what has ended only to whoever asks for it', () => {
    expect(rows({ withEnded: true })).toContain('    intent:0x2')
  })

  it('shuts a group and a bot with what is under it', () => {
    expect(rows({ shut: new Set(['fund main']) }).at(-1)).toBe('+ Fund main (3)')
    expect(rows({ shut: new Set(['relayer:main']) })).not.toContain('    intent:0x1')
  })

  it.each([
    ['RELAYER', ['- Fund main (1)', '  relayer:main']],
    ['reproducing', ['- Fund main (1)', '  verifier:main.beta']],
    ['quarantined', ['- Fund main (1)', '  intent:0x1']],
    ['nothing of the kind', []],
  ])('finds %s in addresses, states and statuses', (query, found) => {
    expect(rows({ query })).toEqual(found)
  })

  it('survives bots that name each other as parents, and shows none twice', () => {
    const odd = [botOf('a:1', { parent: 'a:1' }), botOf('b:1', { parent: 'gone:1' })]
    const shown = treeRows(odd, { query: '', shut: new Set(), withEnded: false, waiting: new Set() }).flatMap((row) =>
      'address' in row ? row.address : [],
    )
    expect(shown).toEqual(['a:1', 'b:1'])
  })
})

it('sorts ten thousand bots in the time of a few frames', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => botOf(`claim:${index}`, { fundId: 'main', parent: 'relayer:main' }))
  const begun = performance.now()
  const found = treeRows(many, { query: '', shut: new Set(), withEnded: false, waiting: new Set() })
  expect(found).toHaveLength(10_001)
  expect(performance.now() - begun).toBeLessThan(500)
})

it('counts what waits for the reader where it is shut, and not what can be seen', () => {
  const waits = (shut: readonly string[]): readonly (readonly [string, number])[] =>
    treeRows(swarm, {
      query: '',
      shut: new Set(shut),
      withEnded: true,
      waiting: new Set(['intent:0x1', 'intent:0x2']),
    }).flatMap(({ key, waiting }) => (waiting > 0 ? [[key, waiting] as const] : []))
  expect(waits([])).toEqual([])
  expect(waits(['relayer:main'])).toEqual([['relayer:main', 2]])
  expect(waits(['fund main'])).toEqual([['fund main', 2]])
})
