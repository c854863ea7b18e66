import { expect, test } from 'vitest'
import { stopOnSignals } from './signals.ts'

test('the first signal stops gracefully, the second now', () => {
  const stop = new AbortController()
  let now = 0
  const unhear = stopOnSignals(stop, () => (now += 1))
  process.emit('SIGTERM')
  expect({ graceful: stop.signal.aborted, now }).toEqual({ graceful: true, now: 0 })
  process.emit('SIGINT')
  expect(now).toBe(1)
  unhear()
  expect(process.listenerCount('SIGTERM')).toBe(0)
})
