import { describe, expect, test } from 'vitest'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { drive } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { accountMachine } from './account.ts'
import { accountLimits } from './limits.ts'
import {
  input,
  fees,
  bytes,
  request,
  confirmed,
  final,
  idle,
  preparing,
  signing,
  broadcasting,
  confirming,
} from '../test/machines/accountStages.ts'

describe('before anything is signed', () => {
  test('asks the chain for the next nonce first', () => {
    const bot = drive(accountMachine, input)
    bot.send(request(1))
    expect(bot.value).toBe('reconciling')
    bot.answer('account.reconcile', { nextNonce: 7 })
    expect(bot.inputOf('account.prepare')).toEqual({
      chainId: 31_337,
      address: input.address,
      call: { to: addressFixture(5), data: '0x', value: '0' },
      bump: 0,
      previous: null,
    })
  })

  test('waits and asks again while the chain does not answer', () => {
    const bot = drive(accountMachine, input)
    bot.fail('account.reconcile')
    expect([bot.value, bot.timers]).toEqual(['unreachable', { retry: accountLimits.retryMs }])
    bot.fire('retry')
    expect(bot.pending).toEqual(['account.reconcile'])
  })

  test('tells the caller of a call that would revert, and uses no nonce for it', () => {
    const bot = preparing()
    const { told, facts } = bot.fail('account.prepare', final)
    expect(told).toEqual([
      {
        to: 'relayer:main',
        event: {
          type: 'account.failed',
          requestId: 'request/1',
          stage: 'estimate',
          code: 'SnapshotExists',
          message: 'round 1 has a root',
          txHash: null,
        },
      },
    ])
    expect(facts.map((fact) => fact.type)).toEqual(['account.failed'])
    expect(bot.context).toMatchObject({ nextNonce: 7, pending: null })
  })

  test('keeps the request when an estimate fails for want of a chain', () => {
    const bot = preparing()
    bot.fail('account.prepare')
    bot.fire('retry')
    bot.answer('account.reconcile', { nextNonce: 8 })
    bot.answer('account.prepare', fees)
    expect(bot.inputOf('account.sign')).toMatchObject({ nonce: 8 })
  })

  test('tells the caller that a key may not sign, and asks a signer that is away again', () => {
    const refused = signing()
    expect(refused.fail('account.sign', { retryable: false, code: 'KEY_MISSING', message: 'no key' }).told).toMatchObject([
      { event: { type: 'account.failed', code: 'KEY_MISSING', stage: 'estimate' } },
    ])
    expect(refused.value).toBe('idle')
    const away = signing()
    away.fail('account.sign')
    expect(away.value).toBe('unreachable')
  })

  test('compares its nonce with the chain when it is idle for long, and when asked', () => {
    const bot = idle()
    expect(bot.timers).toEqual({ reconcileEvery: accountLimits.reconcileEveryMs })
    bot.fire('reconcileEvery')
    bot.answer('account.reconcile', { nextNonce: 9 })
    bot.send({ type: 'account.reconcile' })
    bot.answer('account.reconcile', { nextNonce: 10 })
    expect([bot.value, bot.context.nextNonce]).toEqual(['idle', 10])
  })

  test.each([
    ['preparing', preparing],
    ['signing', signing],
  ])('while %s, looks at the chain first when it is asked to, and prepares anew at the nonce it finds', (_stage, stage) => {
    const bot = stage()
    bot.send({ type: 'account.reconcile' })
    expect(bot.pending).toEqual(['account.reconcile'])
    bot.answer('account.reconcile', { nextNonce: 9 })
    expect(bot.pending).toEqual(['account.prepare'])
    bot.answer('account.prepare', fees)
    expect(bot.context.pending?.nonce).toBe(9)
  })
})

