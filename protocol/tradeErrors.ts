// Why a trade that a person asks a strategy for is not proposed: rows of the one table of errors. The bounds are those of
// every trade; none of these can be talked away.
import { row } from './errorRow.ts'

/** Exit codes are those of errors.ts. */
export const tradeErrors = {
  STRATEGY_BUSY: row(
    4,
    false,
    'the strategy of fund {fundId} does one trade at a time: {problem}',
    'ask again when that is over: ./quorate intent list',
  ),
  TRADE_OVER_HOLDINGS: row(
    4,
    false,
    'fund {fundId} does not have that: {problem}',
    'see what it holds: ./quorate fund status {fundId}',
  ),
  TRADE_OVER_LIMIT: row(
    4,
    false,
    'fund {fundId} takes no position of that size: {problem}',
    'ask for less; its bound is maxAmountIn: ./quorate config show',
  ),
  TRADE_SUPERSEDED: row(
    4,
    false,
    'fund {fundId} sells by its own rules first: {problem}',
    'see what it does: ./quorate intent list',
  ),
  TRADE_UNPRICED: row(
    4,
    false,
    'fund {fundId} has no price that verifiers could check: {problem}',
    'see what is claimed: ./quorate claim list',
  ),
  TRADE_UNAPPROVABLE: row(
    4,
    false,
    'nobody could approve this trade of fund {fundId}: {problem}',
    'have somebody ask who need not approve it, or name more approvers in the settings',
  ),
  TRADE_UNANSWERED: row(
    4,
    false,
    'fund {fundId} published no snapshot in time: {problem}',
    'see what holds its rounds up: ./quorate status',
  ),
  TRADE_NOT_PROPOSED: row(4, false, 'fund {fundId} could not propose it: {failure} {problem}', 'see why: ./quorate journal'),
} as const
