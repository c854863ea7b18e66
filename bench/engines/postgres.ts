// A PostgreSQL of its own for one contender, from Debian's package: data below the contender's folder, loopback only,
// synced as it comes. It refuses to run as root, so root starts it as the package's user.
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { connect } from 'node:net'
import { startEngine, type EngineProcess } from './engineProcess.ts'
import { freePort } from './freePort.ts'

const versions = '/usr/lib/postgresql'

/** A running server and how to reach it. */
export interface Postgres {
  readonly url: string
  readonly process: EngineProcess
}

/** Makes a cluster and starts it. @throws with the command that installs PostgreSQL when it is not there */
export async function startPostgres(folder: string): Promise<Postgres> {
  const programs = programsFolder()
  const user = process.getuid?.() === 0 ? packageUser() : {}
  const data = join(folder, 'postgres')
  mkdirSync(data, { mode: 0o700 })
  if (user.uid !== undefined && user.gid !== undefined) {
    chownSync(data, user.uid, user.gid)
    // made by the bench for its owner alone; the package's user must pass through
    for (const each of [folder, dirname(folder)]) chmodSync(each, 0o755)
  }
  const options = { cwd: data, ...user }
  const initdb = ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(join(programs, 'initdb'), initdb, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200']
  const running = await startEngine(
    [join(programs, 'postgres'), '-D', data, '-p', String(port), ...settings.flatMap((each) => ['-c', each])],
    options,
    () => accepts(port),
  )
  return { url: `postgresql://bench@127.0.0.1:${port}/postgres`, process: running }
}

function programsFolder(): string {
  const newest = existsSync(versions) ? readdirSync(versions).toSorted((one, other) => Number(other) - Number(one))[0] : undefined
  const programs = newest === undefined ? undefined : join(versions, newest, 'bin')
  if (programs === undefined || !existsSync(join(programs, 'initdb')))
    throw new Error('PostgreSQL is not installed. Install it with: apt-get install --no-install-recommends postgresql')
  return programs
}

function packageUser(): { readonly uid?: number; readonly gid?: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined) throw new Error('there is no user postgres to run PostgreSQL as')
  return { uid: Number(uid), gid: Number(gid) }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
