// A host's figures, for tests of what is told of them.
import type { HostFigures } from '#runtime/host.ts'

export function figuresFixture({
  stopped = null,
  quarantined = 0,
}: { readonly stopped?: string | null; readonly quarantined?: number } = {}): HostFigures {
  return {
    bots: [
      { role: 'verifier', status: 'active', count: 3 },
      ...(quarantined === 0 ? [] : [{ role: 'crawler', status: 'quarantined', count: quarantined }]),
    ],
    queued: 4,
    pendingMessages: 2,
    deadLetters: 1,
    effects: { running: 5, waiting: 6 },
    journal: { durableThrough: 100, takenThrough: 103, unsyncedBytes: 2_048, stopped },
    incarnation: 7,
  }
}
