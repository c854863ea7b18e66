// A price guard and its fund name each other: the guard's constructor takes the fund's policy, and the policy's address
// comes from limits that name the guard. So the guard's address must not depend on its arguments: it is made by a
// chute (CREATE3, as Solady has it), which the deployment proxy puts at an address that the fund's creator and salt
// decide, and which makes whatever it is sent.
// Anybody may use the chute, once. What came out of it is therefore looked at before the fund is made.
import { encodeAbiParameters, encodeDeployData, getContractAddress, keccak256, type Hex } from 'viem'
import { priceGuardAbi } from '#protocol/abi/PriceGuard.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { priceGuardBytecode, priceGuardConstructor } from '#protocol/bytecode/PriceGuard.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { ChainAccount } from './chainAccount.ts'
import { askChain } from './chainClient.ts'
import { checkCode } from './checkFundCode.ts'
import { create2Address, deployOnce, hasCode, type Creation } from './create2.ts'
import { predictFund } from './deployFund.ts'
import { factoryConfig, type FactoryConfig, type NewFund } from './newFund.ts'

/**
 * Runs CREATE over its calldata. Solady's is shorter, and is silent when the creation fails: gas would be estimated for
 * the failure. This one reverts with the constructor's own words:
 * `calldatacopy(0, 0, calldatasize()) if create(callvalue(), 0, calldatasize()) { stop() }
 * returndatacopy(0, 0, returndatasize()) revert(0, returndatasize())`
 */
const chuteBytecode: Hex = '0x76363d3d37363d34f06015573d600060003e3d6000fd5b003d5260176009f3'

/** Where the guard of a fund reads its prices; times in seconds, `minReserve` in base units of the fund's asset. */
export interface NewGuard {
  /** The shortest window that a source may ever have. */
  readonly minWindowS: number
  readonly priced: readonly {
    readonly token: EvmAddress
    readonly pool: EvmAddress
    readonly windowS: number
    readonly maxAgeS: number
    readonly minReserve: string
  }[]
}

/** The chute of one creator's fund. */
export const guardChute = (creator: EvmAddress, { salt }: Pick<FactoryConfig, 'salt'>): Creation => ({
  bytecode: chuteBytecode,
  salt: keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'bytes32' }], [creator, salt])),
  label: 'place of the price guard',
})

/** Where the guard of one creator's fund is or will be, on any chain. */
export const guardAddress = (creator: EvmAddress, config: Pick<FactoryConfig, 'salt'>): EvmAddress =>
  toEvmAddress(getContractAddress({ opcode: 'CREATE', from: create2Address(guardChute(creator, config)), nonce: 1n }))

/** What the chute is sent. */
export const guardCreation = (
  guard: NewGuard,
  { policy, asset }: { readonly policy: EvmAddress; readonly asset: EvmAddress },
): Hex =>
  encodeDeployData({
    abi: priceGuardConstructor,
    bytecode: priceGuardBytecode,
    args: [
      policy,
      asset,
      BigInt(guard.minWindowS),
      guard.priced.map(({ token, pool, windowS, maxAgeS, minReserve }) => ({
        token,
        source: { pool, window: BigInt(windowS), maxAge: BigInt(maxAgeS), minReserve: BigInt(minReserve) },
      })),
    ],
  })

/** Makes the guard that the fund's limits name, or takes the one that is there. @throws GUARD_FOREIGN, as deployOnce */
export async function deployGuard(account: ChainAccount, factory: EvmAddress, fund: NewFund, guard: NewGuard): Promise<void> {
  const { client, address: creator } = account
  const config = factoryConfig(fund)
  const { policy } = await predictFund(client, factory, creator, config)
  const address = guardAddress(creator, config)
  const chute = await deployOnce(account, guardChute(creator, config))
  if (!(await hasCode(client, address)))
    await account.send({ to: chute, data: guardCreation(guard, { policy, asset: fund.asset }), label: 'price guard' })
  const [code] = await checkCode(client, { what: 'priceGuard', names: ['PriceGuard'], address })
  const served =
    code?.state !== 'same'
      ? code?.found
      : await askChain(client, 'price guard', () => client.readContract({ address, abi: priceGuardAbi, functionName: 'policy' }))
  if (served !== policy) throw new QuorateError('GUARD_FOREIGN', { address, served: served ?? 'nothing', policy })
}
