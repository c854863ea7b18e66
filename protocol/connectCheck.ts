// One thing that was looked at when an outside system is connected, and what to do where it is not as it has to be.

/** What was looked at, in the order in which a person would mend it. */
export interface ConnectCheck {
  /** for example `scope chat:write` */
  readonly what: string
  readonly ok: boolean
  /** what was found, in words */
  readonly says: string
  /** what to do; empty where it is well */
  readonly fix: string
}
