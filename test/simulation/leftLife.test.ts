import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { Life } from './life.ts'
import { wellCast } from './simulatedFund.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** A life in which every bot polls for work, by what would keep it. */
async function livedLife(): Promise<WeakRef<Life>> {
  const life = new Life({ seed: 1, cast: wellCast(0), faults: [{ step: 120, kind: 'kill' }], acts: [] })
  await life.until(240)
  expect(life.violations).toEqual([])
  life.end(null)
  return new WeakRef(life)
}

it('leaves nothing behind when it is over: a hundred thousand lives fit into one process', { timeout: 60_000 }, async () => {
  const lives = [await livedLife(), await livedLife(), await livedLife()]
  // what is let go is gone a round of the event loop later
  for (let round = 0; round < 3; round += 1) {
    await setImmediate()
    collect()
  }
  expect(lives.map((life) => life.deref())).toEqual([undefined, undefined, undefined])
})
