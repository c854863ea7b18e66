// One life of the swarm, from one seed: faults and operators' acts strike before the steps they are set for, one thing
// happens at each step, and after each every law is looked at.
import { QuorateError } from '#protocol/errors.ts'
import type { JournalRecord, TurnRecord } from '#runtime/records.ts'
import type { DiskImage } from '#runtime/simulatedDisk.ts'
import { settled, SimulatedMachine } from '#runtime/simulatedHost.ts'
import { ProcessGone } from '#runtime/simulatedProcessDisk.ts'
import { SimulatedRandom } from '#runtime/simulatedRandom.ts'
import { ChainLaw } from './chainLaw.ts'
import { Daemon, type DaemonWitness } from './daemon.ts'
import type { Fault } from './faults.ts'
import { JournalLaw } from './journalLaw.ts'
import { JournalMirror } from './journalMirror.ts'
import type { Bend, LifeReport, SeenViolation } from './lifeReport.ts'
import { ModelChain } from './modelChain.ts'
import { fairWeather, Network } from './network.ts'
import { operate } from './operate.ts'
import { recoveryProblems } from './recoveryLaw.ts'
import { People } from './people.ts'
import { replayProblems } from './replayLaw.ts'
import type { Cast } from './simulatedFund.ts'
import { strike, type Struck } from './strike.ts'
import type { Violation } from './violation.ts'
import type { Act } from './workload.ts'

/** What a life is made of. */
export interface LifeParts {
  readonly seed: number
  readonly cast: Cast
  readonly faults: readonly Fault[]
  readonly acts: readonly Act[]
  readonly bend?: Bend
  /** Where it takes up; default: nothing is there. */
  readonly beginning?: Beginning
}
/** A swarm as it lies on disk and chain. */
export interface Beginning {
  readonly elapsed: number
  readonly disk: DiskImage
  readonly chain: ModelChain
  /** Has taken all that the disk holds: these records. */
  readonly mirror: JournalMirror
  readonly records: readonly JournalRecord[]
}

/** A life being lived. */
export class Life implements Struck {
  readonly machine: SimulatedMachine
  readonly network: Network
  readonly chain: ModelChain
  readonly cast: Cast
  readonly mirror: JournalMirror
  readonly journalLaw: JournalLaw
  /** Null where the fund's trades wait for nobody. */
  readonly #people: People | null
  readonly chainLaw: ChainLaw
  readonly violations: SeenViolation[] = []
  daemon: Daemon
  step = 0
  crashes = 0
  tornWrites = 0
  readonly #seed: number
  readonly #random: SimulatedRandom
  /** The newest turn of each bot that the beginning brought, and the records since. */
  readonly #before: readonly TurnRecord[]
  readonly #records: JournalRecord[] = []
  readonly #bend: Bend | undefined
  #faults: readonly Fault[]
  #acts: readonly Act[]
  /** What ends by itself: a full disk, weather, fees. */
  #ends: { readonly step: number; readonly end: () => void }[] = []
  readonly #polls = new Set<AbortController>()
  /** Calls off the next start, while one is waited for. */
  #cancelStart: (() => void) | undefined

  constructor({ seed, cast, faults, acts, bend, beginning }: LifeParts) {
    this.#seed = seed
    this.cast = cast
    this.#faults = faults
    this.#acts = acts
    this.#bend = bend
    this.#random = new SimulatedRandom(seed, 'life')
    this.machine = new SimulatedMachine(seed, beginning?.elapsed)
    if (beginning !== undefined) this.machine.disk.load(beginning.disk)
    this.network = new Network(seed, this.machine.time)
    this.chain = new ModelChain(cast.fund, seed, {
      time: this.#chainTime(),
      priceStepBps: cast.priceStepBps,
      lax: bend?.laxContracts === true,
      limits: cast.limits,
      ...(beginning === undefined ? {} : { from: beginning.chain }),
    })
    this.mirror = new JournalMirror(this.machine.disk, beginning?.mirror)
    this.journalLaw = new JournalLaw((violation) => this.broken(violation))
    this.chainLaw = new ChainLaw(
      this.chain,
      (violation) => this.broken(violation),
      () => this.network.wasBehind,
    )
    bend?.machine?.(this.machine)
    this.#take(beginning?.records ?? [])
    this.look()
    this.#records.length = 0
    this.#before = [...this.journalLaw.bots.values()].flatMap(({ turn }) => turn ?? [])
    this.#people = cast.fund.approvalAboveValue === undefined ? null : new People(seed)
    this.#mineLater()
    this.daemon = this.#boot()
  }

  /** Lives up to this step, or until a law is broken. */
  async until(step: number, isEnough: () => boolean = () => false): Promise<void> {
    while (this.step < step && this.violations.length === 0 && !isEnough()) {
      this.step += 1
      this.#strike()
      await this.#happen()
    }
  }

