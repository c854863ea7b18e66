// A process that pauseOnce.test.ts kills: watches a fund, says when it waits for trades and when the fund is paused.
import { readFileSync } from 'node:fs'
import { fundConfigSchema } from '#protocol/fund.ts'
import { watchFund } from './watchedFund.ts'

const [file = ''] = process.argv.slice(2)
// the test wrote it
const { fund, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof watchFund>[0]
const host = await watchFund({ ...rest, fund: fundConfigSchema.parse(fund) })
process.once('SIGTERM', () => void host.shutdown().then(() => process.exit(0)))
const leave = new AbortController()
for await (const { actor, to, facts } of host.turns({ after: 0, follow: true, signal: leave.signal })) {
  if (actor === 'monitor:main' && to === 'watching') process.stdout.write('watching\n')
  if (facts.some(({ type }) => type === 'incident.paused')) process.stdout.write('paused\n')
}