describe('a chain that came back older than an idle account', () => {
  const rewound = (): ReturnType<typeof idle> => {
    const bot = idle(7)
    bot.send({ type: 'account.reconcile' })
    bot.answer('account.reconcile', { nextNonce: 5 })
    return bot
  }

  test('is given back what it lost; the count never goes back', () => {
    const bot = rewound()
    expect([bot.value, bot.inputOf('account.fillGap')]).toEqual(['filling', { chainId: 31_337, address: input.address, upTo: 7 }])
    const { told, facts } = bot.answer('account.fillGap', { from: 5 })
    expect(told).toEqual([])
    expect(facts).toEqual([
      {
        type: 'account.gapFilled',
        chainId: 31_337,
        account: input.address,
        requestId: 'gap/5',
        label: 'no request: the chain came back older',
        fromNonce: 5,
        toNonce: 6,
      },
    ])
    expect([bot.value, bot.context.nextNonce]).toEqual(['idle', 7])
  })

  test('has lost nothing when it only seemed so: nothing is told', () => {
    const bot = rewound()
    expect(bot.answer('account.fillGap', { from: 7 }).facts).toEqual([])
    expect([bot.value, bot.context.nextNonce]).toEqual(['idle', 7])
  })

  test('is asked again while it does not take anything', () => {
    const bot = rewound()
    bot.fail('account.fillGap')
    bot.fire('retry')
    expect(bot.value).toBe('reconciling')
  })
})

