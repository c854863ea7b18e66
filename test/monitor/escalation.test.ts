// Monitors and incidents on the real runtime over a simulated machine: their time is durable, whatever dies meanwhile.
import { expect, test } from 'vitest'
import { worldOf } from '#actors/fixtures.ts'
import { incidentBot, monitorBot, monitorEffects } from '#actors/monitor.ts'
import { swarmMonitor } from '#cli/monitorBots.ts'
import { monitorPlan, swarmMonitorSchema } from '#protocol/monitorRules.ts'
import type { Fact } from '#runtime/host.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import { createSimulatedHost, settled, SimulatedMachine, type SimulatedProcess } from '#runtime/simulatedHost.ts'
import { quietGauges } from './quietGauges.ts'

const minutes = 60_000
const incident = 'incident:swarm.root.bots-quarantined.1' as const
const plan = monitorPlan(swarmMonitorSchema.parse({}))

/** A swarm of which some bots are in quarantine, and its monitor. */
class WatchedSwarm {
  readonly machine = new SimulatedMachine(7)
  quarantined: readonly string[] = []
  #process: SimulatedProcess = this.machine.boot()
  #host: LocalHost | undefined

  async start(): Promise<void> {
    this.#process = this.machine.boot()
    const { clock } = this.#process
    const gauges = quietGauges({ plan: () => plan, quarantined: () => this.quarantined })
    const world = worldOf({ gauges, now: () => Math.floor(clock.now() / 1_000), patience: () => new AbortController().signal })
    const starting = createSimulatedHost(this.#process, { bots: [monitorBot, incidentBot], effects: monitorEffects(world) })
    void starting.then((host) => (this.#host = host))
    await this.until(() => this.#host !== undefined)
    await this.during(this.host.spawn(swarmMonitor.role, swarmMonitor.id, swarmMonitor.input))
  }

  get host(): LocalHost {
    if (this.#host === undefined) throw new Error('it runs')
    return this.#host
  }

  /** As kill -9. */
  die(): void {
    this.#process.die()
    this.#host = undefined
  }

  async until(holds: () => boolean): Promise<void> {
    for (let step = 0; step < 100_000 && !holds(); step += 1) {
      this.machine.time.step()
      await settled()
    }
    if (!holds()) throw new Error('it never came to that')
  }

  async during<Answer>(deed: Promise<Answer>): Promise<Answer> {
    let isDone = false
    void deed.finally(() => (isDone = true))
    await this.until(() => isDone)
    return deed
  }

  /** Lets so much time pass, whether a process lives or not. */
  async pass(ms: number): Promise<void> {
    const end = this.machine.time.elapsed + ms
    let isOver = false
    this.machine.time.after(ms, () => (isOver = true))
    await this.until(() => isOver && this.machine.time.elapsed >= end)
    await settled()
  }

  async facts(): Promise<readonly Fact[]> {
    const facts: Fact[] = []
    for await (const turn of this.host.turns({ after: 0 })) facts.push(...turn.facts)
    return facts
  }
  async told(): Promise<readonly unknown[]> {
    return (await this.facts()).map(({ type, data }) => [type, data['severity'], data['times']])
  }
}

test('an escalation goes on where it was after a kill in its middle, and its time counts on while nobody lives', async () => {
  const swarm = new WatchedSwarm()
  await swarm.start()
  swarm.quarantined = ['verifier:main.alpha']
  await swarm.pass(1 * minutes)
  expect(await swarm.told()).toEqual([['incident.raised', 'critical', undefined]])
  const raised = swarm.machine.time.elapsed
  await swarm.pass(5 * minutes)
  swarm.die()
  await swarm.pass(1 * minutes)
  await swarm.start()
  // ten minutes after it was raised, not after the start
  await swarm.pass(2 * minutes)
  expect(await swarm.told()).toHaveLength(1)
  await swarm.pass(2 * minutes)
  expect(await swarm.told()).toEqual([
    ['incident.raised', 'critical', undefined],
    ['incident.escalated', 'critical', 1],
  ])
  expect(swarm.machine.time.elapsed - raised).toBeLessThan(11 * minutes)
  // the second time is twenty minutes later, of which the process is away for more than all
  swarm.die()
  await swarm.pass(40 * minutes)
  await swarm.start()
  await swarm.pass(1 * minutes)
  expect((await swarm.told()).at(-1)).toEqual(['incident.escalated', 'critical', 2])
  // and there is one incident, however many looks found it
  expect(swarm.host.list('incident')).toHaveLength(1)
})

test('one that is taken on is not told again after a restart either, and ends when its rule is healthy for five minutes', async () => {
  const swarm = new WatchedSwarm()
  await swarm.start()
  swarm.quarantined = ['verifier:main.alpha']
  await swarm.pass(1 * minutes)
  const answer = swarm.host.ask(
    incident,
    { type: 'incident.acknowledge', by: 'operator', note: '' },
    { askId: 'a', who: 'operator' },
  )
  expect(await swarm.during(answer)).toMatchObject({ acknowledged: { by: 'operator' } })
  swarm.die()
  await swarm.start()
  await swarm.pass(60 * minutes)
  expect((await swarm.facts()).map(({ type }) => type)).toEqual(['incident.raised', 'incident.acknowledged'])
  swarm.quarantined = []
  await swarm.pass(3 * minutes)
  swarm.die()
  await swarm.start()
  await swarm.pass(1 * minutes)
  expect(swarm.host.view(incident)?.status).toBe('active')
  await swarm.pass(2 * minutes)
  expect((await swarm.facts()).at(-1)).toMatchObject({ type: 'incident.resolved', data: { how: 'healthy' } })
  expect(swarm.host.view(incident)?.status).toBe('done')
  expect(swarm.host.deadLetters()).toEqual([])
})

test('one that a person resolves while its rule is breached is followed by another', async () => {
  const swarm = new WatchedSwarm()
  await swarm.start()
  swarm.quarantined = ['verifier:main.alpha']
  await swarm.pass(1 * minutes)
  await swarm.during(swarm.host.ask(incident, { type: 'incident.resolve', by: 'operator', note: 'mended' }, { askId: 'r' }))
  await swarm.pass(1 * minutes)
  expect(swarm.host.list('incident').map(({ address, status }) => [address, status])).toEqual([
    [incident, 'done'],
    ['incident:swarm.root.bots-quarantined.2', 'active'],
  ])
  expect(swarm.host.deadLetters()).toEqual([])
})
