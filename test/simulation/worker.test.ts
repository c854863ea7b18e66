import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { Worker, type WorkerProcess } from './worker.ts'

type Fate = 'SIGKILL' | 1 | 'lives'

/** Processes that each live until the first seed whose turn it is to die; `fates` are those of the seeds as they are sent. */
function workers(fates: readonly Fate[]) {
  const left = [...fates]
  let begun = 0
  const said: string[] = []
  class Process extends EventEmitter {
    exitCode: number | null = null
    signalCode: NodeJS.Signals | null = null
    disconnect(): void {}
    send(seed: number): void {
      const fate = left.shift() ?? 'lives'
      if (fate === 'lives') return void this.emit('message', { seed, violations: [] })
      this.die(fate)
    }
    die(fate: 'SIGKILL' | 1): void {
      this.exitCode = fate === 1 ? 1 : null
      this.signalCode = fate === 1 ? null : fate
      this.emit('exit', this.exitCode, this.signalCode)
    }
  }
  const made: Process[] = []
  const begin = (): WorkerProcess => {
    begun += 1
    const process = new Process()
    made.push(process)
    return process
  }
  const worker = new Worker(begin, (text) => said.push(text))
  return { worker, said, made, begun: () => begun }
}

it('lives a seed again whose process was ended by a signal', async () => {
  const { worker, said, begun } = workers(['lives', 'SIGKILL', 'lives'])
  expect([(await worker.live(1)).violations, (await worker.live(2)).violations]).toEqual([[], []])
  expect([begun(), said]).toEqual([2, ['seed 2: its process ended with SIGKILL; it is lived again']])
})

it('counts a second death of the same seed, and goes on with the next', async () => {
  const { worker, begun } = workers(['SIGKILL', 'SIGKILL', 'lives'])
  expect((await worker.live(7)).violations).toEqual([{ law: 'process', detail: 'its process ended with SIGKILL', step: 0 }])
  expect([(await worker.live(8)).violations, begun()]).toEqual([[], 3])
})

it('counts the first death of a process that ended itself', async () => {
  const { worker, said } = workers([1])
  expect((await worker.live(7)).violations).toEqual([{ law: 'process', detail: 'its process ended with 1', step: 0 }])
  expect(said).toEqual([])
})

it('blames no seed for a process that was ended between two', async () => {
  const { worker, said, made, begun } = workers([])
  await worker.live(1)
  made[0]?.die('SIGKILL')
  expect([(await worker.live(2)).violations, said, begun()]).toEqual([[], [], 2])
})
