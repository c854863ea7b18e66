// A process that begins a run and is killed where QUORATE_KILL_AT says: node test/github/killedRunHost.ts <folder> <url> <id>
import { runHost } from './runHost.ts'
import { runInput } from './runInput.ts'

const [, , folder = '', url = '', id = ''] = process.argv
const host = await runHost(folder, url)
await host.spawn('workflow', id, runInput({ id }))
// until it is killed
await new Promise((resolve) => setTimeout(resolve, 60_000))
