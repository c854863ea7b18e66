// `npm run storm -- [--kills 20] [--clients 16] [--seed 1] [--json]`: kills a real daemon again and again while many POST to
// it, sends again what was not answered, and judges by the answers and by the chain.
import { postStorm } from '../test/daemon/postStorm.ts'
import { scriptArgs } from './scriptArgs.ts'

const exitCodes = { held: 0, broken: 1, wrongUse: 2 } as const

async function run(): Promise<number> {
  const { values } = scriptArgs({
    options: {
      kills: { type: 'string', default: '20' },
      clients: { type: 'string', default: '16' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  })
  const [kills, clients, seed] = [values.kills, values.clients, values.seed].map(Number) as [number, number, number]
  if (![kills, clients, seed].every((number) => Number.isInteger(number) && number > 0)) {
    console.error('storm: --kills, --clients and --seed take whole numbers from 1')
    return exitCodes.wrongUse
  }
  const verdict = await postStorm({ kills, clients, seed, say: (line) => console.error(line) })
  const { posted, answered, repeated, deposits, violations } = verdict
  if (values.json) console.log(JSON.stringify(verdict))
  else
    console.log(`${posted} posted, ${answered} answered at once, ${repeated} sent again, ${deposits} deposits, each found once`)
  for (const violation of violations) console.error(`storm: ${violation}`)
  return violations.length === 0 ? exitCodes.held : exitCodes.broken
}

process.exitCode = await run()
