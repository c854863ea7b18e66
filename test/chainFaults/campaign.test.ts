// A small campaign: the real daemon, a real Anvil, one strike each of a few faults. `npm run chain-faults` has them all.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCampaign } from './campaign.ts'
import { shortfalls, summarize, type FaultRun } from './campaignProgress.ts'

const stop = new AbortController()
let folder: string
let campaign: Promise<readonly FaultRun[]> | undefined
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'quorate-faults-'))))
afterAll(async () => {
  stop.abort() // of a test that ran out of time: neither daemon nor chain outlives it
  await campaign?.catch(() => undefined)
  rmSync(folder, { recursive: true, force: true })
})

const faults = ['answer-lost', 'dropped-transaction', 'reorg-attestation-remined']

test('every struck trade is executed once or held with a reason, and the counts agree again', { timeout: 170_000 }, async () => {
  const said: FaultRun[] = []
  const options = {
    faults,
    times: 1,
    confirmations: [1],
    folder,
    signal: stop.signal,
    say: (run: FaultRun) => void said.push(run),
  }
  campaign = runCampaign(options)
  const runs = await campaign
  expect(runs.flatMap(({ fault, violations }) => violations.map((text) => `${fault}: ${text}`))).toEqual([])
  expect(shortfalls(summarize(runs, faults), { timesPerFault: 1 })).toEqual([])
  expect(said).toEqual(runs)
  // a life in which nothing was wrong leaves nothing behind
  expect(readdirSync(folder)).toEqual(['progress.ndjson'])

  // what is in the progress file is not done again
  const again = await runCampaign(options)
  expect([again, said.length, existsSync(join(folder, 'progress.ndjson'))]).toEqual([runs, faults.length, true])
})
