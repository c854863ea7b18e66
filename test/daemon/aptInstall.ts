// Debian's packages that a test needs: installed where they are missing and that is allowed. A machine that cannot have them
// fails the test, which says what to type.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** A browser is a hundred megabytes. */
const installMs = 300_000

/** @throws naming the command to type */
export async function aptInstall(what: string, packages: readonly string[]): Promise<void> {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...words: readonly string[]) => run('apt-get', [...words], { timeout: installMs, env: environment })
  const install = () => apt('install', '-y', '--no-install-recommends', ...packages)
  try {
    await install().catch(async () => {
      await apt('update') // an image without its lists
      await install()
    })
  } catch (cause) {
    throw new Error(`${what} needs: apt-get install --no-install-recommends ${packages.join(' ')}`, { cause })
  }
}
