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
export type BenchAnswer = { readonly by: readonly string[] } | { readonly problem: string }

/** All tests take some seconds; compiling the planted contracts, once, two or three minutes. */
const limits = { firstMs: 600_000, nextMs: 60_000 } as const

/** One process after another. */
export class BenchProcess {
  readonly #arguments: readonly string[]
  readonly #program: string
  #child: ChildProcess | undefined
  #isWarm = false
  #isCompiled = false

  constructor(folder: string, draws: MutantDraws, program = join(import.meta.dirname, 'benchProgram.ts')) {
    this.#arguments = [folder, JSON.stringify(draws)]
    this.#program = program
  }

  /** The names of the tests that fail while mutant `id` is on; 0 is none. @throws when they could not be run at all */
  async failures(question: BenchQuestion, limitMs?: number): Promise<readonly string[]> {
    const child = (this.#child ??= fork(this.#program, this.#arguments, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }))
    const patience = limitMs ?? (this.#isWarm ? limits.nextMs : this.#isCompiled ? limits.nextMs * 3 : limits.firstMs)
    const answer = await answerOf(child, question, patience)
    if (typeof answer === 'string') {
      // before anything was ever answered it is the tests that do not run, not a wrong line that they catch
      if (!this.#isCompiled) throw new Error(`the tests ${answer}`)
      this.end()
      return [`the tests ${answer}`]
    }
    if ('problem' in answer) throw new Error(answer.problem)
    this.#isWarm = true
    this.#isCompiled = true
    return answer.by
  }

  end(): void {
    this.#child?.kill('SIGKILL')
    this.#child = undefined
    this.#isWarm = false
  }
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
    const timer = setTimeout(() => settle('did not end'), limitMs)
    child.on('message', settle)
    child.on('exit', died)
    child.send(question)
  })
}
