import { afterAll, expect, test } from 'vitest'
import { newFolder, removeFolders } from './storageFixture.ts'
import { killAll, startHost } from './startHost.ts'

afterAll(() => {
  killAll()
  removeFolders()
})

test(
  'of two daemons that start at the same moment exactly one runs, twenty times over; the other is told by whom it was beaten',
  { timeout: 120_000 },
  async () => {
    const directory = newFolder()
    // Forty processes of the same program: what is compiled once is compiled.
    const env = { ...process.env, NODE_COMPILE_CACHE: newFolder() }
    for (let race = 1; race <= 20; race += 1) {
      const racers = [startHost(directory, 'hold', { env }), startHost(directory, 'hold', { env })]
      const first = await Promise.all(racers.map((racer) => racer.first))
      const winner = racers[first.findIndex((said) => said?.started !== undefined)]
      const lost = first.filter((said) => said?.failed !== undefined)
      expect(lost).toMatchObject([
        {
          failed: 'INSTANCE_LOCKED',
          message: expect.stringMatching(new RegExp(`^another daemon runs instance \\S+ \\(pid ${winner?.child.pid}\\)$`)),
        },
      ])
      // Each race finds a lock that was held by a process that is gone; every second one was killed.
      expect(first.find((said) => said?.started !== undefined)?.started).toBe(race)
      if (race % 2 === 0) winner?.child.kill('SIGKILL')
      else winner?.child.stdin?.end()
      const ends = await Promise.all(racers.map(({ ended }) => ended))
      expect(new Set(ends.map(({ code }) => code))).toEqual(new Set([race % 2 === 0 ? null : 0, 5]))
    }
  },
)