describe('once bytes are signed', () => {
  test('has the signed bytes in its state before they are broadcast', () => {
    const bot = signing()
    const { facts } = bot.answer('account.sign', bytes(1))
    expect(bot.context.pending?.signed).toEqual([bytes(1)])
    expect(facts).toEqual([
      {
        type: 'account.sent',
        chainId: 31_337,
        account: input.address,
        requestId: 'request/1',
        label: 'publish snapshot of round 1',
        txHash: hashFixture(1),
        nonce: 7,
        to: addressFixture(5),
      },
    ])
    expect(bot.inputOf('account.broadcast')).toEqual({ chainId: 31_337, address: input.address, ...bytes(1) })
  })

  test('takes a failed broadcast as a reason to look, not as a failure', () => {
    const bot = broadcasting()
    expect(bot.fail('account.broadcast', { retryable: false }).told).toEqual([])
    expect(bot.inputOf('account.awaitReceipt')).toMatchObject({ nonce: 7, hashes: [hashFixture(1)], confirmations: 2 })
  })

  test('bids more at the same nonce when a node takes the bytes only for a higher fee, until the limit', () => {
    const bot = broadcasting()
    const tooLow = { retryable: false, code: 'FEE_TOO_LOW', message: 'max fee per gas less than block base fee' }
    for (let bump = 1; bump <= accountLimits.bumps; bump += 1) {
      expect(bot.fail('account.broadcast', tooLow).told).toEqual([])
      expect(bot.inputOf('account.prepare')).toMatchObject({ bump, previous: fees })
      bot.answer('account.prepare', fees)
      expect(bot.inputOf('account.sign')).toMatchObject({ nonce: 7 })
      bot.answer('account.sign', bytes(1 + bump))
    }
    bot.fail('account.broadcast', tooLow)
    expect([bot.value, bot.pending]).toEqual(['confirming', ['account.awaitReceipt']])
  })

  test('reports a confirmation once and goes on with the next nonce', () => {
    const bot = confirming()
    bot.send(request(2))
    const { told, facts } = bot.answer('account.awaitReceipt', confirmed(1))
    expect(told).toEqual([
      {
        to: 'relayer:main',
        event: { type: 'account.confirmed', requestId: 'request/1', txHash: hashFixture(1), block: 12, gasUsed: '21000' },
      },
    ])
    expect(facts).toMatchObject([{ type: 'account.confirmed', nonce: 7, block: 12, requestId: 'request/1' }])
    bot.answer('account.prepare', fees)
    expect(bot.inputOf('account.sign')).toMatchObject({ nonce: 8 })
  })

  test('reports a revert with the chain’s reason; its nonce is spent', () => {
    const bot = confirming()
    const { told, facts } = bot.answer('account.awaitReceipt', {
      state: 'reverted',
      txHash: hashFixture(1),
      code: 'IntentExpired',
      message: 'too late',
    })
    expect(told).toMatchObject([
      { event: { type: 'account.failed', stage: 'receipt', code: 'IntentExpired', txHash: hashFixture(1) } },
    ])
    expect(facts).toMatchObject([{ type: 'account.failed', txHash: hashFixture(1), detail: 'too late' }])
    expect(bot.context).toMatchObject({ pending: null, nextNonce: 8 })
  })

  test('broadcasts the same bytes again when no node knows them', () => {
    const bot = confirming()
    bot.answer('account.awaitReceipt', { state: 'missing' })
    expect(bot.inputOf('account.broadcast')).toMatchObject(bytes(1))
  })

  test('announces a receipt that left the chain with its block, waits for another, and broadcasts the same bytes when it is missing', () => {
    const bot = confirming()
    const { told, facts } = bot.answer('account.awaitReceipt', { state: 'reorged', txHash: hashFixture(1), block: 12 })
    expect(told).toEqual([])
    expect(facts).toEqual([
      {
        type: 'account.reorged',
        chainId: 31_337,
        account: input.address,
        requestId: 'request/1',
        label: 'publish snapshot of round 1',
        txHash: hashFixture(1),
        block: 12,
      },
    ])
    expect(bot.inputOf('account.awaitReceipt')).toMatchObject({ nonce: 7, hashes: [hashFixture(1)] })
    bot.answer('account.awaitReceipt', { state: 'missing' })
    expect(bot.inputOf('account.broadcast')).toMatchObject(bytes(1))
    bot.answer('account.broadcast', { accepted: true })
    expect(bot.answer('account.awaitReceipt', confirmed(1)).told).toMatchObject([{ event: { type: 'account.confirmed' } }])
  })

  test('fills the nonces that a chain which came back older has lost, keeps its own, and broadcasts the same bytes', () => {
    const bot = confirming()
    bot.answer('account.awaitReceipt', { state: 'gap', chainNonce: 4 })
    expect([bot.value, bot.inputOf('account.fillGap')]).toEqual(['filling', { chainId: 31_337, address: input.address, upTo: 7 }])
    expect(bot.answer('account.fillGap', { from: 4 }).facts).toMatchObject([
      { type: 'account.gapFilled', fromNonce: 4, toNonce: 6 },
    ])
    expect(bot.inputOf('account.broadcast')).toMatchObject(bytes(1))
  })

  test('tells what the chain took back of what was final, whoever noticed', () => {
    const undone = [
      { txHash: hashFixture(8), nonce: 5, how: 'reverted', block: 12 },
      { txHash: hashFixture(9), nonce: 6, how: 'replaced', block: null },
    ]
    const said = undone.map((one) => ({
      type: 'account.undone',
      chainId: 31_337,
      account: input.address,
      requestId: `undone/${one.nonce}`,
      label: 'no request: the chain reorganised',
      ...one,
    }))
    const waiting = idle()
    waiting.fire('reconcileEvery')
    expect(waiting.answer('account.reconcile', { nextNonce: 7, undone }).facts).toEqual(said)
    const busy = confirming()
    const { told, facts } = busy.answer('account.awaitReceipt', { ...confirmed(1), undone })
    expect(facts).toEqual([expect.objectContaining({ type: 'account.confirmed' }), ...said])
    expect(told).toMatchObject([{ event: { type: 'account.confirmed' } }])
  })

  test('looks again when the gap cannot be filled now', () => {
    const bot = confirming()
    bot.answer('account.awaitReceipt', { state: 'gap', chainNonce: 4 })
    bot.fail('account.fillGap')
    bot.fire('retry')
    expect(bot.value).toBe('confirming')
  })

  test('raises the fee at the same nonce and waits for either hash', () => {
    const bot = confirming()
    bot.answer('account.awaitReceipt', { state: 'pending' })
    expect(bot.inputOf('account.prepare')).toMatchObject({ bump: 1, previous: fees })
    bot.answer('account.prepare', { ...fees, maxFeePerGas: '3' })
    expect(bot.inputOf('account.sign')).toMatchObject({ nonce: 7 })
    expect(bot.answer('account.sign', bytes(2)).facts).toMatchObject([
      { type: 'account.replaced', txHash: hashFixture(2), replaces: hashFixture(1), nonce: 7 },
    ])
    bot.answer('account.broadcast', { accepted: true })
    expect(bot.inputOf('account.awaitReceipt')).toMatchObject({ hashes: [hashFixture(1), hashFixture(2)] })
  })

  test('keeps waiting for the first bytes when a higher fee cannot be prepared or signed', () => {
    const prepared = confirming()
    prepared.answer('account.awaitReceipt', { state: 'pending' })
    expect(prepared.fail('account.prepare', final).told).toEqual([])
    expect(prepared.value).toBe('confirming')
    prepared.answer('account.awaitReceipt', { state: 'pending' })
    prepared.answer('account.prepare', fees)
    expect(prepared.fail('account.sign', { retryable: false }).told).toEqual([])
    expect(prepared.inputOf('account.awaitReceipt')).toMatchObject({ nonce: 7, hashes: [hashFixture(1)] })
  })

  test('stops raising the fee at the limit, and still waits', () => {
    const bot = confirming()
    for (let bump = 1; bump <= accountLimits.bumps; bump += 1) {
      bot.answer('account.awaitReceipt', { state: 'pending' })
      bot.answer('account.prepare', fees)
      bot.answer('account.sign', bytes(1 + bump))
      bot.answer('account.broadcast', { accepted: true })
    }
    bot.answer('account.awaitReceipt', { state: 'pending' })
    expect([bot.value, bot.pending]).toEqual(['confirming', ['account.awaitReceipt']])
  })

  test('waits for its receipt when the chain goes away, without asking for another nonce', () => {
    const bot = confirming()
    bot.fail('account.awaitReceipt')
    bot.fire('retry')
    expect(bot.inputOf('account.awaitReceipt')).toMatchObject({ nonce: 7, hashes: [hashFixture(1)] })
  })

  test('signs anew at its own count when the node that tells of another transaction is older than that', () => {
    const bot = confirming()
    bot.answer('account.awaitReceipt', { state: 'foreign' })
    bot.answer('account.reconcile', { nextNonce: 6 })
    bot.answer('account.prepare', fees)
    expect(bot.inputOf('account.sign')).toMatchObject({ nonce: 7 })
  })

  test('signs anew at the chain’s nonce when another transaction took its own', () => {
    const bot = confirming()
    bot.answer('account.awaitReceipt', { state: 'foreign' })
    expect(bot.context.pending).toMatchObject({ nonce: null, signed: [] })
    bot.answer('account.reconcile', { nextNonce: 8 })
    bot.answer('account.prepare', fees)
    expect(bot.inputOf('account.sign')).toMatchObject({ nonce: 8 })
  })

  test.each(['account.broadcast.late', 'account.fillGap.late'] as const)('does nothing about %s: the receipt decides', (type) => {
    const bot = confirming()
    expect(bot.send({ type })).toEqual({ told: [], replies: [], facts: [], started: [] })
    expect(bot.pending).toEqual(['account.awaitReceipt'])
  })
})

