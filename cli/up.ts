// `quorate up`: the daemon in the foreground.
import type { UpArgs, UpLine } from '#chat/commands/up.ts'
import { runDaemon } from './daemon.ts'
import { instanceFolders, makeInstanceFolders } from './instance.ts'
import { LineQueue } from './lineQueue.ts'
import type { LocalContext } from './localContext.ts'
import { startSettings } from './startSettings.ts'
import { stopOnSignals } from './signals.ts'

/** Runs until a signal, `quorate stop`, or the reader of its lines goes away; yields what a person should see. */
export async function* up(args: UpArgs, context: LocalContext): AsyncIterable<UpLine> {
  const folders = instanceFolders(context.instance)
  const { environment } = context
  const settings = await startSettings(args, { folders, environment, makeFolders: () => makeInstanceFolders(folders) })
  const stop = new AbortController()
  const lines = new LineQueue<UpLine>()
  const unhear = stopOnSignals(stop)
  const running = runDaemon({
    folders,
    settings,
    environment,
    verbose: context.verbose,
    stop,
    say: (line) => lines.push(settings.profile === 'production' && !context.json ? { ...line, asJson: true } : line),
  })
  // the failure is thrown where the lines are read
  const ended = running.then(
    () => lines.end(),
    (failure: unknown) => lines.end(failure),
  )
  try {
    yield* lines
  } finally {
    stop.abort()
    await ended
    unhear()
  }
}
