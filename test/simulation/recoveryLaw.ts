// What a daemon believes when it has recovered, against the durable records before its time, folded by somebody else.
import type { Host } from '#runtime/host.ts'
import type { JournalLaw } from './journalLaw.ts'
import type { Violation } from './violation.ts'

/** What it believes wrongly, bot by bot. */
export function* recoveryProblems(host: Pick<Host, 'list'>, law: JournalLaw): Generator<Violation> {
  const views = new Map(host.list().map((view) => [view.address as string, view]))
  for (const [address, bot] of law.bots) {
    const { turn } = bot
    if (turn === undefined) continue
    const view = views.get(turn.actor)
    const believed = JSON.stringify([view?.seq, view?.value, view?.context])
    const durable = JSON.stringify([turn.seq, turn.snapshot.value, turn.snapshot.context])
    if (believed !== durable) yield { law: 'recovery', detail: `${address} is ${believed}; on disk it was ${durable}` }
  }
  for (const { address, seq } of views.values())
    if (!law.bots.has(address))
      yield { law: 'recovery', detail: `${address} is there since record ${seq}; nothing on disk says so` }
}
