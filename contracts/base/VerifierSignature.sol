// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SkipReason} from "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";

/// @dev Did this verifier sign? Its key is tried first, since an account with code may still sign by key (EIP-7702).
///      Then its contract is asked (ERC-1271), if the set says that it has one: with a fixed amount of gas, for one
///      word, in a static call, so that all it can do is to answer.
///      The contract is asked about another digest than the key signs: one that names the account around the whole
///      attestation. So a signature of the key in a form that is refused here (compact, high s) cannot come back
///      through a contract that takes it, and no signature for one account speaks for another with the same owner.
library VerifierSignature {
    /// @dev What a contract may use: a multisig of a dozen owners does, and 64 that burn it all stay below a block.
    uint256 internal constant STIPEND = 100_000;
    /// @dev Of what is left, 63/64 reach the callee (EIP-150), after the access of an account and of the one it
    ///      delegates to (2,600 each, EIP-2929 and 7702).
    uint256 internal constant GAS_NEEDED = (STIPEND * 64) / 63 + 10_000;

    /// @dev Half the curve's order: a signature with a higher s has a twin.
    uint256 private constant HIGHEST_S = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    /// @dev `structHash` is the EIP-712 hash of what is signed, `accountType` the type hash of
    ///      `Account…(address account,… …)` that holds it. NONE if the verifier signed.
    function judge(
        bytes32 domain,
        bytes32 structHash,
        bytes32 accountType,
        address verifier,
        bool byContract,
        bytes calldata signature
    ) internal view returns (SkipReason) {
        bytes32 digest = MessageHashUtils.toTypedDataHash(domain, structHash);
        if (_isByKey(digest, verifier, signature)) return SkipReason.NONE;
        if (!byContract) return SkipReason.BAD_SIGNATURE;
        digest = accountDigest(domain, structHash, accountType, verifier);
        return _agrees(verifier, digest, signature) ? SkipReason.NONE : SkipReason.CONTRACT_REFUSED;
    }

    /// @dev What the contract of `account` is asked about.
    function accountDigest(
        bytes32 domain,
        bytes32 structHash,
        bytes32 accountType,
        address account
    ) internal pure returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(domain, keccak256(abi.encode(accountType, account, structHash)));
    }

    /// @dev 65 bytes and low s only, as OpenZeppelin's ECDSA has it, without its reports of what is wrong: it is in every
    ///      signature's way. The precompile refuses a `v` that is neither 27 nor 28.
    function _isByKey(bytes32 digest, address verifier, bytes calldata signature) private pure returns (bool) {
        if (signature.length != 65) return false;
        bytes32 r;
        bytes32 s;
        uint8 v;
        assembly ("memory-safe") {
            r := calldataload(signature.offset)
            s := calldataload(add(signature.offset, 0x20))
            v := byte(0, calldataload(add(signature.offset, 0x40)))
        }
        if (uint256(s) > HIGHEST_S) return false;
        address signer = ecrecover(digest, v, r, s);
        return signer == verifier && signer != address(0);
    }

    /// @dev A word with the magic value and nothing behind it counts; what follows it is not read. A revert, no code and no gas are a no.
    function _agrees(address account, bytes32 digest, bytes calldata signature) private view returns (bool) {
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        uint256 available = gasleft();
        if (available < GAS_NEEDED) revert IFundErrors.GasTooLow(available, GAS_NEEDED);
        uint256 stipend = STIPEND;
        bool done;
        uint256 size;
        bytes32 answer;
        assembly ("memory-safe") {
            mstore(0, 0)
            done := staticcall(stipend, account, add(question, 0x20), mload(question), 0, 0x20)
            size := returndatasize()
            answer := mload(0)
        }
        return done && size > 31 && answer == bytes32(IERC1271.isValidSignature.selector);
    }
}