test('refuses a request when too many wait already', () => {
  const bot = preparing()
  for (let n = 0; n < accountLimits.queued; n += 1) bot.send(request(10 + n))
  expect(bot.send(request(99)).told).toMatchObject([
    { to: 'relayer:main', event: { type: 'account.failed', requestId: 'request/99', stage: 'queue', code: 'ACCOUNT_BUSY' } },
  ])
  expect(bot.context.queue).toHaveLength(accountLimits.queued)
})

describe('when the journal is in doubt, or older than the chain', () => {
  const doubt = { type: 'account.doubt' } as const
  const refusalOf = (...ids: readonly string[]): readonly object[] =>
    ids.map((requestId) => ({ event: { type: 'account.failed', requestId, stage: 'queue', code: 'JOURNAL_BEHIND' } }))

  test('goes on where the chain knows no more than the journal', () => {
    const bot = preparing()
    bot.send(doubt)
    bot.answer('account.reconcile', { nextNonce: 7 })
    expect([bot.value, bot.context.doubted]).toEqual(['preparing', false])
  })

  test.each([preparing, signing])(
    '%o signs nothing that waited when the chain knows more: it may have been carried out',
    (stage) => {
      const bot = stage()
      bot.send(request(2))
      bot.send(doubt)
      const { told, facts } = bot.answer('account.reconcile', { nextNonce: 9 })
      expect(told).toMatchObject(refusalOf('request/1', 'request/2'))
      expect(facts).toMatchObject([{ type: 'account.held', fromNonce: 7, toNonce: 8, refused: 2 }])
      expect(bot.context).toMatchObject({ pending: null, queue: [], nextNonce: 9, doubted: false })
    },
  )

  test('refuses for a while what was decided before and arrives after, then looks again and works', () => {
    const bot = idle()
    bot.send(doubt)
    bot.answer('account.reconcile', { nextNonce: 8 })
    expect(bot.timers).toEqual({ hold: accountLimits.holdMs })
    expect(bot.send(request(3)).told).toMatchObject(refusalOf('request/3'))
    bot.fire('hold')
    bot.answer('account.reconcile', { nextNonce: 8 })
    bot.send(request(4))
    expect([bot.value, bot.context.nextNonce]).toEqual(['preparing', 8])
  })

  test.each<[string, ReturnType<typeof confirmed>, readonly string[]]>([
    ['proves what it had signed, and refuses the rest', confirmed(1), ['request/2']],
    ['takes a foreign transaction for one of its own that the journal forgot', { state: 'foreign' }, ['request/1', 'request/2']],
  ])('%s', (_, receipt, refused) => {
    const bot = confirming()
    bot.send(request(2))
    bot.send(doubt)
    bot.answer('account.awaitReceipt', receipt)
    expect(bot.answer('account.reconcile', { nextNonce: 9 }).told).toMatchObject(refusalOf(...refused))
  })

  test('notes a doubt while a fee bump is prepared or signed, and goes on with the nonce that is out', () => {
    const bot = confirming()
    bot.answer('account.awaitReceipt', { state: 'pending' })
    expect([bot.send(doubt).started, bot.context.doubted]).toEqual([[], true])
    bot.answer('account.prepare', fees)
    expect([bot.send(doubt).started, bot.value]).toEqual([[], 'signing'])
  })
})

