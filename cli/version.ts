import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { programFolder } from './instance.ts'

const manifestSchema = z.object({ version: z.string() })

/** The version in package.json. */
export function programVersion(): string {
  return manifestSchema.parse(JSON.parse(readFileSync(join(programFolder, 'package.json'), 'utf8'))).version
}
