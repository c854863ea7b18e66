// Somebody lies or is silent, in a real swarm: nothing moves that should not, and it is said who and why.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '#integrations/anvil/freePort.ts'
import type { Settings } from '#cli/settings.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'
import { startLyingProxy, type LyingProxy } from './lyingProxy.ts'

let drill: Drill
const proxies: LyingProxy[] = []
beforeEach(() => void (drill = openDrill()))
afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.end()))
  await drill.end()
})

/** A port for the drill's chain, known before the daemon starts it. */
async function chosenPort(): Promise<number> {
  const port = await freePort()
  if (port === undefined) throw new Error('no port is free')
  return port
}

function verifier(settings: Settings, name: string): Settings['funds'][number]['verifiers'][number] {
  const found = settings.funds[0]?.verifiers.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no verifier ${name} is configured`)
  return found
}

describe('a lying crawler', { timeout: 60_000 }, () => {
  it('is refused with REPRODUCTION_FAILED round after round, nothing executes, and `status` says so', async () => {
    drill.configure({ ...quickSettings(), faults: { 'crawler:main.weth': 'lie' } })
    const daemon = await drill.up()
    const refused = await daemon.fact('claim.refused')
    const { round } = await daemon.fact('claim.refused', (fact) => fact.round > refused.round)
    expect(refused).toMatchObject({ reason: 'REPRODUCTION_FAILED', detail: expect.stringContaining('I read spot') })
    const votes = daemon.facts.filter((fact) => fact.type === 'claim.attested')
    expect(new Set(votes.map(({ verdict, reason }) => `${verdict} ${reason}`))).toEqual(new Set(['FAIL REPRODUCTION_FAILED']))
    const { out } = await drill.quorate('status')
    expect(out).toMatch(/claim 0x\w{4}…\w{4} of crawler weth was refused: REPRODUCTION_FAILED/)
    await daemon.fact('round.closed', (fact) => fact.round === round && fact.outcome === 'abandoned')
    expect(daemon.facts.filter(({ type }) => type === 'snapshot.published' || type.startsWith('intent.'))).toEqual([])
    expect(await daemon.end()).toMatchObject({ exit: 0 })
  })
})

describe('one verifier behind a lying node', { timeout: 60_000 }, () => {
  it('is outvoted and named, and the trade happens', async () => {
    const port = await chosenPort()
    const target = `http://127.0.0.1:${port}`
    // the honest ones are further away, so that the liar is heard before the others have a quorum
    const [liar, far] = await Promise.all([startLyingProxy({ target, lies: true }), startLyingProxy({ target, delayMs: 15 })])
    proxies.push(liar, far)
    const settings = quickSettings({ port })
    verifier(settings, 'alpha').rpcUrl = far.url
    verifier(settings, 'beta').rpcUrl = far.url
    verifier(settings, 'gamma').rpcUrl = liar.url
    drill.configure(settings)
    const daemon = await drill.up()
    const trade = await daemon.fact('intent.executed')
    const { intent } = await daemon.fact('intent.proposed', (fact) => fact.intentHash === trade.intentHash)
    expect(liar.lies()).toBeGreaterThan(0)
    const { out } = await drill.quorate('explain', trade.intentHash)
    expect(out).toMatch(/verifier gamma: FAIL REPRODUCTION_FAILED at block \d+ I read spot \d+; the claim says/)
    expect(out).toMatch(/verifier alpha: PASS/)
    expect(out).toMatch(/verifier beta: PASS/)
    const votes = daemon.facts.filter((fact) => fact.type === 'claim.attested').filter(({ round }) => round === intent.round)
    expect(votes.map(({ verdict }) => verdict).toSorted()).toEqual(['FAIL', 'PASS', 'PASS'])
    expect(await daemon.end()).toMatchObject({ exit: 0 })
  })
})

describe('two of three verifiers down', { timeout: 60_000 }, () => {
  it('leaves no quorum: nothing executes, and `status` says what is waited for and for whom', async () => {
    const settings = quickSettings()
    const closed = `http://127.0.0.1:${await chosenPort()}`
    verifier(settings, 'alpha').rpcUrl = closed
    verifier(settings, 'beta').rpcUrl = closed
    for (const { rounds } of settings.funds) rounds.claimsMs = 4_000
    drill.configure(settings)
    const daemon = await drill.up()
    await daemon.fact('claim.attested', ({ verdict }) => verdict === 'PASS')
    const during = await drill.quorate('status')
    expect(during.out).toMatch(
      /claim 0x.* of round 1 waits for 1 more verifier weight: verifier:main\.alpha .*verifier:main\.beta /,
    )
    expect(during.out).not.toContain('verifier:main.gamma')
    await daemon.fact('round.closed', ({ outcome }) => outcome === 'abandoned')
    expect((await drill.quorate('status')).out).toMatch(/round 1 of main was abandoned, nothing was published: claim/)
    expect(daemon.facts.filter(({ type }) => type === 'claim.finalized' || type.startsWith('intent.'))).toEqual([])
    expect(await daemon.end()).toMatchObject({ exit: 0 })
  })
})
