// What a button carries: `v1:<verb>:<id>:<revision>` and nothing else. Whoever presses it, what may be done and what it is
// about are looked up; a button is believed in nothing but which thing it names and which state of it was looked at.

/** What can be pressed. */
export const pressVerbs = [
  'approve',
  'reject',
  'acknowledge',
  'resolve',
  'yes',
  'no',
  'pick',
  'cancel',
  'rerun',
  'deploy',
  'keep',
] as const
export type PressVerb = (typeof pressVerbs)[number]

export interface Press {
  readonly verb: PressVerb
  /** of an approval, an incident, a conversation, a workflow run: at most 32 characters */
  readonly id: string
  /** the one that was looked at; 0 where there are none */
  readonly revision: number
}

/** Some messengers allow 64 bytes. */
const pattern = /^v1:([a-z]{2,11}):([A-Za-z0-9._-]{1,32}):(0|[1-9]\d{0,8})$/

/** As a button carries it. */
export const pressValue = ({ verb, id, revision }: Press): string => `v1:${verb}:${id}:${revision}`

/** @returns undefined for what no button of ours carries */
export function readPress(value: string): Press | undefined {
  const [, verb, id, revision] = pattern.exec(value) ?? []
  const known = pressVerbs.find((one) => one === verb)
  return known === undefined || id === undefined ? undefined : { verb: known, id, revision: Number(revision) }
}
