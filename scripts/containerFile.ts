// `npm run check` reads the container file with the linter that editors use for it; nothing here builds an image.
import { readFileSync } from 'node:fs'
import { validate, ValidationSeverity } from 'dockerfile-utils'

/** The file, from the root of the project. */
export const containerFile = 'deploy/container/Dockerfile'

/** What the linter says of a container file: `14: …`, one line each; none is good. */
export function containerProblems(text: string): readonly string[] {
  const { ERROR } = ValidationSeverity
  const strict = {
    deprecatedMaintainer: ERROR,
    directiveCasing: ERROR,
    emptyContinuationLine: ERROR,
    instructionCasing: ERROR,
    instructionCmdMultiple: ERROR,
    instructionEntrypointMultiple: ERROR,
    instructionHealthcheckMultiple: ERROR,
    instructionJSONInSingleQuotes: ERROR,
    instructionWorkdirRelative: ERROR,
  }
  return validate(text, strict).map(
    ({ range, message }) => `${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`,
  )
}

if (import.meta.main) {
  const problems = containerProblems(readFileSync(new URL(`../${containerFile}`, import.meta.url), 'utf8'))
  for (const problem of problems) console.error(`${containerFile}:${problem}`)
  process.exit(problems.length === 0 ? 0 : 1)
}
