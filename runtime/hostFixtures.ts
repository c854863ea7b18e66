// Hosts on throw-away folders, for tests.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bots } from './fixtures.ts'
import { createLocalHost, type LocalHost, type LocalHostOptions } from './localHost.ts'

const folders: string[] = []
const hosts: LocalHost[] = []

/** A folder that `closeAll` removes. */
export function newFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'quorate-host-'))
  folders.push(made)
  return made
}

/** A host of the fixtures' bots, that `closeAll` shuts down. */
export async function openHost(directory: string, options: Partial<LocalHostOptions> = {}): Promise<LocalHost> {
  const work = (): Promise<unknown> => Promise.resolve({ ok: true })
  const effects = options.effects ?? ['worker.look', 'worker.act'].map((port) => ({ port, run: work }))
  const host = await createLocalHost({ directory, bots, ...options, effects })
  hosts.push(host)
  return host
}

/** Ends what a test began; a host whose disk failed cannot end in order. */
export async function closeAll(): Promise<void> {
  await Promise.allSettled(hosts.splice(0).map((host) => host.shutdown()))
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
}
