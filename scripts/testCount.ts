// Counts what the test runners really report, for the closing line that people and CI read.

/** Tests that passed and failed in one runner. */
export interface TestCount {
  readonly passed: number
  readonly failed: number
}

/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly FileReport[]
}

interface FileReport {
  /** The file's full path. */
  readonly name: string
  readonly status: string
  /** Why the file itself could not run; empty when its tests ran. */
  readonly message?: string | undefined
  readonly assertionResults: readonly {
    readonly status: string
    readonly fullName: string
    readonly failureMessages?: readonly string[] | null | undefined
  }[]
}

/**
 * Counts a vitest report. A file that failed before its first test counts as one failure, and so does a run that ended
 * badly although every test passed (coverage below its threshold, an unhandled error, no report at all).
 */
export function countVitest(report: VitestReport | undefined, exitCode: number): TestCount {
  if (report === undefined) return { passed: 0, failed: 1 }
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = report.numFailedTests + brokenFiles.length
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

/** The counts of all runners as one. */
export function sum(counts: readonly TestCount[]): TestCount {
  return {
    passed: counts.reduce((total, each) => total + each.passed, 0),
    failed: counts.reduce((total, each) => total + each.failed, 0),
  }
}

/**
 * One line for each failure, `file > test: why`, paths from `folder` on: it stands at the end of the output, where a
 * person and a CI that keeps only the last page both find it.
 */
export function failureLines(report: VitestReport | undefined, folder: string): string[] {
  if (report === undefined) return ['vitest wrote no report']
  return report.testResults.flatMap((file) => {
    const name = file.name.startsWith(`${folder}/`) ? file.name.slice(folder.length + 1) : file.name
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    if (file.status === 'failed' && file.assertionResults.length === 0) return [`${name}: ${firstLine(file.message)}`]
    return failed.map((test) => `${name} > ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`)
  })
}

function firstLine(message: string | undefined): string {
  return message?.split('\n', 1)[0] ?? 'no message'
}

/** The last line of a test run, for example `812 passed, 0 failed`. */
export function closingLine(count: TestCount): string {
  return `${count.passed} passed, ${count.failed} failed`
}
