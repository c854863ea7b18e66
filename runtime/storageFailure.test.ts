import { openSync } from 'node:fs'
import { connect } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { asStorageFailure } from './storageFailure.ts'

function failureOf(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('it did not fail')
}

test('a refusal of the file system says which file and why', () => {
  const failure = failureOf(() => openSync('/no/such/place', 'r'))
  expect(asStorageFailure(failure, 'somewhere')).toMatchObject({
    code: 'STORAGE_UNUSABLE',
    message: '/no/such/place cannot be used: ENOENT: no such file or directory',
    cause: failure,
  })
  const nameless = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  expect(asStorageFailure(nameless, 'somewhere')).toMatchObject({
    message: 'somewhere cannot be used: ENOSPC: no space left on device',
  })
})

test('what is no refusal of the file system stays what it is', async () => {
  const socket = connect({ path: '/no/such/socket' })
  const [refused] = (await once(socket, 'error')) as [Error]
  const bug = new TypeError('x is not a function')
  const known = new QuorateError('SHUTTING_DOWN')
  for (const failure of [refused, bug, known, 'text']) expect(asStorageFailure(failure, 'somewhere')).toBe(failure)
})
