// What the example verifier needs of Debian: its Python and two packages.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { aptInstall } from './aptInstall.ts'

const run = promisify(execFile)
/** Debian's own: its packages are seen by no other Python of the machine. */
export const python = '/usr/bin/python3'
const packages = ['python3-ecdsa', 'python3-pycryptodome'] as const

/** @throws naming the command to type */
export async function needPythonPackages(): Promise<void> {
  if (await isThere()) return
  await aptInstall('the example verifier', packages)
  if (!(await isThere()))
    throw new Error(`${python} does not find ecdsa and Cryptodome although ${packages.join(' and ')} are there`)
}

async function isThere(): Promise<boolean> {
  return run(python, ['-c', 'import ecdsa; from Cryptodome.Hash import keccak']).then(
    () => true,
    () => false,
  )
}
