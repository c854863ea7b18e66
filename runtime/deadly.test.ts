import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Starts the process again and again, as a service manager would, until it lives. */
function untilItLives(by: 'turn' | 'effect' | 'restart'): { readonly deaths: number; readonly said: unknown } {
  const directory = mkdtempSync(join(tmpdir(), 'quorate-deadly-'))
  try {
    for (let deaths = 0; deaths < 6; deaths += 1) {
      const { signal, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'deadlyProcess.ts'), directory, by], {
        encoding: 'utf8',
      })
      if (signal === null) return { deaths, said: JSON.parse(stdout) }
    }
    throw new Error('it died six times')
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

test('a bot whose event killed the process twice is quarantined, and the rest runs', { timeout: 30_000 }, () => {
  expect(untilItLives('turn')).toMatchObject({
    deaths: 2,
    said: { starts: 3, quarantine: { code: 'DEADLY_EVENT' }, rest: 'active', dead: ['DEADLY_EVENT'] },
  })
})

test('a bot whose effect killed the process three times is quarantined, and the rest runs', { timeout: 30_000 }, () => {
  expect(untilItLives('effect')).toMatchObject({
    deaths: 3,
    said: { starts: 4, quarantine: { code: 'DEADLY_EFFECT' }, rest: 'active', dead: [] },
  })
})

test('a bot whose restart killed the process twice is quarantined, and the rest runs', { timeout: 30_000 }, () => {
  expect(untilItLives('restart')).toMatchObject({
    deaths: 2,
    said: { starts: 3, quarantine: { code: 'DEADLY_EVENT' }, rest: 'active', dead: ['TURN_FAILED', 'DEADLY_EVENT'] },
  })
})
