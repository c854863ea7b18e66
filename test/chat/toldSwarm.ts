// The whole outgoing side in a machine that does not exist: the real host, bots, effects and lines of the channels, on a
// simulated disk and clock, with two messengers beside it. Its process is killed and begun again.
import { setup } from 'xstate'
import { worldOf } from '#actors/fixtures.ts'
import { effectsOf, roles } from '#actors/swarm.ts'
import { contextOf, deskOf } from '#chat/commands/fixtures.ts'
import type { Command } from '#chat/commands/command.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import type { MessengerName } from '#chat/messenger.ts'
import { PlacePace } from '#chat/placePace.ts'
import { outgoing } from '#cli/outgoing.ts'
import type { IncidentInput } from '#machines/incident.ts'
import { tell, type TellParams } from '#runtime/authoring.ts'
import type { BotDefinition, CommittedTurn, Host } from '#runtime/host.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import { createSimulatedHost, settled, SimulatedMachine, type SimulatedProcess } from '#runtime/simulatedHost.ts'
import { ModelMessenger } from './modelMessenger.ts'

/** Tells a bot one thing. */
const voice: BotDefinition = {
  role: 'voice',
  version: 1,
  machine: setup({
    types: { context: {} as TellParams, input: {} as TellParams },
    actions: { say: tell(({ context }: { readonly context: TellParams }) => context) },
  }).createMachine({ context: ({ input }) => input, entry: 'say' }),
}

/** Steps that any wait of these tests takes; more means that nothing comes. */
const stepsMax = 200_000

export class ToldSwarm {
  readonly machine: SimulatedMachine
  readonly slack: ModelMessenger
  readonly discord: ModelMessenger
  #process: SimulatedProcess | undefined
  #host: LocalHost | undefined
  /** Of the process that runs now. */
  pace: PlacePace | undefined

  constructor(seed = 1) {
    this.machine = new SimulatedMachine(seed)
    const { time } = this.machine
    const later = (ms: number): Promise<void> => new Promise((resolve) => void time.after(ms, resolve))
    this.slack = new ModelMessenger('slack', () => time.wall, later)
    this.discord = new ModelMessenger('discord', () => time.wall, later)
  }

  get host(): LocalHost {
    if (this.#host === undefined) throw new Error('its process is not up')
    return this.#host
  }
  get now(): number {
    return this.machine.time.wall
  }
  get isUp(): boolean {
    return this.#process?.isAlive() === true && this.#host !== undefined
  }

  /** Begins a process, as the daemon does. */
  async start(): Promise<void> {
    const process = this.machine.boot()
    this.#process = process
    this.#host = undefined
    const { clock } = process
    const host = (): Host => this.host
    const pace = new PlacePace({
      now: () => clock.monotonic(),
      wait: (ms) => new Promise((resolve) => void clock.after(ms, () => resolve())),
    })
    this.pace = pace
    const names = nameBook(await deskOf().list())
    const messengers = new Map<MessengerName, ModelMessenger>([
      ['slack', this.slack],
      ['discord', this.discord],
    ])
    const world = worldOf({
      now: () => Math.floor(clock.now() / 1_000),
      patience: (ms) => {
        const ending = new AbortController()
        clock.after(ms, () => ending.abort())
        return ending.signal
      },
      ...outgoing({ host, names: () => names, messengers: async () => messengers, pace, consoleUrl: null }),
    })
    const started = await this.until(createSimulatedHost(process, { bots: [...roles, voice], effects: effectsOf(world) }))
    this.#host = started
    await this.until(this.#begin(started))
  }

  async #begin(host: LocalHost): Promise<void> {
    await host.spawn('audit', 'log', {})
    if (host.view('herald:chat') === undefined) await host.spawn('herald', 'chat', { cursor: String(host.durableThrough()) })
    await host.send('herald:chat', { type: 'herald.begun' })
  }

  /** As SIGKILL. */
  kill(): void {
    this.#process?.die()
  }

  async step(): Promise<void> {
    try {
      this.machine.time.step()
    } catch (error) {
      // a process that was killed within a call never hears its end
      if (this.#process?.isAlive() === true) throw error
    }
    await settled()
  }

  /** Steps until a promise of the swarm is settled. */
  async until<Value>(promise: Promise<Value>): Promise<Value> {
    const settlement = { isThere: false }
    const whole = promise.finally(() => void (settlement.isThere = true))
    await settled()
    // whoever awaits it hears of its failure
    whole.catch(() => undefined)
    await this.when('it is settled', () => settlement.isThere)
    return whole
  }

  /** Steps until something holds. */
  async when(what: string, holds: () => boolean): Promise<void> {
    for (let steps = 0; !holds(); steps += 1) {
      if (steps > stepsMax) throw new Error(`it never comes to this: ${what}`)
      await this.step()
    }
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    const end = this.machine.time.elapsed + ms
    // something happens then, at the latest
    this.machine.time.after(ms, () => undefined)
    while (this.machine.time.elapsed < end) await this.step()
  }

  /** Asks as the command line does. */
  async ask(command: Command, args: object, who = 'key:mara'): Promise<unknown> {
    const clock = { now: () => new Date(this.now) }
    const context = contextOf({ host: this.host, who, person: who.slice('key:'.length), clock })
    const answers = command.answer(args, context)[Symbol.asyncIterator]()
    return (await this.until(answers.next())).value as unknown
  }

  /** Something is wrong. */
  async raise(id: string, change: Partial<IncidentInput> = {}): Promise<void> {
    const about = { monitor: 'monitor:main', fundId: 'main', rule: 'loss-bucket', subject: 'main', severity: 'warning' }
    const figures = { threshold: 80, value: 90, detail: '', at: Math.floor(this.now / 1_000) }
    const waits = { escalateMs: 86_400_000, healthyMs: 300_000, guardian: null }
    await this.until(this.host.spawn('incident', id, { id, ...about, ...figures, ...waits, ...change }))
  }

  /** One more look finds it so; no fact tells of that. */
  async breach(id: string): Promise<void> {
    const at = Math.floor(this.now / 1_000)
    const monitor = { to: `incident:${id}`, event: { type: 'incident.breached', value: 95, detail: '', at } }
    await this.until(this.host.spawn('voice', `v${at}`, monitor))
  }

  /** What a person does about it. */
  async deal(id: string, what: 'acknowledge' | 'resolve', by = 'key:jun'): Promise<void> {
    await this.until(this.host.ask(`incident:${id}`, { type: `incident.${what}`, by, note: '' }))
  }

  /** Every turn that the journal holds. */
  async turns(): Promise<readonly CommittedTurn[]> {
    const all: CommittedTurn[] = []
    for await (const turn of this.host.turns({ after: 0 })) all.push(turn)
    return all
  }
}
