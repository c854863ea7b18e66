import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of base/VaultState.sol. */
export const vaultStateMutants: readonly MutantRow[] = [
  ['_money().balanceOf(address(this)) + _costBasis', '_money().balanceOf(address(this))'],
  ['assets.mulDiv(totalSupply() + ⟦_feeDue()⟧', '0'],
  ['shares.mulDiv(_total() + 1, totalSupply() + ⟦_feeDue()⟧', '0'],
  ['_total() + 1, ⟦rounding⟧);\n    }\n\n    function _worthOf', 'Math.Rounding.Ceil'],
  ['VIRTUAL_SHARES, ⟦rounding⟧);\n    }\n\n    function _feeDue', 'Math.Rounding.Ceil'],
  ['_open.length() != 0) return', 'false'],
  ['_unmarkedProfit().mulDiv(⟦_feeBps⟧, 10_000)', '_feeBps + 1'],
  ['_profit - ⟦_mark.toInt256()⟧', 'int256(0)'],
  ['above > 0', 'true'],
  ['_mark += profit;', ''],
  ['_mint(_feeRecipient, shares);', ''],
  ['open != 0) revert', 'false'],
  ['received < assets) revert', 'false'],
  ['received < assets) revert', 'received <= assets'],
  ['position.costBasis.mulDiv(quantity, position.quantity)', 'position.costBasis'],
  ['position.quantity -= quantity;', ''],
  ['position.costBasis -= cost;', ''],
  ['_costBasis -= cost;', ''],
  ['msg.sender == account || _operators[account][msg.sender]', 'true'],
  ['msg.sender == account || _operators[account][msg.sender]', 'msg.sender == account'],
  ['⟦_batches[request.requestId].settledAt == 0⟧ ? request.amount : 0', 'true'],
  ['⟦_batches[request.requestId].settledAt == 0⟧ ? 0 : request.amount', 'false'],
]
