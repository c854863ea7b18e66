// An approval as it is there for a caller.
import { approvalLine, type ApprovalLine } from '#chat/commands/approvalView.ts'
import { QuorateError } from '#protocol/errors.ts'
import { seesFund, type Caller } from './caller.ts'
import type { GatewayParts } from './gatewayParts.ts'

/** One of another tenant is not there. @throws UNKNOWN_APPROVAL */
export function seenApproval(gateway: GatewayParts, caller: Caller, id: string): ApprovalLine {
  const line = approvalLine(gateway.host, id)
  const fund = gateway.funds().find(({ fundId }) => fundId === line.fundId)
  if (fund === undefined || !seesFund(caller, fund)) throw new QuorateError('UNKNOWN_APPROVAL', { id })
  return line
}
