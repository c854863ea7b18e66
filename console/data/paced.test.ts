import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paced } from './paced.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A value that tells when it is another. */
function changing() {
  let value = 0
  const listeners = new Set<() => void>()
  return {
    source: {
      value: () => value,
      subscribe: (listener: () => void) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    set(next: number) {
      value = next
      for (const listener of listeners) listener()
    },
  }
}

test('a change after a pause is told at once, those that follow together, and the last one always', () => {
  const { source, set } = changing()
  const slow = paced(source, 100)
  const told: number[] = []
  slow.subscribe(() => told.push(slow.value()))
  set(1)
  expect(told).toEqual([1])
  set(2)
  set(3)
  expect(told).toEqual([1])
  vi.advanceTimersByTime(100)
  expect(told).toEqual([1, 3])
  set(3)
  vi.advanceTimersByTime(100)
  expect(told).toEqual([1, 3])
})

test('who stops listening is told nothing more, and who begins again sees what is', () => {
  const { source, set } = changing()
  const slow = paced(source, 100)
  const told: number[] = []
  const listener = (): void => void told.push(slow.value())
  const stop = slow.subscribe(listener)
  set(1)
  set(2)
  stop()
  vi.advanceTimersByTime(200)
  expect(told).toEqual([1])
  slow.subscribe(listener)
  expect(told).toEqual([1, 2])
})
