// `quorate replay`: the journal of an instance, run again with the machines of this program. Writes nothing.
import { join } from 'node:path'
import { roles } from '#actors/swarm.ts'
import type { ReplayArgs, ReplayLine } from '#chat/commands/replay.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from '#runtime/authoring.ts'
import type { BotDefinition } from '#runtime/host.ts'
import { jsonDifferences } from '#runtime/jsonDifference.ts'
import { replay } from '#runtime/replay.ts'
import { ReplayTally } from '#runtime/replayedTurn.ts'
import { retainedHistory } from '#runtime/replayReading.ts'
import { stateAt, type StateAt } from '#runtime/stateAt.ts'
import { instanceFolders } from './instance.ts'

/** @throws UNKNOWN_BOT, UNKNOWN_ROLE, JOURNAL_TRUNCATED, SNAPSHOT_VERSION, JOURNAL_VERSION */
export function replayInstance(args: ReplayArgs, instance: string): Generator<ReplayLine> {
  return replayLines(args, join(instanceFolders(instance).storage, 'journal'))
}

/** Turns or the difference that was asked for, then the summary. */
export function* replayLines(
  { bot, from, to, diff }: ReplayArgs,
  journal: string,
  bots: readonly BotDefinition[] = roles,
): Generator<ReplayLine> {
  const address = bot as Address // its pattern is the address's
  const { earliest } = retainedHistory(journal)
  const after = Math.min(from ?? earliest, to ?? earliest)
  if (after < earliest) throw new QuorateError('JOURNAL_TRUNCATED', { after, earliest })
  // whoever mistypes an address is told of the bot; a role is only unknown when the journal has bots of it
  if (!bots.some(({ role }) => address.startsWith(`${role}:`))) stateAt({ journal, address, seq: Number.MAX_SAFE_INTEGER })
  if (diff !== undefined) yield difference(journal, address, diff)
  const tally = new ReplayTally()
  const end = to ?? (diff === undefined ? undefined : Math.max(...diff))
  for (const turn of replay({ journal, address, bots, ...(end === undefined ? {} : { to: end }) })) {
    tally.take(turn)
    const { results: _results, ...line } = turn
    if (diff === undefined && turn.seq >= (from ?? 0)) yield { type: 'turn', ...line }
  }
  yield { type: 'summary', bot, ...tally.summary }
}

function difference(journal: string, address: Address, between: readonly [number, number]): ReplayLine {
  const [one, other] = between.map((seq) => stateAt({ journal, address, seq })) as [StateAt, StateAt]
  const moment = ({ seq, since, at }: StateAt): { seq: number; since: number; at: string } => ({ seq, since, at })
  return {
    type: 'diff',
    bot: address,
    between: [moment(one), moment(other)],
    differences: jsonDifferences(changing(one), changing(other)),
  }
}

/** A bot's state without the moment it stands for. */
function changing({ seq: _seq, since: _since, at: _at, address: _address, ...state }: StateAt): object {
  return state
}
