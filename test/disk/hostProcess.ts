// A process that tests start, starve and race: a host that counts as fast as it can, or only holds its instance. It says
// what it does in JSON lines. What a caller would see of a failure is said too, and nothing else.
import { writeSync } from 'node:fs'
import { QuorateError } from '#protocol/errors.ts'
import { faulty, failingEffects } from '#runtime/faultyFixtures.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'

const [directory = '', how = 'count'] = process.argv.slice(2)
const say = (what: object): void => void writeSync(1, `${JSON.stringify(what)}\n`)
/** Ends as the daemon does: with the code of its failure, and no stack. */
function end(error: unknown): never {
  if (!(error instanceof QuorateError)) throw error
  say({ failed: error.code, message: error.message, hint: error.hint })
  process.exit(error.exit)
}
/** What is asked after the end must be refused; only then does the process go. */
async function refusedAfterwards(error: unknown): Promise<never> {
  try {
    say({ answeredAfterwards: await host?.ask('counter:one', { type: 'addAndRead' }) })
  } catch {
    // as it must be
  }
  return end(error)
}
process.on('uncaughtException', (error) => {
  say({ uncaught: error.stack })
  process.exit(70)
})

let host: LocalHost | undefined
try {
  host = await createLocalHost({
    directory,
    bots: faulty,
    effects: failingEffects,
    segmentBytes: 200_000,
    onAlert: (alert) => say({ alert }),
    onStopped: (error) => void refusedAfterwards(error),
  })
  say({ started: host.incarnation, pid: process.pid })
  if (how === 'hold') {
    process.stdin.resume()
    await new Promise((resolve) => process.stdin.once('end', resolve))
    await host.shutdown()
    process.exit(0)
  }
  await host.spawn('counter', 'one', { from: 0 })
  await host.spawn('fuse', 'one', null)
  for (;;) {
    say({ acknowledged: await host.ask('counter:one', { type: 'addAndRead' }) })
    // A large state, so that a small disk is soon full.
    if (how === 'fill') await host.send('fuse:one', { type: 'grow', size: 8_000 })
  }
} catch (error) {
  end(error)
}
