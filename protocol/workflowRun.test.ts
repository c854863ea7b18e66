import { expect, test } from 'vitest'
import { endOf } from './workflowRun.ts'

test.each([
  ['success', 'succeeded'],
  ['neutral', 'succeeded'],
  ['skipped', 'succeeded'],
  ['cancelled', 'cancelled'],
  ['failure', 'failed'],
  ['timed_out', 'failed'],
  ['startup_failure', 'failed'],
  ['action_required', 'failed'],
  ['a word that is new', 'failed'],
])('%s is %s', (conclusion, end) => expect(endOf(conclusion)).toBe(end))
