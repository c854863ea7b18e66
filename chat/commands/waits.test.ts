import { expect, test } from 'vitest'
import { addressOf, botOf, contextOf, hashOf, hostOf, mainFund, turnOf } from './fixtures.ts'
import { recentFacts, type ReadFact } from './journalReading.ts'
import { waits } from './waits.ts'

const intent = {
  fund: addressOf('d'),
  setEpoch: 1,
  action: 'BUY',
  tokenIn: addressOf('1'),
  tokenOut: addressOf('2'),
  amountIn: '1000000000',
  minAmountOut: '1',
  quoteAmountOut: '2',
  maxSlippageBps: 100,
  validAfter: 1,
  deadline: 2,
  snapshotRoot: hashOf('5'),
  round: 7,
  adapter: addressOf('3'),
  adapterDataHash: hashOf('6'),
  nonce: '1',
}
const proposed = {
  type: 'intent.proposed',
  data: {
    fundId: 'main',
    intentHash: hashOf('7'),
    round: 7,
    intent,
    adapterData: '0x',
    reason: 'up',
    decision: { rule: 'momentum', explanation: 'up', figures: {} },
    txHash: hashOf('8'),
  },
}
const said = (verifier: string, verdict: string, attestedWeight: number) => ({
  type: 'intent.attested',
  data: {
    fundId: 'main',
    intentHash: hashOf('7'),
    verifier: addressOf(verifier),
    verdict,
    reason: verdict === 'PASS' ? 'OK' : 'STALE_DATA',
    detail: 'x',
    attestedWeight,
    thresholdWeight: 2,
    totalWeight: 3,
    dryRun: null,
  },
})

async function readAll(...facts: { type: string; data: Record<string, never> | object }[]): Promise<readonly ReadFact[]> {
  // the fixtures' data is JSON
  const turns = facts.map((fact, index) => turnOf(index + 1, 'relayer:main', [fact as never]))
  const read = await recentFacts(hostOf({ turns }))
  expect(read).toHaveLength(facts.length)
  return read
}
const now = contextOf().clock.now()

test('names the verifiers an intent still waits for, and what those said who did not sign', async () => {
  const facts = await readAll(proposed, said('a', 'PASS', 1), said('e', 'FAIL', 1))
  expect(waits({ facts, funds: [mainFund], bots: [], now })).toEqual([
    {
      subject: 'intent 0x7777…7777',
      text: 'waits for 1 more verifier weight: verifier:main.beta silent, verifier:main.gamma said FAIL STALE_DATA',
      stuck: true,
    },
  ])
})

test('an executed intent is not waited for', async () => {
  const executed = {
    type: 'intent.executed',
    data: {
      fundId: 'main',
      intentHash: hashOf('7'),
      action: 'BUY',
      amountIn: '1',
      amountOut: '2',
      txHash: hashOf('9'),
      block: 3,
      rule: 'momentum',
    },
  }
  expect(waits({ facts: await readAll(proposed, said('a', 'PASS', 1), executed), funds: [mainFund], bots: [], now })).toEqual([])
})

const inRound = { fundId: 'main', round: 7 }
const claim = {
  fund: addressOf('d'),
  round: 7,
  schemaId: 'amm-price/1',
  sourceType: 'amm-price',
  sourceRef: 'x',
  selector: 'x',
  extracted: 'x',
  extractedType: 'x',
  timestamp: 1,
  responseHash: hashOf('1'),
  evidenceType: 'chain',
  evidenceURI: 'x',
  crawler: addressOf('c'),
  notes: '',
}
const submitted = {
  type: 'claim.submitted',
  data: { ...inRound, setEpoch: 1, claimHash: hashOf('4'), crawler: claim.crawler, claim },
}
const closed = (outcome: string) => ({ type: 'round.closed', data: { ...inRound, outcome, detail: 'no claim' } })

test('says why the last round was lost, also after it ended', async () => {
  const refused = {
    type: 'claim.refused',
    data: { ...inRound, claimHash: hashOf('4'), reason: 'REPRODUCTION_FAILED', detail: 'x' },
  }
  const of = async (...facts: (typeof refused | typeof submitted)[]) =>
    waits({ facts: await readAll(...facts, closed('abandoned')), funds: [mainFund], bots: [], now })
  expect(await of(submitted, refused)).toEqual([
    {
      subject: 'round 7 of main',
      text: expect.stringMatching(
        /^was abandoned, nothing was published: claim 0x4444…4444 of .* was refused: REPRODUCTION_FAILED$/,
      ),
      stuck: true,
    },
  ])
  expect((await of(submitted))[0]?.text).toMatch(
    /waits for 2 more verifier weight: verifier:main.alpha silent, verifier:main.beta silent, verifier:main.gamma silent$/,
  )
  expect((await of())[0]?.text).toBe('was abandoned, nothing was published: no claim')
})

test('a round that was published is no loss', async () => {
  expect(waits({ facts: await readAll(submitted, closed('published')), funds: [mainFund], bots: [], now })).toEqual([])
})

test('says who a quarantined bot waits for and why', () => {
  const bot = botOf('strategy:main', {
    status: 'quarantined',
    quarantine: { code: 'TURN_FAILED', message: 'no figures', retryable: false },
  })
  expect(waits({ facts: [], funds: [], bots: [bot], now })).toEqual([
    { subject: 'strategy:main', text: 'is quarantined and waits for a person (TURN_FAILED: no figures)', stuck: true },
  ])
})

test('a paused fund says how it runs again', () => {
  expect(waits({ facts: [], funds: [{ ...mainFund, paused: true }], bots: [], now }).map(({ text }) => text)).toEqual([
    'is paused: ./quorate fund unpause main',
  ])
})

test('a port that is tried again is named with its attempt', () => {
  const bot = botOf('crawler:main.weth', {
    effects: [{ id: 'x', port: 'crawler.readSource', attempt: 4, since: new Date(now.getTime() - 65_000).toISOString() }],
  })
  expect(waits({ facts: [], funds: [], bots: [bot], now })).toEqual([
    { subject: 'crawler:main.weth', text: 'tries crawler.readSource for the 4. time, since 1m 5s', stuck: true },
  ])
})

test('a price that nobody knows holds every trade up, and a known one holds up none', () => {
  const guard = { status: 'STALE', value: '0', observedAt: 1_760_000_000, heldBy: null } as const
  const waiting = (fund: typeof mainFund) => waits({ facts: [], funds: [fund], bots: [], now })
  expect(waiting({ ...mainFund, guard })).toEqual([
    {
      subject: 'fund main',
      text: 'trades nothing: the price of WETH is stale: its observations are too old or too far apart; no trade executes until it is known',
      stuck: true,
    },
  ])
  expect(waiting({ ...mainFund, guard: { ...guard, status: 'KNOWN' } })).toEqual([])
})
