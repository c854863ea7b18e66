// Builds the console into console/dist, unless that is of these sources already. A start does the same by itself.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { builtFrom, consoleFolder, isConsoleFresh, sourcesDigest } from '#cli/consoleFiles.ts'

if (isConsoleFresh()) process.stdout.write('console/dist is fresh\n')
else {
  const digest = sourcesDigest()
  // whoever runs this, a test for example, may be another kind of process: what is built is for people
  process.env['NODE_ENV'] = 'production'
  // complete or not there: whoever serves it never sees half of it
  const made = `${consoleFolder}.${process.pid}`
  await build({ configFile: join(consoleFolder, '..', 'vite.config.ts'), logLevel: 'warn', build: { outDir: made } })
  for (const { parentPath, name } of readdirSync(made, { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  )) {
    if (!/\.(js|css|html|svg)$/.test(name)) continue
    const file = join(parentPath, name)
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
  }
  writeFileSync(join(made, builtFrom), digest)
  rmSync(consoleFolder, { recursive: true, force: true })
  try {
    renameSync(made, consoleFolder)
  } catch (failure) {
    rmSync(made, { recursive: true, force: true })
    // another process was quicker with the same sources
    if (!isConsoleFresh()) throw failure
  }
  process.stdout.write('console/dist is built\n')
}
