// The list of what a backup holds, with a checksum for every file: written last, so that a folder that has one is whole.
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, lstatSync, openSync, readdirSync, readFileSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { asStorageFailure } from '#runtime/storageFailure.ts'

const manifestName = 'manifest.json'
const chunkBytes = 1_048_576

const manifestSchema = z.strictObject({
  format: z.literal(1),
  instance: z.string(),
  at: z.iso.datetime(),
  program: z.string(),
  /** The last record that is in it. */
  through: z.int().min(0),
  keys: z.boolean(),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
})
/** What a backup says of itself. */
export type Manifest = z.output<typeof manifestSchema>

/** Sums and syncs every file of a folder, then the manifest, then the folders. */
export function writeManifest(folder: string, about: Omit<Manifest, 'format' | 'files'>): Manifest {
  const files = filesIn(folder, '').map((path) => ({ path, ...summed(join(folder, path), true) }))
  const manifest: Manifest = { format: 1, ...about, files }
  writeFileSync(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  for (const path of [manifestName, '', ...foldersIn(folder, '')]) syncPath(join(folder, path))
  return manifest
}

/** Reads a backup whole and compares it with its manifest. @throws BACKUP_INVALID with the first difference */
export function readManifest(folder: string): Manifest {
  const invalid = (problem: string, cause?: unknown): QuorateError =>
    new QuorateError('BACKUP_INVALID', { folder, problem }, { cause })
  let manifest: Manifest
  try {
    manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, manifestName), 'utf8')))
  } catch (cause) {
    throw invalid('it has no manifest that can be read', cause)
  }
  const found = filesIn(folder, '')
  const known = new Map(manifest.files.map((file) => [file.path, file]))
  const foreign = found.find((path) => !known.has(path))
  if (foreign !== undefined) throw invalid(`${foreign} is not in its manifest`)
  for (const { path, bytes, sha256 } of manifest.files) {
    if (!found.includes(path)) throw invalid(`${path} is missing`)
    if (!lstatSync(join(folder, path)).isFile()) throw invalid(`${path} is no file of its own`)
    const is = summed(join(folder, path), false)
    if (is.bytes !== bytes || is.sha256 !== sha256) throw invalid(`${path} is not as it was written`)
  }
  return manifest
}

function filesIn(folder: string, below: string): readonly string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry): readonly string[] => {
    const path = join(below, entry.name)
    if (entry.isDirectory()) return filesIn(folder, path)
    return path === manifestName ? [] : [path]
  })
}

function foldersIn(folder: string, below: string): readonly string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name)
    return entry.isDirectory() ? [path, ...foldersIn(folder, path)] : []
  })
}

/** A journal is larger than memory: read in pieces. */
function summed(path: string, sync: boolean): { readonly bytes: number; readonly sha256: string } {
  const fd = openSync(path, 'r')
  try {
    const hash = createHash('sha256')
    const chunk = Buffer.alloc(chunkBytes)
    let bytes = 0
    for (let read = readSync(fd, chunk); read > 0; read = readSync(fd, chunk)) {
      hash.update(chunk.subarray(0, read))
      bytes += read
    }
    if (sync) fsyncSync(fd)
    return { bytes, sha256: hash.digest('hex') }
  } catch (failure) {
    throw asStorageFailure(failure, path)
  } finally {
    closeSync(fd)
  }
}

/** Makes a file or a folder's names durable. */
export function syncPath(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
