import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of base/VerifierSignature.sol. */
export const verifierSignatureMutants: readonly MutantRow[] = [
  ['_isByKey(digest, verifier, signature)', 'false'],
  ['signature.length != 65', 'false'],
  ['uint256(s) > HIGHEST_S', 'false'],
  ['uint256(s) > HIGHEST_S', 'uint256(s) > HIGHEST_S / 2'],
  ['signer == verifier && signer != address(0)', 'signer != address(0)'],
  ['!byContract', 'false'],
  ['!byContract', 'true'],
  ['digest = accountDigest(domain, structHash, accountType, verifier);', ''],
  ['abi.encode(accountType, account, structHash)', 'abi.encode(accountType, address(0), structHash)'],
  ['abi.encode(accountType, account, structHash)', 'abi.encode(bytes32(0), account, structHash)'],
  ['abi.encode(accountType, account, structHash)', 'abi.encode(accountType, account)'],
  ['available < GAS_NEEDED', 'false'],
  ['available < GAS_NEEDED', 'available < STIPEND'],
  ['uint256 stipend = STIPEND;', 'uint256 stipend = gasleft();'],
  ['uint256 stipend = STIPEND;', 'uint256 stipend = STIPEND / 2;'],
  [
    'done && size > 31 && answer == bytes32(IERC1271.isValidSignature.selector)',
    'size > 31 && answer == bytes32(IERC1271.isValidSignature.selector)',
  ],
  [
    'done && size > 31 && answer == bytes32(IERC1271.isValidSignature.selector)',
    'done && answer == bytes32(IERC1271.isValidSignature.selector)',
  ],
  ['done && size > 31 && answer == bytes32(IERC1271.isValidSignature.selector)', 'done && size > 31'],
  [
    'done && size > 31 && answer == bytes32(IERC1271.isValidSignature.selector)',
    'done && size > 31 && bytes4(answer) == IERC1271.isValidSignature.selector',
  ],
]
