// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SkipReason} from "./FundTypes.sol";
import {IFundErrors} from "./IFundErrors.sol";

/// @title What the three books of attestations share
/// @notice A batch never reverts because of one bad item: the item is skipped with an event. Nonces are
///         unordered bits, consumed per verifier and book, only when the attestation is counted.
interface IAttestationBook is IFundErrors {
    /// @notice Item `index` of a batch over `subject` (claim hash, root or intent hash) was not counted.
    /// @param  subject  the hash that was signed
    /// @param  verifier the verifier
    /// @param  index    its place in the batch, from 0
    /// @param  reason   why
    event AttestationSkipped(
        bytes32 indexed subject, address indexed verifier, uint256 index, SkipReason reason
    );
    /// @notice A verifier made nonces of its own unusable.
    /// @param  verifier the verifier
    /// @param  word     which 256 nonces
    /// @param  mask     one bit for each nonce of the word
    event NoncesInvalidated(address indexed verifier, uint256 indexed word, uint256 mask);

    /// @notice The batch has no items.
    error EmptyBatch();
    /// @notice The batch has more items than a set can have members.
    /// @param  length how long it is
    /// @param  max    the most there may be
    error BatchTooLarge(uint256 length, uint256 max);

    /// @notice Burns nonces `word × 256 + bit` of the caller for every bit set in `mask`: withdraws a
    ///         signature that is out but not counted yet.
    /// @param  word which 256 nonces
    /// @param  mask one bit for each nonce of the word
    function invalidateNonces(uint256 word, uint256 mask) external;

    /// @notice Whether a verifier's nonce is consumed.
    /// @param  verifier the verifier
    /// @param  nonce    the nonce
    /// @return whether it was counted or withdrawn
    function isNonceUsed(address verifier, uint256 nonce) external view returns (bool);

    /// @notice The EIP-712 domain separator that signatures of this book are bound to.
    /// @return the EIP-712 domain separator
    function domainSeparator() external view returns (bytes32);
}
