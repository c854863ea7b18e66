// What people did at the doors, as sentences: what they asked for, and what lets them in.
import type { Fact } from '#protocol/facts.ts'
import { shortHash } from './figures.ts'
import type { Tone } from './style.ts'

type Asked = Extract<Fact, { readonly type: `request.${string}` | `key.${string}` | `session.${string}` | `audit.${string}` }>

/** How much to notice it, and the sentence. */
export function askedWords(fact: Asked): readonly [Tone, string] {
  switch (fact.type) {
    case 'request.asked':
      return ['quiet', `${fact.principal} asks for ${fact.what} (${fact.surface})`]
    case 'request.settled':
      return [fact.code === 'OK' ? 'quiet' : 'bad', `${fact.what} of ${fact.principal}: ${fact.code} after ${fact.tookMs} ms`]
    case 'request.failed':
      return ['bad', `${fact.what} of ${fact.principal} was not done: ${fact.code}`]
    case 'audit.entry':
      return ['quiet', `audit entry ${fact.index}: ${fact.entry.kind} ${fact.entry.what}, head ${shortHash(fact.head)}`]
    case 'audit.anchored':
      return ['good', `the audit log is anchored at ${fact.count} entries in ${shortHash(fact.txHash)}, block ${fact.block}`]
    case 'audit.unanchored':
      return ['bad', `the audit log could not be anchored at ${fact.count} entries: ${fact.code} ${fact.detail}`]
    case 'key.made': {
      const funds = fact.funds === 'all' ? 'all funds' : fact.funds.join(', ')
      return [
        'plain',
        `${fact.by} makes the API key ${fact.keyId} (${fact.title})${fact.person === undefined ? '' : ` for ${fact.person}`}: ${fact.role} of ${funds}`,
      ]
    }
    case 'session.opened': {
      const funds = fact.funds === 'all' ? 'all funds' : fact.funds.join(', ')
      return ['plain', `${fact.person} signs in (${fact.how}, ${fact.subject}): ${fact.role} of ${funds}`]
    }
    case 'session.ended': {
      const how = { signedOut: 'signs out', expired: 'was signed in long enough', revoked: `is signed out by ${fact.by}` }
      return ['plain', `${fact.person} ${how[fact.how]} (session ${fact.sessionId})`]
    }
    case 'key.ended':
      return ['plain', `the API key ${fact.keyId} ${fact.how === 'revoked' ? `is revoked by ${fact.by}` : 'has expired'}`]
  }
}

type Approval = Extract<Fact, { readonly type: `approval.${string}` }>

/** What people are asked to approve, and what they said. */
export function approvalWordsOf(fact: Approval): readonly [Tone, string] {
  const approval = `approval ${shortHash(fact.approvalId)}`
  switch (fact.type) {
    case 'approval.asked': {
      const persons = fact.quorum === 1 ? 'a person' : `${fact.quorum} persons`
      return ['good', `${approval} waits for ${persons}: ${fact.summary}; ./quorate approval show ${fact.approvalId}`]
    }
    case 'approval.decided':
      return fact.verdict === 'approve'
        ? ['good', `${fact.person} approves ${approval}: ${fact.approvals} of ${fact.quorum}${said(fact.reason)}`]
        : ['bad', `${fact.person} rejects ${approval}${said(fact.reason)}`]
    case 'approval.denied':
      return ['bad', `${fact.by} may not ${fact.verdict} ${approval}: ${fact.detail}`]
    case 'approval.granted':
      return ['good', `${approval} is granted by ${fact.persons.join(', ')}`]
    case 'approval.ended':
      return [fact.how === 'used' ? 'quiet' : 'bad', `${approval} is ${fact.how}${fact.detail === '' ? '' : `: ${fact.detail}`}`]
  }
}

/** Words that somebody gave with it. */
const said = (reason: string | undefined): string => (reason === undefined ? '' : `, “${reason}”`)
