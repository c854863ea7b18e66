// Builds the console into console/dist, unless that is of these sources already. A start does the same by itself.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { builtFrom, consoleFolder, isConsoleFresh, sourcesDigest } from '#cli/consoleFiles.ts'

/** Complete or not there: whoever serves it never sees half of it. */
async function buildConsole(made: string): Promise<void> {
  const digest = sourcesDigest()
  // whoever runs this, a test for example, may be another kind of process: what is built is for people
  process.env['NODE_ENV'] = 'production'
  await build({ configFile: join(consoleFolder, '..', 'vite.config.ts'), logLevel: 'silent', build: { outDir: made } })
  const files = readdirSync(made, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  mkdirSync(join(made, 'maps'))
  for (const { parentPath, name } of files.filter((entry) => entry.name.endsWith('.map')))
    renameSync(join(parentPath, name), join(made, 'maps', name))
  for (const { parentPath, name } of files.filter((entry) => /\.(js|css|html|svg)$/.test(entry.name))) {
    const file = join(parentPath, name)
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
  }
  writeFileSync(join(made, builtFrom), digest)
  rmSync(consoleFolder, { recursive: true, force: true })
  try {
    renameSync(made, consoleFolder)
  } catch (failure) {
    // another process was quicker with the same sources
    if (!isConsoleFresh()) throw failure
  }
}

const made = `${consoleFolder}.${process.pid}`
try {
  if (!isConsoleFresh()) await buildConsole(made)
  process.stdout.write('console/dist is of these sources\n')
} catch (failure) {
  process.stderr.write(
    `the console could not be built: ${stripVTControlCharacters(failure instanceof Error ? failure.message : 'unknown')}\n`,
  )
  process.exitCode = 1
} finally {
  rmSync(made, { recursive: true, force: true })
}
