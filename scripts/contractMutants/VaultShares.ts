import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of base/VaultShares.sol. */
export const vaultSharesMutants: readonly MutantRow[] = [
  ['⟦_requireFlat();⟧\n        return', ''],
  ['⟦_requireFlat();⟧ // what', ''],
  ['⟦_mintFee();⟧\n        super._deposit', ''],
  ['⟦_mintFee();⟧\n        super._withdraw', ''],
  ['⟦_mintFee();⟧\n        Limits', ''],
  [
    'claimed != 0 && ⟦_isOperator(owner)⟧) {\n            Batch storage batch = _batches[request.requestId];\n            assets',
    'true',
  ],
  [
    'claimed != 0 && ⟦_isOperator(owner)⟧) {\n            Batch storage batch = _batches[request.requestId];\n            shares',
    'true',
  ],
  ['Math.min(shares, _claimable(request))', '0'],
  ['Math.min(assets, _worthOfRedeem(request))', '0'],
  ['shares -= claimed;', ''],
  ['assets -= claimed;', ''],
  ['batch.redeemShares, batch.redeemAssets, ⟦Math.Rounding.Ceil⟧', 'Math.Rounding.Floor'],
  ['_closedToDeposits() ? 0 : super.maxDeposit(account)', 'super.maxDeposit(account)'],
  ['_closedToDeposits() ? 0 : super.maxMint(account)', 'super.maxMint(account)'],
  ['⟦_claimable(_redeems[account])⟧ + _ownRedeemable(account)', '0'],
  ['⟦_worthOfRedeem(_redeems[account])⟧ + _worthOf', '0'],
  ['_worthOf(_ownRedeemable(account), Math.Rounding.Floor)', '_worthOf(balanceOf(account), Math.Rounding.Floor)'],
  ['openPositions() != 0 || paused() || _reentrancyGuardEntered()', 'paused() || _reentrancyGuardEntered()'],
  ['openPositions() != 0 || paused() || _reentrancyGuardEntered()', 'openPositions() != 0 || _reentrancyGuardEntered()'],
  ['openPositions() != 0 || paused() || _reentrancyGuardEntered()', 'openPositions() != 0 || paused()'],
  ['⟦openPositions() != 0⟧ ? 0 : balanceOf(account)', 'false'],
  ['internal override ⟦nonReentrant⟧ {\n        _mintFee();\n        super._deposit', 'no lock'],
  ['internal override ⟦nonReentrant⟧ {\n        _requireFlat();', 'no lock'],
  ['_takeIn(from, address(this), assets);', 'SafeERC20.safeTransferFrom(_money(), from, address(this), assets);'],
  ['(_feeRecipient, _feeBps) = (limits.feeRecipient, limits.performanceFeeBps);', ''],
  ['request.amount -= shares;', ''],
  [') private ⟦nonReentrant⟧ {', 'no lock'],
]
