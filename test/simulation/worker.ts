// A process that lives lives for another, one after another, and is replaced when it dies.
import type { LifeReport } from './lifeReport.ts'

/** What a worker needs of its process. */
export interface WorkerProcess {
  readonly exitCode: number | null
  readonly signalCode: string | null
  once(event: 'exit', gone: (code: number | null, signal: string | null) => void): unknown
  once(event: 'message', told: (report: unknown) => void): unknown
  off(event: 'exit', gone: (code: number | null, signal: string | null) => void): unknown
  send(seed: number, sent: () => void): unknown
  disconnect(): void
}
type Answer = { readonly report: LifeReport } | { readonly ended: string; readonly bySignal: boolean }

const noLife = { steps: 0, executions: 0, crashes: 0, reorgs: 0, tornWrites: 0, records: 0, hold: null, historyHash: '' }

/** One process at a time; it is told a seed and tells a report. */
export class Worker {
  readonly #begin: () => WorkerProcess
  readonly #say: (text: string) => void
  #process: WorkerProcess

  constructor(begin: () => WorkerProcess, say: (text: string) => void) {
    this.#begin = begin
    this.#say = say
    this.#process = begin()
  }

  /**
   * A process that dies of a life has broken a law. One that was ended by a signal may have been ended from outside: its
   * seed is lived once more, and what ends that process too is the life.
   */
  async live(seed: number): Promise<LifeReport> {
    for (let deaths = 1; ; deaths += 1) {
      const answer = await this.#ask(seed)
      if ('report' in answer) return answer.report
      this.#process = this.#begin()
      const detail = `its process ended with ${answer.ended}`
      if (!answer.bySignal || deaths > 1) return { ...noLife, seed, violations: [{ law: 'process', detail, step: 0 }] }
      this.#say(`seed ${seed}: ${detail}; it is lived again`)
    }
  }

  end(): void {
    this.#process.disconnect()
  }

  #ask(seed: number): Promise<Answer> {
    // one that was ended between two seeds has died of neither
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) this.#process = this.#begin()
    const process = this.#process
    return new Promise((resolve) => {
      const gone = (code: number | null, signal: string | null): void =>
        resolve({ ended: String(code ?? signal), bySignal: signal !== null })
      process.once('exit', gone)
      process.once('message', (report) => {
        process.off('exit', gone)
        resolve({ report: report as LifeReport }) // sent by scripts/fuzz.ts
      })
      // where it is gone already, `exit` says so
      process.send(seed, () => undefined)
    })
  }
}
