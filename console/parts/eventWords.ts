// Names of events as people read them: XState's own say what they are about in a prefix.

/** `claim.submit` as it is; a result, a failure or a timer in words. */
export function eventWords(type: string): string {
  const [, kind, about] = /^xstate\.(done\.actor|error\.actor|done\.state|after|init)(?:\.(.*))?$/.exec(type) ?? []
  switch (kind) {
    case 'done.actor':
      return `${about} answers`
    case 'error.actor':
      return `${about} fails`
    case 'done.state':
      return `${about} is done`
    case 'after':
      return `after ${about?.split('.', 1)[0] ?? ''}`
    case 'init':
      return 'begins'
    case undefined:
      return type
  }
  return type
}
