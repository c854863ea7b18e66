import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { bots, contextOf, waitUntil } from './fixtures.ts'
import { createLocalHost } from './localHost.ts'

/** Runs the writer until `acks` answers were printed and `ms` more have passed, kills it, and gives back what it printed. */
async function killedAfter(directory: string, from: number, acks: number, ms: number): Promise<readonly number[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killedWriter.ts'), directory, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const seen: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    seen.push(Number(line))
    if (seen.length === acks) setTimeout(() => child.kill('SIGKILL'), ms)
  }
  return seen
}

test('a process killed at random moments loses nothing it acknowledged and does nothing twice', { timeout: 60_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'quorate-kill-'))
  const kills = Array.from({ length: 6 }, () => ({
    acks: 1 + Math.floor(Math.random() * 200),
    ms: Math.floor(Math.random() * 20),
  }))
  try {
    const acknowledged = new Set<number>()
    // Each process begins 20 numbers back: what was on its way when the last one died is asked again.
    for (const { acks, ms } of kills) {
      const from = Math.max(0, ...acknowledged) - 20
      for (const number of await killedAfter(directory, Math.max(0, from), acks, ms)) acknowledged.add(number)
    }
    const never = (): Promise<unknown> => new Promise(() => undefined)
    const host = await createLocalHost({
      directory,
      bots,
      effects: ['worker.look', 'worker.act'].map((port) => ({ port, run: never })),
    })
    const count = (address: 'forwarder:one' | 'counter:sink'): number | undefined => contextOf<{ n: number }>(host, address).n
    const asked = new Set<string>()
    let turns = 0
    for await (const { actor, cause } of host.turns({ after: 0 })) {
      if (actor !== 'forwarder:one' || cause.kind !== 'external') continue
      turns += 1
      asked.add(cause.askId ?? '')
    }
    await waitUntil(() => count('counter:sink') === asked.size)
    const lost = [...acknowledged].filter((number) => !asked.has(`ask-${number}`))
    expect({ kills, lost, turns, forwarded: count('counter:sink') }).toEqual({
      kills,
      lost: [],
      turns: asked.size,
      forwarded: asked.size,
    })
    expect(count('forwarder:one')).toBe(asked.size)
    expect(acknowledged.size).toBeGreaterThan(kills.length)
    expect(host.incarnation).toBe(kills.length + 1)
    await host.shutdown()
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})
