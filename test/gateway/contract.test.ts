// The contract: whatever is asked of the gateway, well or badly, it answers as its OpenAPI document says. Requests come out
// of that document, answers are judged by Prism, a validating proxy that others wrote.
import fc from 'fast-check'
import { Agent, fetch, type Response } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpRelay } from '#integrations/relay/httpRelay.ts'
import { envelopeAudience, type Envelope } from '#protocol/envelope.ts'
import type { ApiDocument } from '#gateway/tidyDocument.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { modelFund } from '../cycle/modelSwarm.ts'
import { signedHeaders } from '#client/signedHeaders.ts'
import { ApiArbitraries, operationsOf, type ApiRequest, type AskedOperation, type Json } from './apiArbitraries.ts'
import { committedDocument } from './committedDocument.ts'
import { modelSigner, openModelGateway, type ModelGateway } from './openModelGateway.ts'
import { validatingProxy, violationsOf, type ValidatingProxy } from './validatingProxy.ts'

const seed = 20_261_122
/** A connection a request: one that Prism closes for idleness while the next request is made is not the gateway's doing. */
const dispatcher = new Agent({ pipelining: 0 })
const validRuns = 4
const hostileRuns = 6

let document: ApiDocument
let operations: readonly AskedOperation[]
let open: ModelGateway
let proxy: ValidatingProxy | undefined
let key: string
let known: Readonly<Record<string, fc.Arbitrary<Json>>>
/** What the swarm's own bots posted through the proxy. */
const posted: { readonly envelope: Envelope; readonly status: number }[] = []

beforeAll(async () => {
  document = committedDocument()
  // last: what it archives, the others could not tell of
  const isLast = ({ id }: AskedOperation): number => (id === 'commandJournalCompact' ? 1 : 0)
  operations = operationsOf(document).toSorted((a, b) => isLast(a) - isLast(b))
  open = await openModelGateway(
    (world) => {
      const relay = httpRelay({
        get url() {
          return proxy?.url ?? 'http://127.0.0.1:1'
        },
        audience: (fundId) =>
          envelopeAudience({ chainId: world.fund(fundId).chainId, vault: world.fund(fundId).contracts.vault }),
        reader: modelSigner(1),
        now: world.now,
      })
      const inProcess = world.relay()
      return {
        ...world,
        relay: () => ({
          ...inProcess,
          async post(fundId, envelope) {
            const answer = await relay.post(fundId, envelope)
            posted.push({ envelope, status: answer.status })
            return answer
          },
        }),
      }
    },
    { fund: patientFund(), parts: { cronSecret: 'known-to-no-test', githubSecret: 'known-to-no-test' } },
  )
  proxy = await validatingProxy(document, open.gateway.url)
  key = await open.key('contract', 'admin')
  await open.key('spare', 'viewer')
  await open.swarm.host.spawn('audit', 'log', {})
  // one after the other: each may take its time on a busy machine
  for (const next of ['claim.finalized', 'snapshot.published', 'intent.proposed', 'intent.executed'])
    await open.swarm.fact(({ type }) => type === next)
  known = knownValues()
}, 180_000)
afterAll(async () => {
  await open.close()
  await proxy?.close()
})

interface Asked {
  readonly operation: AskedOperation
  readonly kind: 'valid' | 'hostile'
  readonly status: number
}
const answered: Asked[] = []
const reached = (id: string, kind: Asked['kind']): readonly number[] =>
  answered.filter((one) => one.operation.id === id && one.kind === kind).map(({ status }) => status)

/** A broken request for a stream that still is one: it was opened, and let go of. */
function unlessOpen(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error
}

/** Asks through Prism. The gateway must have answered as the document says, and never with a bug of its own. */
async function judged(operation: AskedOperation, kind: Asked['kind'], request: ApiRequest): Promise<void> {
  const response = await send(proxy?.url ?? '', operation, request)
  const text = await response.text()
  // Prism's own refusal of a path that is none, or of a body that no JSON is
  if (response.headers.get('content-type') === 'application/problem+json') return
  answered.push({ operation, kind, status: response.status })
  expect({ status: response.status, violations: violationsOf(response.headers), text }).toMatchObject({
    status: expect.toSatisfy((status: number) => status < 500),
    violations: [],
  })
}

test(
  'every operation answers well and badly made requests as the document says, and none with a bug',
  { timeout: 600_000 },
  async () => {
    const arbitraries = new ApiArbitraries(document)
    for (const [index, operation] of operations.entries()) {
      const isStream = operation.id.startsWith('follow')
      const check = (kind: Asked['kind'], numRuns: number) =>
        fc.assert(
          fc.asyncProperty(arbitraries[kind](operation, knownTo(operation)), (request) =>
            judged(operation, kind, request).catch(unlessOpen),
          ),
          { seed: seed + index, numRuns, interruptAfterTimeLimit: 60_000 },
        )
      // a stream that is open has no end that a proxy could judge: the next test asks for one itself
      if (!isStream) await check('valid', validRuns)
      await check('hostile', hostileRuns)
    }
    expect(proxy?.violations).toEqual([])
    const unreached = operations.filter(
      ({ id }) => reached(id, 'hostile').length === 0 || (!id.startsWith('follow') && reached(id, 'valid').length === 0),
    )
    expect(unreached.map(({ id }) => id)).toEqual([])
  },
)

