// A daemon on a chain of its own, and the way into its console.
import type { Page } from 'playwright-core'
import type { Daemon } from '../daemon/daemon.ts'

/** The address with the one-time token that the daemon printed when it started. */
export function consoleUrl({ printed }: Pick<Daemon, 'printed'>): string {
  const ready = printed.find((line) => line.startsWith('{"type":"ready"')) ?? ''
  const found = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(ready)?.[0]
  if (found === undefined) throw new Error(`the daemon printed no address of a console: ${ready}`)
  return found
}

/** What the page says of its connection. */
export interface Shown {
  readonly connection: string
  /** The last sequence that it shows. */
  readonly seq: number
  /** Turns that came over the stream since it was opened. */
  readonly counted: number
}
export async function shown(page: Page): Promise<Shown> {
  // all of one moment
  const mark = "document.querySelector('.connection')"
  const { text, seq, counted } = await page.evaluate<Record<string, string>>(
    `({ ...${mark}.dataset, text: ${mark}.textContent })`,
  )
  return { connection: text ?? '', seq: Number(seq), counted: Number(counted) }
}
