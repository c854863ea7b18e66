// Source files without a test beside them, each with the reason.

/** Path → where it is tested instead, or why there is nothing to test. */
export const testedElsewhere: Readonly<Record<string, string>> = {
  'cli/cliReference.ts': 'npm run check compares the page it writes',
  'runtime/deadlyProcess.ts': 'a program that a test starts and kills',
  'runtime/fileThreadProgram.ts': 'fileThread.test.ts, from the other side',
  'runtime/journalCheck.ts': 'test/disk/damage.test.ts compares its verdict with what a start does, at every byte',
  'runtime/journalRemains.ts': 'test/disk/repair.test.ts reads what is lost, and whom it was about',
  'runtime/journalRepair.ts': 'test/disk/repair.test.ts, on real files',
  'runtime/journalSalvage.ts': 'test/disk/repair.test.ts, on real files',
  'runtime/killedWriter.ts': 'a program that a test starts and kills',
  'scripts/abi.ts': 'npm run check compares every binding that it writes',
  'scripts/chainFaults.ts': 'npm run chain-faults: an hour; its parts are tested in test/chainFaults',
  'scripts/check.ts': 'a list of other programs; .ci/run runs it',
  'scripts/contractGas.ts': 'a measurement; docs/contracts-gas.md is what it wrote',
  'scripts/contractMutants.ts': 'data of scripts/mutateContracts.ts',
  'scripts/crash.ts': 'npm run crash: a quarter of an hour; its parts are tested in test/crash',
  'scripts/errorReference.ts': 'test/house/tidy.test.ts compares the page it writes',
  'scripts/layers.ts': 'test/house/layers.test.ts lints a violating file per rule',
  'scripts/mutate.ts': 'npm run mutate: it tests the tests; docs/mutants.md is what it wrote',
  'scripts/mutateContracts.ts': 'it tests the tests; docs/contracts-mutants.md is what it wrote',
  'scripts/recordHistory.ts': 'test/history replays what it wrote',
  'scripts/recordRelease.ts': 'test/released restores what it wrote',
  'scripts/run.ts': 'every npm test and npm run check goes through it',
  'scripts/solidityTests.ts': 'npm test ends with its counts',
  'scripts/test.ts': 'npm test; its counting is scripts/testCount.test.ts',
}
