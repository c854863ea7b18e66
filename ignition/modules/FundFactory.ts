import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'

/** The factory with a deployer for each part of a fund. It belongs to nobody and makes funds for everybody. */
export default buildModule('FundFactory', (m) => {
  const parts = {
    policy: m.contract('FundPolicyDeployer'),
    verifierSet: m.contract('VerifierSetDeployer'),
    claimBook: m.contract('ClaimBookDeployer'),
    snapshotBook: m.contract('SnapshotBookDeployer'),
    intentBook: m.contract('IntentBookDeployer'),
    core: m.contract('ClawCoreDeployer'),
    vault: m.contract('VaultDeployer'),
  }
  return { factory: m.contract('FundFactory', [parts]) }
})
