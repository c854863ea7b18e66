// The key that seals what is kept of messengers and signs link codes: from the environment, else one of the instance's own,
// made at the first start and kept beside its keystores, which no backup has unless it is asked for.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'
import { makeFolder } from '#runtime/makeFolder.ts'
import type { InstanceFolders } from './instance.ts'
import { keystoreFolder } from './keySources.ts'

const charsMin = 32
const variable = 'QUORATE_CHAT_KEY'

/** @throws SETTINGS_INVALID for one that can be guessed */
export function chatKeyOf(environment: NodeJS.ProcessEnv, folders: Pick<InstanceFolders, 'readOnly'>): string {
  const given = environment[variable]
  if (given !== undefined && given !== '') return checked(given, variable)
  const file = join(keystoreFolder(folders), 'chat.key')
  if (!existsSync(file)) {
    makeFolder(keystoreFolder(folders), 0o700)
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  }
  return checked(readFileSync(file, 'utf8').trim(), file)
}

function checked(key: string, file: string): string {
  if (key.length >= charsMin) return key
  throw new QuorateError('SETTINGS_INVALID', { file, problem: `a chat key has at least ${charsMin} characters` })
}