/** What cannot be done in this swarm, however well it is asked. */
const notHere: Readonly<Record<string, string>> = {
  getApprovalsById: 'nothing waits for an approval',
  getFundsIntentsApproval: 'the fund wants no approval',
  rehearseApproval: 'nothing waits for an approval',
  getFundPolicy: 'the model chain has no bounds to ask for; test/console/money asks a real one',
  getBot: 'nobody has asked to take part',
  getIncidents: 'a page goes on from an incident, and there is none',
  getIncidentsByIncidentId: 'nothing has gone wrong',
  commandApprovalShow: 'nothing waits for people',
  commandApprovalApprove: 'nothing waits for people',
  commandApprovalReject: 'nothing waits for people',
  commandScheduleEnd: 'nothing is done by the clock',
  commandBotShow: 'nobody has asked to take part',
  commandBotApprove: 'nobody has asked to take part',
  commandBotRefuse: 'nobody has asked to take part',
  commandBotRetire: 'nobody has asked to take part',
  commandBotRevoke: 'nobody has asked to take part',
  commandIncidentShow: 'nothing has gone wrong',
  commandIncidentAcknowledge: 'nothing has gone wrong',
  commandIncidentResolve: 'nothing has gone wrong',
  commandSessionRevoke: 'nobody has signed in',
  commandTrace: 'no request is called as the document’s pattern makes names',
  commandDeadlettersShow: 'there are no dead letters',
  commandDeadlettersResend: 'there are no dead letters',
  commandDeadlettersDrop: 'there are no dead letters',
  commandRestart: 'relayer and executor go on from where they are',
  commandFundCreate: 'the model chain has one fund',
  commandFundAdopt: 'the model chain has one fund',
  createFund: 'the model chain has one fund',
  bootstrapFund: 'the model chain has one fund',
  commandFundClaim: 'nobody waits for shares',
}

test('what is asked well is done: every read, and most commands', () => {
  const valid = answered.filter(({ operation, kind }) => kind === 'valid' && !(operation.id in notHere))
  const undone = (all: readonly Asked[]): readonly string[] =>
    all.filter(({ status }) => status >= 300).map(({ operation, status }) => `${operation.id} ${status}`)
  expect(undone(valid.filter(({ operation }) => operation.method === 'GET'))).toEqual([])
  const commands = valid.filter(({ operation }) => operation.path.includes('/commands/'))
  expect(undone(commands).length / commands.length).toBeLessThan(0.4)
  expect(Object.keys(notHere).filter((id) => operations.every((one) => one.id !== id))).toEqual([])
})

test('what is asked badly is mostly refused', () => {
  const hostile = answered.filter(({ kind }) => kind === 'hostile')
  const refused = hostile.filter(({ status }) => status >= 400)
  expect(hostile.length).toBeGreaterThan(operations.length * 4)
  expect(refused.length / hostile.length).toBeGreaterThan(0.7)
})

test('a document that says something else is caught', async () => {
  const other = structuredClone(document) as unknown as {
    components: { schemas: Record<string, { required: string[] }> }
  }
  other.components.schemas['Fund']?.required.push('mood')
  const judge = await validatingProxy(other as unknown as ApiDocument, open.gateway.url)
  const response = await fetch(`${judge.url}/api/v1/funds`, { dispatcher, headers: { authorization: `Bearer ${key}` } })
  await response.text()
  expect(violationsOf(response.headers)).toEqual([expect.stringContaining('mood')])
  expect(judge.violations).toHaveLength(1)
  await judge.close()
})

test('every stream opens as the document says', async () => {
  const arbitraries = new ApiArbitraries(document)
  const streams = operations.filter(({ id }) => id.startsWith('follow'))
  expect(streams.length).toBeGreaterThan(3)
  for (const operation of streams)
    for (const request of fc.sample(arbitraries.valid(operation, known), { seed, numRuns: 3 })) {
      const response = await send(open.gateway.url, operation, request)
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
      expect(Object.keys((operation.operation.responses['200'] as { content: object }).content)).toEqual(['text/event-stream'])
      await response.body?.cancel()
    }
})

test('the swarm’s own bots, which post through the same proxy, are let in and answered as the document says', () => {
  const types = Map.groupBy(posted, ({ envelope }) => envelope.body.type)
  expect([...types.keys()].toSorted()).toEqual([
    'claim.attest',
    'claim.submit',
    'execution.report',
    'intent.attest',
    'intent.propose',
    'snapshot.attest',
  ])
  const done = posted.filter(({ status }) => status < 300)
  // the others came late: their threshold was reached without them
  expect(done.length / posted.length).toBeGreaterThan(0.5)
  expect(posted.filter(({ status }) => status >= 500 || status === 400 || status === 401)).toEqual([])
})

