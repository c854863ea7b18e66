// What a row of the table of errors says; errors.ts is the table.

/** One error that a person or a program can meet. */
export interface ErrorRow {
  /** CLI exit code; see docs/errors.md for the classes. */
  readonly exit: number
  readonly retryable: boolean
  /** What happened. `{name}` is replaced from the details. */
  readonly message: string
  /** The next thing to do or type. */
  readonly hint: string
}

/** A row, in the order of the table's columns. */
export const row = (exit: number, retryable: boolean, message: string, hint: string): ErrorRow => ({
  exit,
  retryable,
  message,
  hint,
})
