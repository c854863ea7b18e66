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
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
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

/** The last line of a test run, for example `812 passed, 0 failed`. */
export function closingLine(count: TestCount): string {
  return `${count.passed} passed, ${count.failed} failed`
}
