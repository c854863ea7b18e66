// Set-up file of scripts/recordRelease.ts: after each machine's tests, keeps the snapshots they came to rest in.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { StoredSnapshot } from '#runtime/turn.ts'
import { allMachines } from './allMachines.ts'
import { recordingOf } from './recording.ts'

afterAll(() => {
  const folder = process.env['KEEP_AT_REST'] ?? ''
  for (const [role, machine] of Object.entries(allMachines)) {
    const found = recordingOf(machine).atRest
    if (found.size === 0) continue
    const path = join(folder, `${role}.json`)
    // what this very function wrote after an earlier file
    const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, StoredSnapshot>) : {}
    writeFileSync(path, JSON.stringify({ ...kept, ...Object.fromEntries(found) }))
  }
})
