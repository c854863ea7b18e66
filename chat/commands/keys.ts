import { z } from 'zod'
import { slugSchema } from '#protocol/text.ts'
import { localCommand } from './command.ts'
import { textTable } from './textTable.ts'

const fd = z.int().min(0).max(1_023)
const passwordFd = fd.optional().describe('file descriptor that the keystore’s password is read from, to its end or first line')

/** A keystore that was made. */
export interface KeyMade {
  readonly name: string
  readonly address: string
  readonly file: string
}

export const keysNewArgs = z.strictObject({
  name: slugSchema.describe('as the settings name it, such as verifier-alpha'),
  'password-fd': passwordFd,
})

export const keysNewCommand = localCommand<typeof keysNewArgs, KeyMade>({
  name: 'keys.new',
  summary: 'Make a new key in an encrypted keystore',
  help: 'Makes a key and writes it as a version 3 keystore into read-only/keystores, opens it again and prints its address; the key itself is never shown. The password is typed at a prompt, or comes from --password-fd, QUORATE_PASSWORD_<NAME>, QUORATE_PASSWORD_FILE_<NAME>, QUORATE_PASSWORD, QUORATE_PASSWORD_FILE or the systemd credential quorate-password; never from an argument. Keep a copy of the file and of the password: without both the key is gone.',
  permission: 'admin',
  args: keysNewArgs,
  positionals: ['name'],
  examples: [{ type: 'keys new spare', does: 'makes a key named spare' }],
  render: renderMade,
})

export const keysImportArgs = z.strictObject({
  name: slugSchema.describe('as the settings name it'),
  file: z
    .string()
    .min(1)
    .max(4_096)
    .optional()
    .describe('a version 3 keystore of another program; else the key itself is asked for'),
  'key-fd': fd.optional().describe('file descriptor that the key, 0x and 64 hex digits, is read from'),
  'file-password-fd': fd.optional().describe('file descriptor that the password of --file is read from'),
  'password-fd': passwordFd,
})

export const keysImportCommand = localCommand<typeof keysImportArgs, KeyMade>({
  name: 'keys.import',
  summary: 'Put an existing key into an encrypted keystore',
  help: 'Takes a key from another program’s version 3 keystore, from a prompt or from a file descriptor, and seals it into read-only/keystores under a password of its own, as `keys new` does. A key that everybody knows, such as Anvil’s, is refused.',
  permission: 'admin',
  args: keysImportArgs,
  positionals: ['name'],
  examples: [{ type: 'keys import owner --file geth-keystore.json', does: 'takes the key of a keystore that geth wrote' }],
  render: renderMade,
})

export const keysListArgs = z.strictObject({})
/** A key by name: where it is, and what the settings use it for. */
export interface KeyRow {
  readonly name: string
  /** Null when only its password would tell. */
  readonly address: string | null
  readonly place: 'keystore' | 'environment' | 'elsewhere' | 'published' | 'missing'
  /** `main owner`, `main verifier alpha` */
  readonly usedFor: readonly string[]
  /** Others on this machine could read its file. */
  readonly open: boolean
}
export interface KeysListResult {
  readonly folder: string
  readonly keys: readonly KeyRow[]
}

export const keysListCommand = localCommand<typeof keysListArgs, KeysListResult>({
  name: 'keys.list',
  summary: 'List the keys: their addresses, where they are and what they are for',
  help: 'Lists every key that the settings name and every keystore that is there. It asks for no password and shows no secret. Ends with exit code 5 when a key that the settings name is missing.',
  permission: 'operator',
  args: keysListArgs,
  positionals: [],
  examples: [{ type: 'keys list', does: 'lists the keys of the default instance' }],
  render({ folder, keys }, style) {
    const rows = keys.map(({ name, address, place, usedFor, open }) => [
      name,
      address ?? 'locked',
      open ? `${place}, readable by others` : place,
      usedFor.join(', '),
    ])
    const titles = [{ title: 'key' }, { title: 'address' }, { title: 'place' }, { title: 'for', gives: true }]
    return [textTable(titles, rows, style), `keystores: ${folder}`].join('\n')
  },
  exit: ({ keys }) => (keys.some(({ place }) => place === 'missing') ? 5 : 0),
})

function renderMade({ name, address, file }: KeyMade): string {
  return `${name}: ${address}\n  in ${file}; keep a copy of it and of its password`
}
