// The shapes of the gateway's document that pages are made from, under short names.
import type { components, paths } from '#client/apiTypes.ts'

type Body<Path extends keyof paths> = paths[Path] extends {
  readonly get: { readonly responses: { readonly 200: { readonly content: { readonly 'application/json': infer Data } } } }
}
  ? Data
  : never

export type Me = components['schemas']['Me']
/** One bot of the list. */
export type BotLine = Body<'/api/v1/bots'>['bots'][number]
export type Readiness = components['schemas']['Readiness']
export type Approval = Body<'/api/v1/approvals'>['approvals'][number]
export type FundStatus = components['schemas']['FundStatus']
export type FundPolicy = components['schemas']['FundPolicy']
export type Rehearsal = components['schemas']['Rehearsal']
export type FundHistory = components['schemas']['FundHistory']
export type Story = components['schemas']['ExplainResult']
export type Execution = components['schemas']['Execution']
export type IntentRow = components['schemas']['IntentRow']
export type ClaimRow = components['schemas']['ClaimRow']
export type Monitor = Body<'/api/v1/monitors'>['monitors'][number]
export type Fund = components['schemas']['Fund']
export type Incident = Body<'/api/v1/incidents'>['incidents'][number]
/** A turn of a search. */
export type FoundTurn = Body<'/api/v1/turns'>['turns'][number]
export type AuditLine = components['schemas']['AuditLine']
export type AuditVerdict = components['schemas']['AuditVerifyResult']

/** A page of the turns of all bots. */
export type SwarmTurns = components['schemas']['SwarmTurns']
/** One committed turn as the stream of turns tells it. */
export type TurnChange = components['schemas']['TurnNews']
/** What something that was said is answered with. */
export type Reply = components['schemas']['Reply']
/** A row of the command table, as far as the reader may ask for it. */
export type CommandHelp = Body<'/api/v1/commands'>['commands'][number]
