import { expect, it } from 'vitest'
import { SimulatedTime, simulatedStartMs } from './simulatedTime.ts'

const run = (time: SimulatedTime): void => {
  while (time.step());
}

it('lets things happen when they are due, and time pass in between', () => {
  const time = new SimulatedTime(1)
  const seen: string[] = []
  time.after(50, () => seen.push(`late at ${time.elapsed}`))
  time.after(20, () => seen.push(`early at ${time.elapsed}`))
  expect(time.nextAt()).toBe(20)
  run(time)
  expect(seen).toEqual(['early at 20', 'late at 50'])
  expect(time.nextAt()).toBeUndefined()
})

it('keeps the order of what is to run soon, and decides by the seed what comes first of what is due at once', () => {
  const orders = new Set<string>()
  for (let seed = 0; seed < 40; seed += 1) {
    const time = new SimulatedTime(seed)
    const clock = time.clockOf(() => true)
    const seen: string[] = []
    clock.after(1, () => {
      for (const name of ['a', 'b']) clock.soon(() => seen.push(name))
      time.after(0, () => seen.push('timer'))
    })
    run(time)
    expect(seen.indexOf('a')).toBeLessThan(seen.indexOf('b'))
    orders.add(seen.join(' '))
  }
  expect([...orders].toSorted()).toEqual(['a b timer', 'a timer b', 'timer a b'])
})

it('forgets what a process waited for once it is gone, and what was called off', () => {
  const time = new SimulatedTime(1)
  let alive = true
  const clock = time.clockOf(() => alive)
  const seen: string[] = []
  clock.after(5, () => seen.push('of the process'))
  clock.soon(() => seen.push('soon'))
  time.after(9, () => seen.push('outside'))
  time.after(7, () => seen.push('called off'))()
  alive = false
  run(time)
  expect(seen).toEqual(['outside'])
})

it('shows a wall clock that can be set and a steady one that cannot', () => {
  const time = new SimulatedTime(1)
  const clock = time.clockOf(() => true)
  time.block(1_500.5)
  time.jump(3_600_000)
  expect(clock.now()).toBe(simulatedStartMs + 3_600_000 + 1_500)
  expect(clock.monotonic()).toBe(1_500.5)
})
