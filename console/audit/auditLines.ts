// The whole audit log that the journal still holds, one JSON document a line: what `./quorate audit export --json` prints.
import type { components } from '#client/apiTypes.ts'
import { askedOf } from '#console/data/api.ts'

type Page = components['schemas']['AuditPage']

const pageSize = 200
/** 200,000 entries are some 100 MB: more is the command line's business. */
const pagesMax = 1_000

/** Oldest first, each line with its end. `isWhole` is false where there were too many. @throws Refusal */
export async function allAuditLines(
  ask: <Data>(path: string) => Promise<Data> = askedOf,
): Promise<{ readonly lines: readonly string[]; readonly isWhole: boolean }> {
  const lines: string[] = []
  let before: number | null = null
  for (let page = 0; page < pagesMax; page++) {
    const { entries, next }: Page = await ask<Page>(
      `/api/v1/audit?limit=${pageSize}${before === null ? '' : `&before=${before}`}`,
    )
    lines.push(...entries.map((entry) => `${JSON.stringify(entry)}\n`))
    if (next === null) return { lines: lines.toReversed(), isWhole: true }
    before = next
  }
  return { lines: lines.toReversed(), isWhole: false }
}