describe('as a whole', () => {
  const types = ['account.reconcile', 'account.doubt', 'account.broadcast.late', 'nobody.knows']
  const samples = [request(50), ...types.map((type) => ({ type }))]

  test('every state is entered and every transition taken', () => expect(untaken(accountMachine)).toEqual([]))
  test('its names', () =>
    expect(vocabularyOf(accountMachine)).toMatchInlineSnapshot(`
      {
        "events": [
          "account.broadcast.late",
          "account.doubt",
          "account.fillGap.late",
          "account.reconcile",
          "account.send",
        ],
        "facts": [
          "account.confirmed",
          "account.failed",
          "account.gapFilled",
          "account.held",
          "account.reorged",
          "account.replaced",
          "account.sent",
          "account.undone",
        ],
        "ports": [
          "account.awaitReceipt",
          "account.broadcast",
          "account.fillGap",
          "account.prepare",
          "account.reconcile",
          "account.sign",
        ],
        "tells": [
          "account.confirmed",
          "account.failed",
        ],
      }
    `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(accountMachine, samples)).toMatchInlineSnapshot(`
      {
        "broadcasting": "account.reconcile nobody.knows",
        "confirming": "account.reconcile nobody.knows",
        "filling": "account.reconcile nobody.knows",
        "holding": "account.reconcile nobody.knows",
        "idle": "nobody.knows",
        "preparing": "nobody.knows",
        "reconciling": "account.reconcile nobody.knows",
        "signing": "nobody.knows",
        "unreachable": "account.reconcile nobody.knows",
      }
    `))
  const world = (): World<typeof accountMachine> => {
    const receipts = [
      confirmed(1),
      { state: 'reverted', txHash: hashFixture(1), code: 'X', message: '' },
      { state: 'reorged', txHash: hashFixture(1), block: 12 },
      { state: 'missing' },
      { state: 'gap', chainNonce: 4 },
      { state: 'foreign' },
      { state: 'pending' },
    ]
    return {
      input,
      events: () => [request(1), { type: 'account.doubt' }],
      aspect: ({ context }) => context.doubted === true,
      answers: {
        'account.reconcile': [{ nextNonce: 7 }, { nextNonce: 5 }, { nextNonce: 9 }],
        'account.prepare': [fees],
        'account.sign': [bytes(1)],
        'account.broadcast': [{ accepted: true }],
        'account.awaitReceipt': receipts,
        'account.fillGap': [{ from: 4 }],
      },
    }
  }
  test('no state is unreachable', () => expect(unreachable(accountMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(accountMachine, world()))
})
