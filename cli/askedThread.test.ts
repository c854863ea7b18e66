import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, expect, test } from 'vitest'
import { AskedThread, type AskedThreadOptions } from './askedThread.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-asked-'))
const begun: AskedThread<unknown, unknown>[] = []
afterEach(() => begun.splice(0).forEach((thread) => thread.close()))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const here = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href)
const program = join(folder, 'program.ts')
writeFileSync(
  program,
  `import { answerAsked } from ${here('askedThread.ts')}
   import { QuorateError } from ${here('../protocol/errors.ts')}
   let answers = 0
   answerAsked((question: { say?: string; refuse?: boolean; fail?: boolean; spin?: boolean; leave?: boolean }) => {
     if (question.refuse) throw new QuorateError('UNKNOWN_BOT', { address: 'fund:gone' })
     if (question.fail) throw new Error('a bug')
     if (question.leave) process.exit(3)
     while (question.spin);
     return { said: question.say, answers: (answers += 1) }
   })`,
)

function threadOf(options: Partial<AskedThreadOptions> = {}): AskedThread<unknown, unknown> {
  const made = new AskedThread<unknown, unknown>({
    program: pathToFileURL(program),
    name: 'the test',
    timeoutMs: 60_000,
    idleMs: 60_000,
    waitingMax: 4,
    memoryMax: 64,
    ...options,
  })
  begun.push(made)
  return made
}
const codeOf = (asked: Promise<unknown>): Promise<unknown> => asked.then(String, ({ code }: { readonly code: string }) => code)

test('questions are answered one after another, by one thread', async () => {
  const thread = threadOf()
  expect(thread.isRunning).toBe(false)
  const answers = await Promise.all(['a', 'b', 'c'].map((say) => thread.ask({ say })))
  expect(answers).toEqual([
    { said: 'a', answers: 1 },
    { said: 'b', answers: 2 },
    { said: 'c', answers: 3 },
  ])
})

test('what is refused there is refused here, and a bug of its is a bug of ours', async () => {
  const thread = threadOf()
  await expect(thread.ask({ refuse: true })).rejects.toMatchObject({ code: 'UNKNOWN_BOT', details: { address: 'fund:gone' } })
  await expect(thread.ask({ fail: true })).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringContaining('a bug') })
  expect(await thread.ask({ say: 'x' })).toMatchObject({ said: 'x' })
})

test('one that takes too long is ended, and the next question has a thread of its own', async () => {
  const thread = threadOf({ timeoutMs: 3_000 })
  const [slow, next] = [codeOf(thread.ask({ spin: true })), thread.ask({ say: 'next' })]
  expect(await slow).toBe('JOURNAL_SLOW')
  expect(await next).toEqual({ said: 'next', answers: 1 })
}, 30_000)

test('one that ends by itself is told, and begun again', async () => {
  const thread = threadOf()
  expect(await codeOf(thread.ask({ leave: true }))).toBe('INTERNAL')
  expect(await thread.ask({ say: 'again' })).toEqual({ said: 'again', answers: 1 })
})

test('too many questions are refused, and so is whatever waits when it closes', async () => {
  const thread = threadOf({ waitingMax: 1 })
  const asked = [1, 2, 3].map((say) => codeOf(thread.ask({ say: String(say), spin: true })))
  expect(await asked[2]).toBe('BUSY')
  thread.close()
  expect(await Promise.all(asked)).toEqual(['SHUTTING_DOWN', 'SHUTTING_DOWN', 'BUSY'])
  expect(await codeOf(thread.ask({ say: 'late' }))).toBe('SHUTTING_DOWN')
})

test('one that nobody asks ends', async () => {
  const thread = threadOf({ idleMs: 1 })
  await thread.ask({ say: 'x' })
  await expect.poll(() => thread.isRunning).toBe(false)
  expect(await thread.ask({ say: 'y' })).toEqual({ said: 'y', answers: 1 })
})
