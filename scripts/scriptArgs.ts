// The arguments of commands that npm runs: what is not known is refused in a sentence, and `--help` prints what stands at
// the head of the command's file.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'

/**
 * As `parseArgs` of node:util, for the file that was started.
 * Ends the process: with 0 after `--help`, with 2 after an argument that it does not know.
 */
export function scriptArgs<const Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  const [, script = ''] = process.argv
  if (process.argv.slice(2).includes('--help')) {
    process.stdout.write(`${headOf(readFileSync(script, 'utf8'))}\n`)
    process.exit(0)
  }
  try {
    return parseArgs(config)
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${basename(script, '.ts')}: ${words.replace(/\. To specify.*$/s, '')}. --help tells what there is\n`)
    process.exit(2)
  }
}

/** The comment that a file begins with, without its marks. */
export function headOf(source: string): string {
  const lines = source.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('//'))
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, '').replaceAll('`', ''))
    .join('\n')
}
