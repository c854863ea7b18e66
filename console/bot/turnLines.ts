// All turns of a bot that the journal still holds, one JSON document a line.
import { askedOf } from '#console/data/api.ts'
import type { TurnPage } from './botShapes.ts'
import type { AskPath } from './botStory.ts'

const pageSize = 500
/** 200,000 turns are some 100 MB: more is the journal's own files' business. */
const pagesMax = 400

/** Oldest first, each line with its end. @throws Refusal */
export async function allTurnsAsLines(address: string, ask: AskPath = askedOf): Promise<readonly string[]> {
  const path = `/api/v1/bots/${encodeURIComponent(address)}/turns`
  const lines: string[] = []
  let after = 0
  for (let page = 0; page < pagesMax; page++) {
    const { turns, next } = await ask<TurnPage>(`${path}?after=${after}&limit=${pageSize}`)
    lines.push(...turns.map((turn) => `${JSON.stringify(turn)}\n`))
    if (next === null) break
    after = next
  }
  return lines
}
