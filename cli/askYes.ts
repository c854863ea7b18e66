import { createInterface } from 'node:readline/promises'
import { QuorateError } from '#protocol/errors.ts'
import type { Terminal } from './terminal.ts'

/** Asks whoever sits there; nobody there, or anything but a yes, is a no. @throws CONFIRMATION_NEEDED */
export async function askYes(
  command: string,
  question: string,
  { yes, json, terminal }: { readonly yes: boolean; readonly json: boolean; readonly terminal: Pick<Terminal, 'interactive'> },
): Promise<void> {
  if (yes) return
  const refused = new QuorateError('CONFIRMATION_NEEDED', { command, question })
  if (!terminal.interactive || json) throw refused
  const asked = createInterface({ input: process.stdin, output: process.stderr })
  try {
    if (!/^y(es)?$/i.test((await asked.question(`${question} [y/N] `)).trim())) throw refused
  } finally {
    asked.close()
  }
}
