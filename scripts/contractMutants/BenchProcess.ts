// Tests planted contracts in a process of its own. One that dies or does not come back has failed its tests.
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { MutantDraws } from './MutantBench.ts'
import type { MutantOutcome } from './MutantLedger.ts'

/** What the process is asked. */
export interface BenchQuestion {
  readonly id: number
  readonly seed: string
  readonly suites: MutantOutcome['suites']
}
/** Names of the tests that failed, or why there are none to tell. */
export type BenchAnswer =
  /** `isFull`: ask another process the next time, this one has grown large. */
  { readonly by: readonly string[]; readonly isFull?: boolean } | { readonly problem: string }

/** All tests take some seconds; compiling the planted contracts, once, two or three minutes. */
const limits = { firstMs: 600_000, nextMs: 30_000 } as const
/** Whoever does not come back is given this much more, once: other work on the machine is no wrong line. */
const patience = 5

const unended = 'did not end'

/** One process after another. */
export class BenchProcess {
  readonly #arguments: readonly string[]
  readonly #program: string
  #child: ChildProcess | undefined

  constructor(folder: string, draws: MutantDraws, program = join(import.meta.dirname, 'benchProgram.ts')) {
    this.#arguments = [folder, JSON.stringify(draws)]
    this.#program = program
  }

  /** The names of the tests that fail while mutant `id` is on; 0 is none. @throws when they cannot be run at all */
  async failures(question: BenchQuestion, limitMs: number = limits.nextMs): Promise<readonly string[]> {
    const child = this.#child ?? (await this.#begin(question))
    const answer = await answerOf(child, question, limitMs)
    if (typeof answer !== 'string') return this.#names(answer)
    this.end()
    if (answer !== unended) return [`the tests ${answer}`]
    const second = await answerOf(await this.#begin(question), question, limitMs * patience)
    if (typeof second !== 'string') return this.#names(second)
    this.end()
    return [`the tests ${second}`]
  }

  #names(answer: BenchAnswer): readonly string[] {
    if ('isFull' in answer && answer.isFull === true) this.end()
    return namesIn(answer)
  }

  /** Without any wrong line they must come back, or nothing that they do says anything. */
  async #begin(question: BenchQuestion): Promise<ChildProcess> {
    const child = fork(this.#program, this.#arguments, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    this.#child = child
    const answer = await answerOf(child, { ...question, id: 0 }, limits.firstMs)
    if (typeof answer === 'string') throw new Error(`without a wrong line the tests ${answer}`)
    namesIn(answer)
    return child
  }

  end(): void {
    this.#child?.kill('SIGKILL')
    this.#child = undefined
  }
}

function namesIn(answer: BenchAnswer): readonly string[] {
  if ('problem' in answer) throw new Error(answer.problem)
  return answer.by
}

/** What it says, or how it failed to say anything. */
function answerOf(child: ChildProcess, question: BenchQuestion, limitMs: number): Promise<BenchAnswer | string> {
  return new Promise((resolve) => {
    const settle = (how: BenchAnswer | string): void => {
      clearTimeout(timer)
      child.off('message', settle)
      child.off('exit', died)
      resolve(how)
    }
    const died = (code: number | null, signal: string | null): void => settle(`died with ${signal ?? `exit code ${code}`}`)
    const timer = setTimeout(() => settle(unended), limitMs)
    child.on('message', settle)
    child.on('exit', died)
    child.send(question)
  })
}
