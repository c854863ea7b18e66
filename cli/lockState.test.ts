import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockInstance } from '#runtime/instanceLock.ts'
import { instanceFolders, makeInstanceFolders, type InstanceFolders } from './instance.ts'
import { holdInstance, isHeld } from './lockState.ts'

let root: string
let folders: InstanceFolders
beforeEach(() => {
  root = mkdtempSync(`${tmpdir()}/quorate-lock-`)
  folders = instanceFolders('one', root)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('an instance that was never made is held by nobody', () => {
  expect(isHeld(folders)).toBe(false)
})

test('an instance is held until it is let go, and looking does not let it go', () => {
  makeInstanceFolders(folders)
  const letGo = holdInstance(folders)
  expect([isHeld(folders), isHeld(folders)]).toEqual([true, true])
  letGo()
  expect([isHeld(folders), isHeld(folders)]).toEqual([false, false])
})

test('the host’s own lock on the journal counts too', () => {
  makeInstanceFolders(folders)
  const letGo = lockInstance(folders.storage)
  expect(isHeld(folders)).toBe(true)
  letGo()
  expect(isHeld(folders)).toBe(false)
})

test('a second holder is refused with the instance’s name and the pid of the first', () => {
  makeInstanceFolders(folders)
  const letGo = holdInstance(folders)
  expect(() => holdInstance(folders)).toThrow(
    expect.objectContaining({ code: 'INSTANCE_LOCKED', details: { instance: 'one', pid: process.pid } }),
  )
  letGo()
  holdInstance(folders)()
})
