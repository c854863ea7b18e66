// The other ways to claim: finalized on chain by the ClaimBook, and read from a web server.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDrill, quickSettings, type Drill } from './drill.ts'

let drill: Drill
let source: Server
let asked = 0
beforeAll(async () => {
  drill = openDrill()
  source = createServer((_request, response) => {
    asked += 1
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"rates":{"usd":"1.0003"}}')
  }).listen(0, '127.0.0.1')
  await once(source, 'listening')
})
afterAll(async () => {
  source.close()
  await drill.end()
})

it(
  'trades on claims that the ClaimBook finalized on chain, one of them read from an allow-listed server',
  { timeout: 90_000 },
  async () => {
    const { port } = source.address() as AddressInfo // a TCP server's address is always this
    const settings = quickSettings()
    settings.fetch.allowLoopback = [`127.0.0.1:${port}`]
    settings.developmentKeys['crawler-rate'] = 12
    const sourceOf = { type: 'http-json', url: `http://127.0.0.1:${port}/rates`, jsonPath: '$.rates.usd' } as const
    for (const fund of settings.funds) {
      fund.claimMode = 'ONCHAIN'
      fund.crawlers.push({
        name: 'rate',
        key: 'crawler-rate',
        source: { ...sourceOf, schemaId: 'rate/1', extractedType: 'decimal' },
      })
    }
    drill.configure(settings)
    const daemon = await drill.up()
    const trade = await daemon.fact('intent.executed')
    const { intent } = await daemon.fact('intent.proposed', (fact) => fact.intentHash === trade.intentHash)
    const { claims } = await daemon.fact('snapshot.published', (fact) => fact.round === intent.round)
    expect(claims.map(({ sourceType, extracted }) => (sourceType === 'http-json' ? extracted : sourceType)).toSorted()).toEqual([
      '1.0003',
      'amm-price',
    ])
    const final = daemon.facts.flatMap((fact) => (fact.type === 'claim.finalized' && fact.round === intent.round ? [fact] : []))
    expect(final.map(({ mode, txHash }) => [mode, txHash !== null])).toEqual([
      ['ONCHAIN', true],
      ['ONCHAIN', true],
    ])
    // each round once by the crawler, and by two verifiers at least
    expect(asked).toBeGreaterThanOrEqual(3 * intent.round)
    const { out } = await drill.quorate('explain', trade.intentHash)
    expect(out).toMatch(/crawler rate: http-json 0x\w{4}…\w{4}, final/)
    expect(await daemon.end()).toMatchObject({ exit: 0 })
  },
)
