import { expect, test } from 'vitest'
import { redaction } from '#chat/commands/redaction.ts'
import { forRequest } from '#runtime/requestScope.ts'
import { logLevelOf, logLine, openLog, type LogLevel } from './log.ts'

const written = (level: LogLevel = 'debug'): { readonly lines: string[]; readonly log: ReturnType<typeof openLog> } => {
  const lines: string[] = []
  return { lines, log: openLog((line) => lines.push(line), level) }
}

test('a line is JSON with its level, its time and the request that it was written for', async () => {
  const { lines, log } = written()
  await forRequest('desk-7', async () => log.info({ status: 200 }, 'answered'))
  log.warn('alone')
  const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(read[0]).toMatchObject({ level: 'info', requestId: 'desk-7', status: 200, text: 'answered' })
  expect(read[0]?.['at']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  expect(read[1]).toEqual({ level: 'warn', at: read[1]?.['at'], text: 'alone' })
})

test('a level includes the ones before it', () => {
  const { lines, log } = written('warn')
  for (const level of ['error', 'warn', 'info', 'debug'] as const) log[level](level)
  expect(lines.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual(['error', 'warn'])
  expect([logLevelOf({}), logLevelOf({ QUORATE_LOG_LEVEL: 'debug' })]).toEqual(['info', 'debug'])
  expect(() => logLevelOf({ QUORATE_LOG_LEVEL: 'loud' })).toThrow(expect.objectContaining({ code: 'LOG_LEVEL_INVALID' }) as Error)
})

test('no canary gets into a line, in whatever part of it it was planted', () => {
  const canary = 'c4n4ry-0123456789abcdef'
  redaction.hide(canary)
  const { lines, log } = written()
  const request = { headers: { authorization: `Bearer ${canary}`, cookie: `s=${canary}` }, body: { password: canary } }
  log.info(request, `asked with ${canary}`)
  log.error({ err: new Error(`URL: https://u:${canary}@node.example`, { cause: new Error(canary) }) }, 'failed')
  log.child({ token: canary }).warn('a child')
  logLine(log, { type: 'notice', tone: 'bad', at: '', text: `RPC https://node.example/${canary}`, data: { id: canary } as never })
  expect(lines).toHaveLength(4)
  expect(lines.join('\n')).not.toContain(canary)
  expect(lines.every((line) => typeof JSON.parse(line) === 'object')).toBe(true)
})

test('what a person was told is written at the level of its tone', () => {
  const { lines, log } = written()
  for (const tone of ['plain', 'quiet', 'bad'] as const) logLine(log, { type: 'step', tone, at: '', text: tone })
  expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['info', 'debug', 'error'])
})
