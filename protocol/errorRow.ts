// One row of the table of errors.

/** What is said of one error. */
export interface ErrorRow {
  /** CLI exit code; see docs/errors.md for the classes. */
  readonly exit: number
  readonly retryable: boolean
  /** What happened. `{name}` is replaced from the details. */
  readonly message: string
  /** The next thing to do or type. */
  readonly hint: string
}

/** One row of a table of errors. */
export const row = (exit: number, retryable: boolean, message: string, hint: string): ErrorRow => ({
  exit,
  retryable,
  message,
  hint,
})
