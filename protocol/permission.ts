// Who may do what: one table. What is not in it nobody may. Commands have a row of their own table (chat/commands) with a
// role; here is everything else that the gateway does.
import { z } from 'zod'

/** Roles of people and services; each includes the ones before it. */
export const roles = ['viewer', 'operator', 'approver', 'admin'] as const
export type Role = (typeof roles)[number]

/** One thing that can be asked for. */
export interface PermissionRow {
  readonly says: string
  /** `anyone`; `envelope`: whoever signed this very request, as far as the relayer's door finds it may; or people from a role on. */
  readonly who: 'anyone' | 'envelope' | Role
  /** Whether a fund's own bots may too, by the signature of the request. */
  readonly bots?: true
  /** `fund`: of each fund alone, and only of those that are there for the caller. */
  readonly of: 'fund' | 'instance' | 'caller'
}

/** Every action of the gateway but the commands. */
export const permissionTable = {
  'alive.read': { says: 'whether the daemon lives and is ready', who: 'anyone', of: 'instance' },
  'document.read': { says: 'what the gateway can do, as a document', who: 'anyone', of: 'instance' },
  'console.read': { says: 'the console’s files, which tell of nothing', who: 'anyone', of: 'instance' },
  'messengers.deliver': {
    says: 'hand in what somebody did in a chat: the messenger’s signature over it is the proof',
    who: 'anyone',
    of: 'instance',
  },
  'sessions.open': { says: 'sign in, with a token, an account or at a provider', who: 'anyone', of: 'caller' },
  'sessions.end': { says: 'sign out', who: 'viewer', of: 'caller' },
  'me.read': { says: 'who one is, and what one may', who: 'viewer', of: 'caller' },
  'funds.list': { says: 'the funds that are there for one', who: 'viewer', of: 'fund' },
  'funds.create': { says: 'look after a fund that is on the chain already', who: 'admin', of: 'instance' },
  'funds.bootstrap': { says: 'make a fund on the chain and start its bots', who: 'admin', of: 'instance' },
  'executions.read': { says: 'what became of approved trades', who: 'viewer', of: 'fund' },
  'funds.read': { says: 'a fund, its claims, snapshots, trades and bots', who: 'viewer', bots: true, of: 'fund' },
  'events.read': { says: 'what happens in a fund, as it happens', who: 'viewer', bots: true, of: 'fund' },
  'journal.read': {
    says: 'what happens and happened in all funds that are there for one, and what their bots would do',
    who: 'operator',
    of: 'fund',
  },
  'audit.read': { says: 'who asked for what, and what came of it', who: 'viewer', of: 'instance' },
  'bots.read': { says: 'bots: their states, contexts and turns, and the charts they follow', who: 'viewer', of: 'fund' },
  'metrics.read': { says: 'figures of the daemon', who: 'viewer', of: 'instance' },
  'incidents.read': { says: 'what is wrong, and what the monitors measure', who: 'viewer', of: 'fund' },
  'incidents.settle': { says: 'acknowledge or resolve an incident', who: 'operator', of: 'fund' },
  'approvals.read': { says: 'what waits for people, and what they decided', who: 'viewer', of: 'fund' },
  'approvals.decide': { says: 'approve or reject what waits, in a person’s name', who: 'approver', of: 'fund' },
  'chat.talk': { says: 'say commands as one types them; each needs what it needs', who: 'viewer', of: 'caller' },
  'claims.submit': { says: 'submit a claim, as a crawler of the fund', who: 'envelope', of: 'fund' },
  'claims.attest': {
    says: 'give a verdict on a claim or a snapshot, as a verifier of the open set',
    who: 'envelope',
    of: 'fund',
  },
  'intents.propose': { says: 'propose a trade, as the strategy of the fund', who: 'envelope', of: 'fund' },
  'intents.attest': { says: 'give a verdict on a trade, as a verifier of its set', who: 'envelope', of: 'fund' },
  'executions.report': { says: 'say what became of a trade, as the executor of the fund', who: 'envelope', of: 'fund' },
  'executions.sweep': { says: 'have approved trades tried again now', who: 'operator', of: 'fund' },
  'github.tell': { says: 'say that a workflow run changed, signed as GitHub signs', who: 'anyone', of: 'instance' },
  'bots.register': { says: 'ask to take part in a fund, or leave it', who: 'envelope', of: 'fund' },
} as const satisfies Record<string, PermissionRow>
export type Action = keyof typeof permissionTable

/** What a key may be held to: some of the actions, and single commands as `commands.fund.pause`. */
export const mayBeHeldTo = z
  .string()
  .refine(
    (text) =>
      (Object.hasOwn(permissionTable, text) && heldTo(permissionTable[text as Action])) || /^commands\.[a-z.]{1,64}$/.test(text),
    'expected an action of docs/permissions.md, or commands. and the name of a command',
  )

/** Anyone's and bots' actions ask for no key. */
const heldTo = ({ who }: PermissionRow): boolean => who !== 'anyone' && who !== 'envelope'
