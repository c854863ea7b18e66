/** Something that must never be. */
export interface Violation {
  /** Which law. */
  readonly law: string
  readonly detail: string
}
