// `quorate picture`: the statechart of a bot as a PNG, from the journal of an instance or, for a role, from its machine alone.
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { roles } from '#actors/swarm.ts'
import type { PictureArgs, PictureResult } from '#chat/commands/picture.ts'
import { activeStates, type StateValueLike } from '#charts/activeStates.ts'
import { graphOf } from '#charts/graph.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from '#runtime/authoring.ts'
import type { BotDefinition } from '#runtime/host.ts'
import { recordsAt } from '#runtime/momentAt.ts'
import { drawnChart } from './drawnChart.ts'
import { instanceFolders, shownPath } from './instance.ts'
import { pictureName, pictureSays } from './pictureWords.ts'
import { takenBy } from './takenBy.ts'

/** What is marked on a chart, and what that says. */
interface Marks {
  readonly active: readonly string[]
  readonly taken: readonly string[]
  readonly says: string
}

/** Writes it, over whatever is there. @throws UNKNOWN_BOT, JOURNAL_TRUNCATED, JOURNAL_CORRUPT, FILE_NOT_WRITTEN */
export async function pictureHere({ bot, file, theme, at }: PictureArgs, instance: string): Promise<PictureResult> {
  const [role = ''] = bot.split(':', 1)
  const definition = roles.find((one) => one.role === role)
  if (definition === undefined) throw new QuorateError('UNKNOWN_BOT', { address: bot })
  const atRest: Marks = { active: [], taken: [], says: `Statechart of a ${bot}` }
  const { says, ...marks } = bot === role ? atRest : marksOf(definition, bot as Address, { at, instance })
  const { png, width, height } = await drawnChart({ role, graph: graphOf(definition.machine), ...marks, theme })
  const path = resolve(file ?? pictureName(bot))
  try {
    await writeFile(path, png)
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause)
    throw new QuorateError('FILE_NOT_WRITTEN', { file: shownPath(path), problem }, { cause })
  }
  return { file: shownPath(path), says, width, height, bytes: png.length }
}

function marksOf(
  definition: BotDefinition,
  address: Address,
  { at, instance }: { readonly at: number | undefined; readonly instance: string },
): Marks {
  const journal = join(instanceFolders(instance).storage, 'journal')
  const { last, before } = recordsAt({ journal, address, seq: at ?? Number.MAX_SAFE_INTEGER })
  const { value } = last.snapshot
  const turn = last.kind === 'turn' ? last : undefined
  return {
    // as XState writes it: it is of a bot of this program
    active: activeStates(value as StateValueLike),
    taken: turn === undefined ? [] : takenBy(definition, turn, before),
    says: `${pictureSays(address, value, turn?.event.type)}; turn ${last.seq}, ${last.at}`,
  }
}
