// Where the native Anvil is. The package's own wrapper is never run: it exits 0 whatever happens, and killing it
// leaves the real Anvil behind.
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'

/** Node's platform and architecture → the package that carries the binary. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@foundry-rs/anvil-linux-amd64',
  'linux-arm64': '@foundry-rs/anvil-linux-arm64',
  'darwin-x64': '@foundry-rs/anvil-darwin-amd64',
  'darwin-arm64': '@foundry-rs/anvil-darwin-arm64',
  'win32-x64': '@foundry-rs/anvil-win32-amd64',
}

/**
 * The absolute path of the native Anvil for a platform such as `linux-x64` (default: this one).
 * @throws QuorateError ANVIL_MISSING when its package is not installed or not executable
 */
export function findAnvilBinary(platform: string = `${process.platform}-${process.arch}`): string {
  const name = packages[platform]
  if (name === undefined) throw new QuorateError('ANVIL_MISSING', { platform })
  // the platform packages are dependencies of the wrapper package, so it is asked for them
  const wrapper = createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json')
  try {
    const folder = dirname(createRequire(wrapper).resolve(`${name}/package.json`))
    const path = join(folder, 'bin', platform.startsWith('win32') ? 'anvil.exe' : 'anvil')
    accessSync(path, constants.X_OK)
    return path
  } catch (cause) {
    throw new QuorateError('ANVIL_MISSING', { platform }, { cause })
  }
}