  /** Nothing goes wrong from now on by itself. */
  heal(): void {
    this.#faults = []
    this.#acts = []
    this.machine.disk.heal()
    for (const { end } of this.#ends.splice(0)) end()
    this.network.weather = fairWeather
    this.chain.setFees(1)
    // a second signal ends one that is still stopping
    if (this.daemon.isStopping) this.daemon.process.die()
    if (!this.daemon.isAlive) this.#start()
  }

  /** An operator does something now. */
  act(act: Act): void {
    operate(this.daemon, act, {
      answered: (bot, askId, answer) => {
        this.look()
        this.journalLaw.answered(bot, askId, answer)
      },
      refused: (error) => this.#refused(error),
    })
  }

  /** The life is over: the last laws, and what it came to. */
  end(hold: string | null): LifeReport {
    if (this.violations.length === 0) for (const problem of replayProblems(this.#records, this.#before)) this.broken(problem)
    this.leave()
    const { crashes, tornWrites, violations, step: steps } = this
    return {
      seed: this.#seed,
      steps,
      executions: this.chain.executions,
      crashes,
      reorgs: this.chain.reorgs,
      tornWrites,
      records: this.mirror.lastSeq,
      violations,
      hold,
      historyHash: this.mirror.digest(this.chain.history.join('\n')),
    }
  }

  /** Nobody lives it on: what Node would keep of it is let go. */
  leave(): void {
    this.daemon.process.die()
    for (const poll of this.#polls) poll.abort()
    this.#polls.clear()
  }

  broken(violation: Violation): void {
    this.violations.push({ step: this.step, ...violation })
  }

  /** What is durable now is put before the laws. */
  look(): void {
    this.#take(this.mirror.take())
    this.chainLaw.look()
  }

  #take(records: readonly JournalRecord[]): void {
    for (const durable of records) {
      for (const record of this.#bend?.record?.(durable) ?? [durable]) {
        this.#records.push(record)
        this.journalLaw.take(record)
        this.chainLaw.take(record)
      }
    }
  }

  losePower(): void {
    this.tornWrites += this.machine.losePower().tornWrites
  }

  later(steps: number, end: () => void): void {
    this.#ends.push({ step: this.step + steps, end })
  }

  #strike(): void {
    const now = ({ step }: { readonly step: number }): boolean => step <= this.step
    const [faults, acts, ends] = [this.#faults.filter(now), this.#acts.filter(now), this.#ends.filter(now)]
    this.#faults = this.#faults.slice(faults.length)
    this.#acts = this.#acts.slice(acts.length)
    this.#ends = this.#ends.filter((one) => !now(one))
    for (const fault of faults) strike(this, fault)
    for (const act of acts) this.act(act)
    this.#people?.look(this.daemon)
    for (const { end } of ends) end()
  }

  /** One thing happens, and all that follows at once. */
  async #happen(): Promise<void> {
    try {
      this.machine.time.step()
    } catch (error) {
      const wasAlive = this.daemon.isAlive
      this.daemon.process.die()
      if (wasAlive && !(error instanceof ProcessGone)) this.#refused(error)
    }
    await settled()
    this.look()
    if (this.daemon.isAlive || this.#cancelStart !== undefined) return
    this.crashes += 1
    // mostly at once, sometimes after longer than anything waits
    const afterMs = this.#random.chance(0.9) ? this.#random.between(10, 3_000) : this.#random.between(30_000, 400_000)
    this.#cancelStart = this.machine.time.after(afterMs, () => this.#start())
  }

  #start(): void {
    this.#cancelStart?.()
    this.#cancelStart = undefined
    this.daemon = this.#boot()
  }

  #boot(): Daemon {
    const { machine, chain, network } = this
    const isDeaf = this.#bend?.deafVerifiers === true
    const cast = isDeaf
      ? { ...this.cast, dead: new Set(this.cast.fund.verifiers.map(({ name }) => `verifier:main.${name}`)) }
      : this.cast
    const witness: DaemonWitness = {
      signed: (transaction) => this.chainLaw.signed(transaction),
      effectBegins: (effectId, attempt) => {
        this.look()
        this.journalLaw.effectBegins(effectId, attempt)
      },
      acknowledged: (what, seq) => {
        this.look()
        this.journalLaw.acknowledged(what, seq)
      },
      recovered: (host) => {
        this.look()
        for (const problem of recoveryProblems(host, this.journalLaw)) this.broken(problem)
      },
      refused: (error) => this.#refused(error),
    }
    return new Daemon({ machine, cast, chain, network, witness, polls: this.#polls })
  }

  /** A daemon would not start, or ended by an error of its own. A disk that fails may do that. */
  #refused(error: unknown): void {
    if (isDiskFailure(error)) return
    this.broken({ law: 'refused', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }

  #mineLater(): void {
    const { blockMs } = this.cast
    this.machine.time.after(blockMs / 2 + this.#random.int(blockMs), () => {
      this.chain.mine(this.#chainTime())
      this.#mineLater()
    })
  }

  /** Blocks have the true time, whoever sets the machine's clock. */
  #chainTime(): number {
    return 1_760_000_000 + this.machine.time.elapsed / 1_000
  }
}

function isDiskFailure(error: unknown): boolean {
  if (error instanceof QuorateError && error.code === 'SYNC_FAILED') return true
  return error instanceof Error && /EIO|ENOSPC|the disk took/.test(error.message)
}
