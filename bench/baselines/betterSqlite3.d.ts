/** The part of better-sqlite3 that is used; the package brings no types. */
declare module 'better-sqlite3' {
  export default class Database {
    constructor(path: string)
    pragma(what: string): unknown
    exec(statements: string): void
    prepare(statement: string): { run(...values: readonly (string | number)[]): unknown }
    close(): void
  }
}
