import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of base/VaultInKind.sol. */
export const vaultInKindMutants: readonly MutantRow[] = [
  ['_requireOperator(owner);', ''],
  ['!_isOperator(account)', 'false'],
  ['receiver == address(0)', 'false'],
  ['_open.length() == 0', 'false'],
  ['_open.length() == 0', 'true'],
  ['totalSupply() + VIRTUAL_SHARES', 'totalSupply()'],
  ['_mark += _unmarkedProfit().mulDiv(shares, supply, Math.Rounding.Ceil);', ''],
  [
    '_mark += _unmarkedProfit().mulDiv(shares, supply, Math.Rounding.Ceil);',
    '_mark += _unmarkedProfit().mulDiv(shares, supply, Math.Rounding.Floor);',
  ],
  ['_owed[owner][tokens[i]] += amounts[i];', ''],
  ['amounts[i] = 0;', ''],
  ['amount == 0) revert', 'false'],
  ['_owed[msg.sender][token] = 0;', ''],
  ['shares == 0) revert', 'false'],
  ['shares > pending) revert', 'false'],
  ['block.timestamp < request.inKindAt', 'false'],
  ['block.timestamp < request.inKindAt', 'block.timestamp <= request.inKindAt'],
  ['request.amount = pending - shares;', ''],
  ['_batches[request.requestId].redeemShares -= shares;', ''],
  ['_burn(_holder(), shares);', ''],
  ['Math.min(quantity, _balanceIn(token).mulDiv(shares, supply))', 'quantity'],
  ['_reduce(position, quantity);', ''],
  ['gasleft() < needed', 'false'],
]
