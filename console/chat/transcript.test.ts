import { expect, it } from 'vitest'
import { Refusal } from '#console/data/api.ts'
import type { Reply } from '#console/data/shapes.ts'
import { isOpen, Transcript, type Exchange, type Say } from './transcript.ts'

const reply = (text: string): Reply => ({
  kind: 'said',
  command: null,
  text,
  result: null,
  error: null,
  choices: [],
  conversation: { id: 'c', revision: 1 },
})
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

it('shows that a line is asked, then what was answered', async () => {
  const transcript = new Transcript(() => Promise.resolve(reply('fine')))
  let told = 0
  const end = transcript.subscribe(() => (told += 1))
  transcript.say('status')
  expect(transcript.view()).toMatchObject([{ line: 'status', outcome: { kind: 'asking' } }])
  await settled()
  expect(transcript.view()).toMatchObject([{ outcome: { kind: 'answered', reply: { text: 'fine' } } }])
  end()
  const before = told
  transcript.say('more')
  expect(told).toBe(before)
})

it('a question waits until what was said since has ended it', () => {
  let id = 0
  const one = (revision: number, kind: Reply['kind'] = 'asks'): Exchange => ({
    id: (id += 1),
    line: 'x',
    at: '',
    outcome: { kind: 'answered', tookMs: 1, reply: { ...reply('Which?'), kind, conversation: { id: 'c', revision } } },
  })
  const asking: Exchange = { id: 99, line: 'y', at: '', outcome: { kind: 'asking' } }
  const [question, aside, next] = [one(4), one(4, 'done'), one(5)]
  expect(isOpen(question, [question])).toBe(true)
  expect(isOpen(question, [question, aside])).toBe(true)
  expect(isOpen(question, [question, asking])).toBe(true)
  expect(isOpen(question, [question, aside, next])).toBe(false)
  expect(isOpen(asking, [asking, question])).toBe(false)
})

it('says a line that nobody heard again under its own name', async () => {
  const said: Parameters<Say>[0][] = []
  const nobody = new Refusal({ status: 0, code: 'DAEMON_AWAY', message: 'away', hint: '' })
  const transcript = new Transcript((one) => {
    said.push(one)
    return said.length === 1 ? Promise.reject(nobody) : Promise.resolve(reply('done'))
  })
  transcript.say('yes', 4)
  await settled()
  const [exchange] = transcript.view()
  expect(exchange?.outcome.kind).toBe('refused')
  if (exchange?.outcome.kind === 'refused') exchange.outcome.again()
  await settled()
  expect(said).toEqual([
    { line: 'yes', key: said[0]?.key, revision: 4 },
    { line: 'yes', key: said[0]?.key, revision: 4 },
  ])
  expect(transcript.view()).toMatchObject([{ outcome: { kind: 'answered' } }])
})

it('keeps the newest hundred', async () => {
  const transcript = new Transcript(() => Promise.resolve(reply('')))
  for (let at = 1; at <= 103; at += 1) transcript.say(`line ${at}`)
  await settled()
  expect(transcript.view()).toHaveLength(100)
  expect(transcript.view()[0]?.line).toBe('line 4')
})
