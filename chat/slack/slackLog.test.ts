import { LogLevel } from '@slack/bolt'
import { expect, test } from 'vitest'
import { safeLog, slackLogger } from './slackLog.ts'

test('warnings and errors are one line each, without tokens and addresses; what carries bodies is not logged', () => {
  const lines: string[] = []
  const logger = slackLogger(safeLog((level, line) => void lines.push(`${level} ${line}`)))
  logger.debug('body', { token: 'x' })
  logger.info('hello')
  logger.warn('bad\nthing', new Error('with xoxb-12-ab and xapp-1-A and https://hooks.slack.com/actions/T1/2/x'))
  logger.error('x'.repeat(2_000))
  logger.setLevel(LogLevel.DEBUG)
  expect(logger.getLevel()).toBe(LogLevel.WARN)
  expect(lines[0]).toBe('warn bad\\u000athing with … and … and …')
  expect(lines[1]).toHaveLength('error '.length + 500)
  expect(lines).toHaveLength(2)
})
