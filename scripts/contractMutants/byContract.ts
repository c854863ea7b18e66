// Which wrong lines belong to which contract, in the order of the table in docs/contracts-mutants.md.
import type { MutantRow } from './MutantRow.ts'
import { attestationBookMutants } from './AttestationBook.ts'
import { changeQueueMutants } from './ChangeQueue.ts'
import { claimBookMutants } from './ClaimBook.ts'
import { clawCoreMutants } from './ClawCore.ts'
import { doorMutants } from './doorMutants.ts'
import { expiringPauseMutants } from './ExpiringPause.ts'
import { fundFactoryMutants } from './FundFactory.ts'
import { fundPartMutants } from './FundPart.ts'
import { fundPolicyMutants } from './FundPolicy.ts'
import { hashMutants } from './hashMutants.ts'
import { intentBookMutants } from './IntentBook.ts'
import { intentVetoMutants } from './IntentVeto.ts'
import { leakyBucketMutants } from './LeakyBucket.ts'
import { limitRulesMutants } from './LimitRules.ts'
import { priceGuardMutants } from './PriceGuard.ts'
import { rollingDayMutants } from './RollingDay.ts'
import { setRollsMutants } from './SetRolls.ts'
import { snapshotBookMutants } from './SnapshotBook.ts'
import { talliesMutants } from './Tallies.ts'
import { tradeLimitsMutants } from './TradeLimits.ts'
import { uniswapV2AdapterMutants } from './UniswapV2Adapter.ts'
import { poolWalkMutants, swapStepMutants, tickPriceMutants, uniswapV3AdapterMutants } from './UniswapV3Adapter.ts'
import { storedCodeMutants } from './StoredCode.ts'
import { vaultDeskMutants } from './VaultDesk.ts'
import { vaultInKindMutants } from './VaultInKind.ts'
import { vaultMutants } from './Vault.ts'
import { vaultPositionsMutants } from './VaultPositions.ts'
import { vaultSharesMutants } from './VaultShares.ts'
import { vaultStateMutants } from './VaultState.ts'
import { verifierSetMutants } from './VerifierSet.ts'
import { verifierSignatureMutants } from './VerifierSignature.ts'

const written: Readonly<Record<string, readonly MutantRow[]>> = {
  'ClawCore.sol': clawCoreMutants,
  'base/TradeLimits.sol': tradeLimitsMutants,
  'base/RollingDay.sol': rollingDayMutants,
  'base/LeakyBucket.sol': leakyBucketMutants,
  'base/IntentVeto.sol': intentVetoMutants,
  'PriceGuard.sol': priceGuardMutants,
  'IntentBook.sol': intentBookMutants,
  'base/AttestationBook.sol': attestationBookMutants,
  'base/SetRolls.sol': setRollsMutants,
  'base/Tallies.sol': talliesMutants,
  'base/VerifierSignature.sol': verifierSignatureMutants,
  'Vault.sol': vaultMutants,
  'VaultDesk.sol': vaultDeskMutants,
  'base/VaultPositions.sol': vaultPositionsMutants,
  'base/VaultShares.sol': vaultSharesMutants,
  'base/VaultState.sol': vaultStateMutants,
  'base/VaultInKind.sol': vaultInKindMutants,
  'base/StoredCode.sol': storedCodeMutants,
  'VerifierSet.sol': verifierSetMutants,
  'SnapshotBook.sol': snapshotBookMutants,
  'ClaimBook.sol': claimBookMutants,
  'FundPolicy.sol': fundPolicyMutants,
  'base/ChangeQueue.sol': changeQueueMutants,
  'base/ExpiringPause.sol': expiringPauseMutants,
  'base/FundPart.sol': fundPartMutants,
  'base/LimitRules.sol': limitRulesMutants,
  'FundFactory.sol': fundFactoryMutants,
  'adapters/UniswapV2Adapter.sol': uniswapV2AdapterMutants,
  'adapters/UniswapV3Adapter.sol': uniswapV3AdapterMutants,
  'adapters/uniswapV3/PoolWalk.sol': poolWalkMutants,
  'adapters/uniswapV3/SwapStep.sol': swapStepMutants,
  'adapters/uniswapV3/TickPrice.sol': tickPriceMutants,
}

/** Contract (a path below contracts/) → its wrong lines. */
export const mutantsByContract: Readonly<Record<string, readonly MutantRow[]>> = Object.fromEntries(
  [...new Set([written, hashMutants, doorMutants].flatMap((each) => Object.keys(each)))].map((file) => [
    file,
    [...(written[file] ?? []), ...(hashMutants[file] ?? []), ...(doorMutants[file] ?? [])],
  ]),
)
