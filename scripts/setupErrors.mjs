// What can go wrong while the project is being set up: one table of code, message and hint, and how a failure is recognised.

/** Every way the set-up can fail: exit code, cause and next command. Listed in docs/errors.md. */
export const setupErrors = {
  SETUP_NODE_TOO_OLD: {
    exit: 5,
    message: 'this is Node {found}; the set-up needs Node {needed} or newer',
    hint: 'install Node {needed} or newer, then run the same command again',
  },
  SETUP_NO_NPM: {
    exit: 5,
    message: 'npm could not be started: {cause}',
    hint: 'install npm 10 or newer, then run the same command again',
  },
  SETUP_NO_NETWORK: {
    exit: 5,
    message: 'the package registry could not be reached: {cause}',
    hint: 'check it with: npm ping; then run the same command again',
  },
  SETUP_NO_DISK: {
    exit: 5,
    message: 'no space left on the disk: {cause}',
    hint: 'free about 1 GB, then run the same command again',
  },
  SETUP_NOT_WRITABLE: {
    exit: 5,
    message: 'the project folder cannot be written: {cause}',
    hint: 'make it writable for this user, then run the same command again',
  },
  SETUP_LOCKFILE_CHANGED: {
    exit: 4,
    message: 'package-lock.json does not match package.json; a CI run may not change it',
    hint: 'at your desk: npm install; then commit package-lock.json',
  },
  SETUP_BUSY: {
    exit: 6,
    message: 'another set-up (pid {pid}) has held the lock for {waitedMs} ms',
    hint: 'wait for it, or end it, then run the same command again',
  },
  SETUP_INTERRUPTED: {
    exit: 130,
    message: 'interrupted by {signal}',
    hint: 'run the same command again; it starts where npm left off',
  },
  SETUP_FAILED: { exit: 5, message: 'npm install ended with {cause}', hint: 'see what it says: npm install' },
}

/** A failed set-up, ready to print. */
export class SetupError extends Error {
  constructor(code, details = {}) {
    const fill = (text) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in details ? String(details[name]) : whole))
    super(fill(setupErrors[code].message))
    this.code = code
    this.hint = fill(setupErrors[code].hint)
    this.exit = setupErrors[code].exit
    this.output = details.output ?? ''
  }
}

/** Which error a failed installation was, from what npm printed. */
export function diagnose(output, exitCode) {
  const line = (pattern) =>
    output
      .split('\n')
      .find((each) => pattern.test(each))
      ?.trim()
  const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|network/
  const disk = /ENOSPC|no space left/i
  const access = /EACCES|EROFS|EPERM|permission denied/i
  if (disk.test(output)) return new SetupError('SETUP_NO_DISK', { cause: line(disk), output })
  if (access.test(output)) return new SetupError('SETUP_NOT_WRITABLE', { cause: line(access), output })
  if (network.test(output)) return new SetupError('SETUP_NO_NETWORK', { cause: line(network), output })
  return new SetupError('SETUP_FAILED', { cause: `exit code ${exitCode}`, output })
}

/** A failed system call as one of the table. */
export function asSetupError(error) {
  return diagnose(`${error.code}: ${error.message}`, 1)
}
