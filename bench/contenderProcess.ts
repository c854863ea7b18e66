// The process of one contender: so that no contender's garbage, compiled code or open handles weigh on another's.
// Arguments: the module, the folder, the options as JSON.
import type { Answer, Contender, Open, Question } from './contender.ts'

const [module, folder, options] = process.argv.slice(2) as [string, string, string] // contest.ts gives them
const say = (answer: Answer): void => void process.send?.(answer)
const fail = (error: unknown): void =>
  say({ kind: 'failed', problem: error instanceof Error ? String(error.stack) : String(error) })

process.on('unhandledRejection', fail)
// the bench is gone: nobody would ever ask again
process.on('disconnect', () => process.exit())
try {
  // every module of cases, baselines and engines exports `open`
  const { open } = (await import(module)) as { readonly open: Open }
  const contender = await open({ folder, options: JSON.parse(options) as Record<string, number> })
  process.on('message', (question: Question) => {
    answerTo(contender, question).then(say, fail)
  })
  say({ kind: 'ready' })
} catch (error) {
  fail(error)
}

async function answerTo(contender: Contender, question: Question): Promise<Answer> {
  if (question === 'sample') return { kind: 'readings', readings: await contender.sample() }
  await contender.close()
  return { kind: 'closed' }
}
