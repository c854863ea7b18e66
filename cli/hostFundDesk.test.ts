// What an operator is told of an unpause that waits. The other commands of the desk are test/daemon's and cli/up.test.ts's.
import { beforeEach, expect, test } from 'vitest'
import { fundFixture, hashFixture } from '#protocol/fixtures.ts'
import type { WaitingChange } from '#integrations/chain/fundChanges.ts'
import type { Json } from '#runtime/host.ts'
import { hostFundDesk } from './hostFundDesk.ts'

const fund = fundFixture()
const salt = hashFixture(7)
const times = { salt, readyAtS: 1_800_000_000, expiresAtS: 1_800_604_800 }
const told = { readyAt: '2027-01-15T08:00:00.000Z', expiresAt: '2027-01-22T08:00:00.000Z' }
const sent = { txHash: hashFixture(9), block: 12 }

let asked: unknown[]
let named: (askId: string | undefined) => void
beforeEach(() => {
  named = () => undefined
  asked = []
})

/** The desk of a fund whose policy says these things, one after the other. */
function deskThatReads(...reads: readonly (WaitingChange | null)[]) {
  const left = [...reads]
  return hostFundDesk({
    host: {
      view: () => undefined,
      ask: (_to, event, options): Promise<Json> => {
        named(options?.askId)
        asked.push('change' in event ? event['change'] : 'directly')
        return Promise.resolve({ ok: true, command: 'fund.unpause', txHashes: [sent.txHash] })
      },
    },
    funds: () => [fund],
    make: () => Promise.reject(new Error('no fund is made here')),
    adopt: () => Promise.reject(new Error('no fund is taken over here')),
    blockOf: () => Promise.resolve(sent.block),
    unpauseOf: () => Promise.resolve(left.shift() ?? null),
  })
}
const { policy } = fund.contracts

test('an unpause goes straight to the core where changes do not wait', async () => {
  expect(await deskThatReads(null).unpause(fund.fundId, 'ann')).toEqual({ fundId: fund.fundId, did: 'unpaused', ...sent })
  expect(asked).toEqual(['directly'])
})

test('an unpause that nobody announced is announced, and the operator told when it is ready', async () => {
  const desk = deskThatReads({ status: 'unknown', salt }, { status: 'waiting', ...times })
  expect(await desk.unpause(fund.fundId, 'ann')).toEqual({ fundId: fund.fundId, did: 'announced', ...sent, ...told })
  expect(asked).toEqual([{ step: 'announce', policy, salt }])
})

test('an unpause that waits is not announced again', async () => {
  const desk = deskThatReads({ status: 'waiting', ...times })
  expect(await desk.unpause(fund.fundId, 'ann')).toEqual({
    fundId: fund.fundId,
    did: 'waiting',
    txHash: null,
    block: null,
    ...told,
  })
  expect(asked).toEqual([])
})

test('announced by one request and made by the same, it is asked for twice, each under a name of its own', async () => {
  const names: (string | undefined)[] = []
  const desk = deskThatReads({ status: 'unknown', salt }, { status: 'waiting', ...times }, { status: 'ready', ...times })
  named = (name) => names.push(name)
  await desk.unpause(fund.fundId, 'ann', 'desk-7')
  await desk.unpause(fund.fundId, 'ann', 'desk-7')
  expect(names).toEqual(['desk-7/announce', 'desk-7/make'])
})

test('an unpause whose time has come is made', async () => {
  const desk = deskThatReads({ status: 'ready', ...times })
  expect(await desk.unpause(fund.fundId, 'ann')).toEqual({ fundId: fund.fundId, did: 'unpaused', ...sent })
  expect(asked).toEqual([{ step: 'make', policy, salt }])
})
