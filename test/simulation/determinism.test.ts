import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { emptyTally, withLife } from './campaign.ts'
import { live } from './lives.ts'

const steps = 300

/** A life lived by a process of its own, as a person replays it. */
function livedElsewhere(seed: number): { readonly historyHash: string } {
  const said = execFileSync(process.execPath, ['scripts/fuzz.ts', '--seed', String(seed), '--steps', String(steps), '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as { historyHash: string }
}

it(
  'gives the same seed the same history, in this process and in others, and another seed another',
  { timeout: 120_000 },
  async () => {
    const lives = [await live({ seed: 4, steps }), await live({ seed: 4, steps }), await live({ seed: 5, steps })]
    const hashes = lives.map((life) => withLife(emptyTally, life).historyHash)
    expect(hashes[1]).toBe(hashes[0])
    expect(lives[2]?.historyHash).not.toBe(lives[0]?.historyHash)
    expect(lives[0]?.records).toBeGreaterThan(100)
    expect([livedElsewhere(4).historyHash, livedElsewhere(4).historyHash]).toEqual([hashes[0], hashes[0]])
    expect(livedElsewhere(5).historyHash).toBe(hashes[2])
  },
)
