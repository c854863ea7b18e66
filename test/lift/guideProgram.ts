import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The program that docs/write-a-bot.md shows: its first block of TypeScript. */
export const guideProgram = (): string => firstBlock('ts')

/** The package.json that the guide tells a reader to write. */
export const guideManifest = (): unknown => JSON.parse(firstBlock('json'))

function firstBlock(language: string): string {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/write-a-bot.md'), 'utf8')
  const block = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(guide)?.[1]
  if (block === undefined) throw new Error(`docs/write-a-bot.md has no block of ${language}`)
  return block
}
