// What the example verifier needs of Debian: its Python and two packages. They are installed where they are missing and that
// is allowed; a machine that cannot have them fails the test and says what to type.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Debian's own: its packages are seen by no other Python of the machine. */
export const python = '/usr/bin/python3'
const packages = ['python3-ecdsa', 'python3-pycryptodome'] as const
const installMs = 120_000

/** @throws naming the command to type */
export async function needPythonPackages(): Promise<void> {
  if (await isThere()) return
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...words: readonly string[]) => run('apt-get', [...words], { timeout: installMs, env: environment })
  const install = () => apt('install', '-y', '--no-install-recommends', ...packages)
  try {
    await install().catch(async () => {
      await apt('update') // an image without its lists
      await install()
    })
  } catch (cause) {
    throw new Error(`the example verifier needs them: apt-get install --no-install-recommends ${packages.join(' ')}`, { cause })
  }
  if (!(await isThere()))
    throw new Error(`${python} does not find ecdsa and Cryptodome although ${packages.join(' and ')} are there`)
}

async function isThere(): Promise<boolean> {
  return run(python, ['-c', 'import ecdsa; from Cryptodome.Hash import keccak']).then(
    () => true,
    () => false,
  )
}
