// Writes docs/openapi.json from the gateway's routes and client/apiTypes.ts from that; with --check it only says whether
// they are what the routes say.
import { readFileSync, writeFileSync } from 'node:fs'
import { commandTable } from '#chat/commands/commandTable.ts'
import { programVersion } from '#cli/version.ts'
import { openApi } from '#gateway/openApi.ts'
import type { ApiDocument } from '#gateway/tidyDocument.ts'
import { apiTypes } from './apiTypes.ts'

/** The document of this version, with every command that a daemon answers. */
function wholeDocument(): Promise<ApiDocument> {
  return openApi({ commands: commandTable.filter(({ runs }) => runs === 'daemon'), version: programVersion() })
}

/** Path from the project's folder → what stands there. */
async function openApiFiles(): Promise<Readonly<Record<string, string>>> {
  const document = await wholeDocument()
  return {
    'docs/openapi.json': `${JSON.stringify(document, null, 1)}\n`,
    'client/apiTypes.ts': await apiTypes(document),
  }
}

for (const [path, wanted] of Object.entries(await openApiFiles())) {
  const file = new URL(`../${path}`, import.meta.url)
  if (!process.argv.includes('--check')) writeFileSync(file, wanted)
  else if (readFileSync(file, 'utf8') !== wanted) {
    process.stderr.write(`${path} is not what the routes say; write it anew: node scripts/openapi.ts\n`)
    process.exitCode = 1
  }
}
