// The judge must be able to say no: each promise is broken once, by hand.
import { expect, it } from 'vitest'
import { lasting, violationsIn, type Evidence, type Violation } from './crashVerdict.ts'

const good: Evidence = {
  ledger: [
    { id: 'crash-1', amount: '1000001', answer: 'done' },
    { id: 'crash-2', amount: '1000002', answer: 'refused' },
    { id: 'crash-3', amount: '1000003', answer: 'unanswered' },
  ],
  askTurns: new Map([
    ['crash-1', 1],
    ['crash-2', 1],
  ]),
  toldExecutions: ['0xa', '0xb'],
  chainExecutions: ['0xa', '0xb'],
  toldDeposits: ['1000001'],
  chainDeposits: ['1000001'],
  takenBack: new Set(),
  job: { intentHash: '0xb', ended: true },
  journalProblem: null,
  quarantined: [],
}
const rulesOf = (change: Partial<Evidence>): readonly Violation['rule'][] =>
  violationsIn({ ...good, ...change }).map(({ rule }) => rule)

it('finds nothing where every promise was kept', () => {
  expect(violationsIn(good)).toEqual([])
})

const planted: readonly (readonly [Violation['rule'], Partial<Evidence>])[] = [
  ['command lost', { askTurns: new Map([['crash-2', 1]]) }],
  ['command twice', { askTurns: new Map([...good.askTurns, ['crash-1', 2]]) }],
  ['executed twice', { chainExecutions: ['0xa', '0xb', '0xa'] }],
  ['told twice', { toldExecutions: ['0xa', '0xb', '0xb'] }],
  ['told, not executed', { chainExecutions: ['0xa'] }],
  ['executed, not told', { toldExecutions: ['0xb'] }],
  ['deposited twice', { chainDeposits: ['1000001', '1000001'] }],
  ['deposit lost', { chainDeposits: [] }],
  ['deposit lost', { toldDeposits: [] }],
  ['deposit not asked for', { chainDeposits: ['1000001', '77'] }],
  ['deposit refused, yet done', { chainDeposits: ['1000001', '1000002'] }],
  ['stuck job', { job: { intentHash: '0xb', ended: false } }],
  ['journal damaged', { journalProblem: 'records that do not match their seal' }],
  ['bot quarantined', { quarantined: ['account:31337-0x1: DEADLY_EFFECT'] }],
]
it.each(planted)('finds a planted "%s", and nothing else', (rule, change) => {
  expect(rulesOf(change)).toEqual([rule])
})

it('forgives an execution that the chain itself lost, and nothing more', () => {
  expect(rulesOf({ chainExecutions: ['0xa'], takenBack: new Set(['0xb']) })).toEqual([])
  expect(rulesOf({ chainExecutions: [], takenBack: new Set(['0xb']) })).toEqual(['told, not executed'])
})

it('lets a command go unanswered only as long as it is done at most once', () => {
  expect(rulesOf({ askTurns: new Map([...good.askTurns, ['crash-3', 1]]), chainDeposits: ['1000001', '1000003'] })).toEqual([])
  expect(rulesOf({ chainDeposits: ['1000001', '1000003', '1000003'] })).toEqual(['deposited twice'])
})

it('takes for a violation what is still there at the last look, not what is on its way', () => {
  const [early, late] = [['0xa'], ['0xb']].map((chainExecutions) =>
    violationsIn({ ...good, chainExecutions, toldExecutions: [], job: { intentHash: null, ended: true } }),
  )
  expect(lasting(early ?? [], early ?? [])).toEqual([{ rule: 'executed, not told', what: '0xa' }])
  expect(lasting(early ?? [], late ?? [])).toEqual([])
  const twice = violationsIn({ ...good, chainExecutions: ['0xa', '0xb', '0xb'] })
  expect(lasting([], twice)).toEqual(twice)
})
