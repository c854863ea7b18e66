import { describe, expect, test } from 'vitest'
import { stalled, staleAnswer } from './staleView.ts'

describe('a node ten blocks behind', () => {
  test.each([
    ['eth_call', [{ to: '0x1' }, 'latest'], [{ to: '0x1' }, '0xa']],
    ['eth_call', [{ to: '0x1' }], [{ to: '0x1' }, '0xa']],
    ['eth_call', [{ to: '0x1' }, '0x3'], [{ to: '0x1' }, '0x3']],
    ['eth_getTransactionCount', ['0x1', 'pending'], ['0x1', '0xa']],
    ['eth_getBlockByNumber', ['latest', false], ['0xa', false]],
    ['eth_getLogs', [{ fromBlock: 'earliest' }], [{ fromBlock: 'earliest', toBlock: '0xa' }]],
    ['eth_getTransactionReceipt', ['0x1'], ['0x1']],
  ])('is asked %s %j as %j', (method, params, asked) => {
    expect(stalled({ method, params }, 10).params).toEqual(asked)
  })

  test.each([
    ['eth_blockNumber', '0x14', '0xa'],
    ['eth_blockNumber', '0x9', '0x9'],
    ['eth_getTransactionReceipt', { blockNumber: '0xb' }, null],
    ['eth_getTransactionReceipt', { blockNumber: '0xa' }, { blockNumber: '0xa' }],
    ['eth_getBlockByNumber', { number: '0xb' }, null],
    ['eth_getTransactionByHash', { blockNumber: '0xb' }, { blockNumber: null, blockHash: null, transactionIndex: null }],
    ['eth_getTransactionByHash', { blockNumber: null }, { blockNumber: null }],
    ['eth_chainId', '0x7a69', '0x7a69'],
  ])('answers %s with what it can know: %j becomes %j', (method, result, told) => {
    const given = staleAnswer({ method }, { id: 1, result }, 10)
    expect(given).toEqual({ answer: { id: 1, result: told }, isLie: JSON.stringify(told) !== JSON.stringify(result) })
  })

  test('passes an error on', () => {
    const answer = { id: 1, error: { message: 'no' } }
    expect(staleAnswer({ method: 'eth_call' }, answer, 10)).toEqual({ answer, isLie: false })
  })
})
