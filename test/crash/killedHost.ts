// A process that killMatrix.test.ts and syncTrace.test.ts start: keeps a host busy with everything a host does and prints
// `ack <id>` for each answered ask. It runs until it is killed, or until its input ends; then it shuts down.
// node test/crash/killedHost.ts <directory> <number of the first ask> <asks, 0 for no end>
import { createLocalHost } from '#runtime/localHost.ts'
import { killedBots, killedEffects } from './killedBots.ts'

const [directory = '', from = '0', asks = '0'] = process.argv.slice(2)
const last = asks === '0' ? Infinity : Number(from) + Number(asks)
const lanes = 3
/** Small, so that rolling and compacting come soon. */
const segmentBytes = 12 * 1024

const host = await createLocalHost({ directory, bots: killedBots, effects: killedEffects(directory), segmentBytes })
await host.spawn('swarm', 'root', null)
await host.spawn('sink', 'one', null)
await host.spawn('source', 'one', null)
await host.spawn('parent', 'one', null)
// each life has one of its own: an act in which three processes died is not tried again, and that is right
await host.spawn('actor', from, null)
const end = new AbortController()
process.stdin.on('data', () => undefined).on('end', () => end.abort())

let next = Number(from)
async function lane(): Promise<void> {
  while (!end.signal.aborted && next < last) {
    const number = next
    next += 1
    await host.ask('source:one', { type: 'add' }, { askId: `ask-${number}` })
    process.stdout.write(`ack ask-${number}\n`)
    if (number % 20 === 0) await trouble(number)
    if (number % 60 === 0) await host.compact()
  }
}

/** Children that are stopped twice, bots that burn, break, are quarantined and released, and dead letters dealt with. */
async function trouble(number: number): Promise<void> {
  const id = `kid-${number}`
  await host.send('parent:one', { type: 'have', id }, { askId: `have-${number}` })
  await host.send('parent:one', { type: 'end', id }, { askId: `end-${number}` })
  await host.spawn('phoenix', `${number}`, null)
  await host.spawn('sink', `bad-${number}`, null)
  const failing = Array.from({ length: 11 }, (_, nr) =>
    host.send(`sink:bad-${number}`, { type: 'fail' }, { askId: `fail-${number}-${nr}` }).catch(() => undefined),
  )
  await Promise.all(failing)
  await host.release(`sink:bad-${number}`, 'drill').catch(() => undefined)
  const [dead] = host.deadLetters()
  if (dead !== undefined) await host.settleDeadLetter(dead.seq, 'dropped', 'drill').catch(() => undefined)
}

await Promise.all(Array.from({ length: lanes }, lane))
await host.shutdown()
process.exit(0)
