// Runs a case: every contender in a process of its own, one sample each in turn (A B A B), so that what the machine does
// besides weighs on all alike.
import { fork, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { own, type BenchCase, type ContenderSpec, type Outcome } from './benchCase.ts'
import type { Answer, Question, Reading } from './contender.ts'

/** How a contest is held. */
export interface ContestOptions {
  /** On a disk; contenders get folders below it. */
  readonly folder: string
  readonly rounds: number
  /** Told what is being done. */
  readonly progress: (line: string) => void
  /** Where the project's own contender leaves its CPU profile. */
  readonly profiles?: string
}

/** Longer than any sample or set-up here takes on a busy machine: 100,000 bots are set up in half a minute. */
const answerLimitMs = 10 * 60_000
const leaveLimitMs = 5_000
const interruptedExit = 130
const signals = ['SIGINT', 'SIGTERM'] as const

/** Holds a contest of so many rounds. A contender that fails drops out; the others go on. */
export async function holdContest(bench: BenchCase, options: ContestOptions): Promise<Outcome> {
  const place = mkdtempSync(join(options.folder, 'bench-'))
  const problems: Record<string, string> = {}
  const readings: Record<string, Reading[]> = {}
  const running = new Map<string, ContenderProcess>()
  const attempt = async (name: string, what: (contender: ContenderProcess) => Promise<void>): Promise<void> => {
    const contender = running.get(name)
    if (contender === undefined) return
    try {
      await what(contender)
    } catch (error) {
      problems[name] = error instanceof Error ? error.message : String(error)
      running.delete(name)
      contender.end()
    }
  }
  const interrupted = (): void => {
    for (const contender of running.values()) contender.end()
    rmSync(place, { recursive: true, force: true })
    process.exit(interruptedExit)
  }
  for (const signal of signals) process.once(signal, interrupted)
  try {
    for (const [name, spec] of Object.entries(bench.contenders)) {
      options.progress(`${bench.name}: setting up ${name}`)
      const folder = join(place, name.replaceAll(/\W+/g, '-'))
      mkdirSync(folder)
      const profile = name === own ? options.profiles : undefined
      running.set(name, new ContenderProcess(spec, folder, profile))
      readings[name] = []
      await attempt(name, (contender) => contender.ready())
    }
    const warmUps = bench.warmUps ?? 1
    for (let round = -warmUps; round < options.rounds; round++) {
      for (const name of Object.keys(bench.contenders)) {
        options.progress(`${bench.name}: ${round < 0 ? 'warming up' : `round ${round + 1} of ${options.rounds}`}, ${name}`)
        await attempt(name, async (contender) => {
          const taken = await contender.sample()
          if (round >= 0) readings[name]?.push(...taken)
        })
      }
    }
    for (const name of Object.keys(bench.contenders)) await attempt(name, (contender) => contender.close())
  } finally {
    for (const signal of signals) process.off(signal, interrupted)
    for (const contender of running.values()) contender.end()
    options.progress(`${bench.name}: tidying up`)
    rmSync(place, { recursive: true, force: true })
  }
  return { readings, problems }
}

class ContenderProcess {
  readonly #child: ChildProcess
  #problem: string | undefined
  #answers: Answer[] = []
  #wake: () => void = () => undefined

  constructor({ module, options = {}, nodeArgs = [] }: ContenderSpec, folder: string, profile: string | undefined) {
    const file = join(import.meta.dirname, 'contenderProcess.ts')
    const url = new URL(module, import.meta.url).href
    const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
    this.#child = fork(file, [url, folder, JSON.stringify(options)], {
      execArgv: [...nodeArgs, ...profiling],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child.on('message', (answer: Answer) => {
      this.#answers.push(answer)
      this.#wake()
    })
    this.#child.on('exit', (code, signal) => {
      this.#problem = `its process ended with ${signal ?? `exit code ${code}`}`
      this.#wake()
    })
  }

  async ready(): Promise<void> {
    await this.#answer()
  }

  async sample(): Promise<readonly Reading[]> {
    const answer = await this.#ask('sample')
    if (answer.kind !== 'readings') throw new Error(`asked for a sample, it said ${answer.kind}`)
    return answer.readings
  }

  async close(): Promise<void> {
    await this.#ask('close')
    // leaving by itself lets it write its profile
    const left = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.disconnect()
    await left
  }

  /** Without its channel a contender leaves and takes along what it started; one that cannot is killed. */
  end(): void {
    if (this.#child.connected) this.#child.disconnect()
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), leaveLimitMs)
    this.#child.once('exit', () => clearTimeout(kill))
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) clearTimeout(kill)
  }

  #ask(question: Question): Promise<Answer> {
    if (this.#problem === undefined) this.#child.send(question)
    return this.#answer()
  }

  async #answer(): Promise<Answer> {
    const late = setTimeout(() => {
      this.#problem = `no answer within ${answerLimitMs / 60_000} minutes`
      this.#wake()
    }, answerLimitMs)
    try {
      for (;;) {
        const answer = this.#answers.shift()
        if (answer?.kind === 'failed') throw new Error(answer.problem)
        if (answer !== undefined) return answer
        if (this.#problem !== undefined) throw new Error(this.#problem)
        await new Promise<void>((resolve) => (this.#wake = resolve))
      }
    } finally {
      clearTimeout(late)
    }
  }
}
