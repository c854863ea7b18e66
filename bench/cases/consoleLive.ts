// The first page while 200 events a second are committed, each of another of 10,000 bots. Option `measure`: 0 the 99th
// percentile from a turn's commit to the frame that shows it; 1 the longest time without a frame. Both in ms.
import type { Open, Reading } from '../contender.ts'
import { percentile } from '../statistics.ts'
import type { Commit } from '../workload/crowd.ts'
import { openCrowdPage, showsAll, type CrowdPage } from '../workload/crowdPage.ts'

const perSecond = 200
const sampleMs = 10_000
const restMs = 3_000

export const open: Open = async ({ folder, options }) => {
  const crowd = await openCrowdPage(folder, options['bots'] ?? 10_000)
  return {
    sample: async () => [await reading(crowd, options['measure'] === 1)],
    close: () => crowd.close(),
  }
}

async function reading(crowd: CrowdPage, isOfFrames: boolean): Promise<Reading> {
  const rest = await crowd.watch(() => crowd.page.waitForTimeout(restMs))
  let commits: readonly Commit[] = []
  const { seen, gaps } = await crowd.watch(async () => {
    const loaded = await crowd.crowd.load({ kind: 'load', perSecond, ms: sampleMs })
    commits = loaded.commits
    await showsAll(crowd.page, loaded.through)
  })
  if (!isOfFrames) {
    const waits = waitsOf(commits, seen)
    const details = { p50Ms: percentile(waits, 50), longestMs: Math.max(...waits), events: waits.length }
    return { value: percentile(waits, 99), details }
  }
  return {
    value: Math.max(...gaps),
    details: {
      p99Ms: percentile(gaps, 99),
      framesPerSecond: (gaps.length * 1_000) / gaps.reduce((sum, gap) => sum + gap, 0),
      'at rest longest ms': Math.max(...rest.gaps),
    },
  }
}

/** A turn is on the screen with the first frame that shows its sequence or a later one. */
function waitsOf(commits: readonly Commit[], seen: readonly Commit[]): readonly number[] {
  let at = 0
  return commits
    .toSorted(([one], [other]) => one - other)
    .map(([seq, committedMs]) => {
      while ((seen[at]?.[0] ?? Infinity) < seq) at += 1
      const shown = seen[at]
      if (shown === undefined) throw new Error(`turn ${seq} was never on the screen`)
      return shown[1] - committedMs
    })
}