test('verdicts of others, carried in one request, are answered as the first time', async () => {
  const items = posted
    .map(({ envelope }) => envelope)
    .filter(({ body }) => body.type === 'intent.attest')
    .slice(0, 5)
  const [operation] = operations.filter(({ id }) => id === 'attestIntents')
  if (operation === undefined) throw new Error('there is no such operation')
  await judged(operation, 'valid', { path: { fundId: 'main' }, query: {}, headers: {}, body: { items } as never })
  expect(reached('attestIntents', 'valid').at(-1)).toBeLessThan(300)
})

/** Its rounds take the time that a busy machine needs; they end as soon as they can. */
function patientFund(): FundConfig {
  const { rounds } = modelFund()
  return modelFund({ rounds: { ...rounds, claimsMs: 60_000, snapshotMs: 60_000 } })
}

/** What there is in this swarm, by the name of a parameter or of an argument. */
function knownValues(): Readonly<Record<string, fc.Arbitrary<Json>>> {
  const { facts, host } = open.swarm
  const seen = (type: string, name: string): fc.Arbitrary<Json> =>
    fc.constantFrom(...facts.filter((fact) => fact.type === type).map(({ data }) => String(data[name])))
  const bots = ['relayer', 'fund', 'strategy', 'executor', 'verifier'].flatMap((role) =>
    host.list(role).map(({ address }) => address),
  )
  let names = 0
  return {
    fundId: fc.constant('main'),
    fund: fc.constant('main'),
    claimHash: seen('claim.submitted', 'claimHash'),
    intentHash: seen('intent.proposed', 'intentHash'),
    hash: seen('intent.proposed', 'intentHash'),
    bot: fc.constantFrom(...bots),
    address: fc.constantFrom(...bots),
    role: fc.constantFrom('viewer', 'operator'),
    funds: fc.constant('all'),
    // a name is used once
    id: fc.constant(null).map(() => `made-${(names += 1)}`),
    person: fc.constantFrom('person:ann', 'person:bob'),
    amount: fc.constant('1'),
    after: fc.constantFrom('0', '1/0'),
    'last-event-id': fc.constantFrom('0', '2'),
    'idempotency-key': fc.constant(null).map(() => `key-${(names += 1)}`),
  }
}

const knownTo = ({ id }: AskedOperation): typeof known => {
  if (id === 'commandApikeyRevoke') return { ...known, id: fc.constant('spare') }
  // any moment behind the beginning, which every bot of these has behind it
  if (ofThePast.has(id)) return { ...known, seq: fc.integer({ min: 1_000_000 }), after: fc.constant('0') }
  return ofBots.has(id) ? { ...known, role: fc.constantFrom('fund', 'verifier', 'intent') } : known
}
const ofThePast = new Set(['getMoment', 'listBotTurns', 'listSwarmTurns', 'searchTurns', 'tryWhatIf'])
/** Here a role is a bot's and no person's. */
const ofBots = new Set(['listSwarm', 'getChart'])

/** Keys of the fund's bots, by what they post. */
const signers: Readonly<Record<string, number>> = { submitClaim: 4, proposeIntent: 6, reportExecution: 7 }

async function send(base: string, asked: AskedOperation, given: ApiRequest): Promise<Response> {
  const path = asked.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => given.path[name] ?? '')
  const query = new URLSearchParams(given.query).toString()
  const target = query === '' ? path : `${path}?${query}`
  const isSigned = asked.operation.security?.some((one) => 'botSigner' in one && !('apiKey' in one)) === true
  // Prism waits for the end of an answer, and an open stream has none
  const isStream = asked.id.startsWith('follow')
  const proof =
    isSigned && asked.operation.security?.length === 1
      ? await signature(asked, target, given.body)
      : { authorization: `Bearer ${key}` }
  return fetch(`${base}${target}`, {
    method: asked.method,
    dispatcher,
    headers: { ...proof, ...given.headers, ...(given.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    ...(isStream ? { signal: AbortSignal.timeout(base === open.gateway.url ? 10_000 : 1_500) } : {}),
  })
}

function signature(asked: AskedOperation, target: string, body: unknown): Promise<Record<string, string>> {
  const { fund } = open.swarm
  const by = {
    reader: modelSigner(signers[asked.id] ?? 1),
    audience: () => envelopeAudience({ chainId: fund.chainId, vault: fund.contracts.vault }),
    now: () => Math.floor(Date.now() / 1_000),
  }
  // what cannot be signed is sent without a proof
  return signedHeaders(by, fund.fundId, { method: 'POST', target, body }).catch(() => ({}))
}
