// Entries of the audit log as people read them. Pure.
import type { components } from '#client/apiTypes.ts'

type Entry = components['schemas']['AuditEntry']
/** How an entry ended, and how much to notice that. */
export interface Outcome {
  readonly text: string
  readonly tone: '' | 'good' | 'bad' | 'active'
}

/** What became of it. */
export function outcomeOf({ kind, code, step, tookMs }: Entry): Outcome {
  const took = tookMs === undefined ? '' : `, ${tookMs} ms`
  switch (kind) {
    case 'asked':
      return { text: 'asked', tone: 'active' }
    case 'settled':
      return code === 'OK' ? { text: `done${took}`, tone: 'good' } : { text: `refused: ${code ?? '?'}${took}`, tone: 'bad' }
    case 'failed':
      return { text: `failed: ${code ?? '?'}${took}`, tone: 'bad' }
    case 'errand':
      return code === 'OK' ? { text: 'done', tone: 'good' } : { text: `refused: ${code ?? '?'}`, tone: 'bad' }
    case 'approval':
      return stepOutcomes[step ?? ''] ?? { text: step ?? '?', tone: '' }
  }
}

const stepOutcomes: Readonly<Record<string, Outcome>> = {
  asked: { text: 'approval asked', tone: 'active' },
  approve: { text: 'approved', tone: 'good' },
  reject: { text: 'rejected', tone: 'bad' },
  used: { text: 'approval used', tone: 'good' },
  expired: { text: 'approval expired', tone: 'bad' },
  withdrawn: { text: 'approval withdrawn', tone: '' },
}

/** `mara` behind her key, or the key; and the surface where it is known. */
export function actorOf({ person, principal, surface, messenger, workspace, user }: Entry): string {
  if (messenger !== undefined)
    return `${principal === '' ? 'a stranger' : principal}, ${user ?? '?'} of ${workspace ?? '?'} over ${messenger}`
  const who = person === undefined || person === '' ? principal : `${person} (${principal})`
  return [who === '' ? 'nobody: its time was up' : who, ...(surface === undefined ? [] : [`over ${surface}`])].join(' ')
}
