// `quorate demo`: a whole run that ends by itself, on an empty chain of its own.
import { existsSync, rmSync } from 'node:fs'
import type { DemoArgs, DemoSummary } from '#chat/commands/demo.ts'
import type { ReadFact } from '#chat/commands/journalReading.ts'
import type { UpLine } from '#chat/commands/up.ts'
import { QuorateError } from '#protocol/errors.ts'
import { attachOrStart } from '#integrations/anvil/anvilProcess.ts'
import { readAnvilRecord } from '#integrations/anvil/anvilRecord.ts'
import { runDaemon } from './daemon.ts'
import { defaultSettings } from './defaultSettings.ts'
import { DemoTally } from './demoTally.ts'
import { demoInstance, instanceFolders, makeInstanceFolders, type InstanceFolders } from './instance.ts'
import { LineQueue } from './lineQueue.ts'
import type { LocalContext } from './localContext.ts'
import { holdInstance } from './lockState.ts'
import { writeSettings } from './settings.ts'
import { stopOnSignals } from './signals.ts'

/** Runs until enough round trips were executed. @throws DEMO_STALLED when they were not in time */
export async function* demo(args: DemoArgs, context: LocalContext): AsyncIterable<UpLine | DemoSummary> {
  const began = performance.now()
  const folders = instanceFolders(demoInstance(context.instance))
  const settings = defaultSettings(args.seed === undefined ? {} : { seed: args.seed })
  await emptyInstance(folders)
  makeInstanceFolders(folders)
  writeSettings(folders.settingsFile, settings)
  const stop = new AbortController()
  const lines = new LineQueue<UpLine>()
  const tally = new DemoTally(args.cycles)
  const unhear = stopOnSignals(stop)
  const timer = setTimeout(() => stop.abort(), args.timeout * 1_000)
  const onFact = (fact: ReadFact): void => {
    tally.take(fact)
    if (tally.isDone) stop.abort()
  }
  const running = runDaemon({
    folders,
    settings,
    environment: context.environment,
    verbose: context.verbose,
    stop,
    onFact,
    say: (line) => lines.push(line),
  })
  running.then(
    () => lines.end(),
    (failure: unknown) => lines.end(failure),
  )
  try {
    yield* lines
    const end = await running
    if (!tally.isDone) {
      const { executed } = tally
      throw new QuorateError('DEMO_STALLED', {
        executed: executed.length,
        wanted: args.cycles * 2,
        timeoutMs: args.timeout * 1_000,
        instance: folders.name,
      })
    }
    yield tally.summary(end, Math.round(performance.now() - began))
  } finally {
    stop.abort()
    await running.catch(() => undefined) // thrown to the reader above
    clearTimeout(timer)
    unhear()
  }
}

/** Ends the chain that a killed demo left running, and forgets the rest. @throws INSTANCE_LOCKED while another demo runs */
async function emptyInstance(folders: InstanceFolders): Promise<void> {
  if (!existsSync(folders.chain)) return
  holdInstance(folders)()
  const record = readAnvilRecord(folders.chain)
  if (record !== undefined) await (await attachOrStart({ folder: folders.chain, chainId: record.chainId })).stop()
  rmSync(folders.root, { recursive: true, force: true })
}
