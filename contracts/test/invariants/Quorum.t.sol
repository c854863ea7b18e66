// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../../interfaces/FundTypes.sol";
import {VerifierHandler} from "./VerifierHandler.sol";

/// @dev Invariants 1 to 7: who may approve what, for how long, and how often.
contract QuorumCampaign is VerifierHandler {
    function addHandlers() internal override {
        handle(this.timePasses.selector);
        handle(this.aRoundComes.selector);
        handle(this.aTradeIsProposed.selector);
        handle(this.aTradeGoesThrough.selector);
        handle(this.aTradeInCalm.selector);
        handle(this.anotherTradeInCalm.selector);
        handle(this.aTradeIsExecuted.selector);
        handle(this.aTradeIsSigned.selector);
        handle(this.aTradeIsCancelled.selector);
        handle(this.theSetRotates.selector);
        handle(this.aVerifierIsRevoked.selector);
        handle(this.aVerifierIsReinstated.selector);
        handle(this.aBatchArrives.selector);
        handle(this.aMinorityColludes.selector);
    }

    /// @dev What the fund says of the newest intents and of its set is what the books say.
    function invariant_quorum() public timed {
        check(verifiers.currentEpoch() == openEpoch, "5: another epoch is open");
        SetEpoch memory open = verifiers.epochInfo(openEpoch);
        check(2 * uint256(open.thresholds.intent) > open.totalWeight, "6: half is enough");
        check(open.thresholds.intent == epochs[openEpoch].intent, "6: a threshold changed within its epoch");
        for (uint256 i = hashes.length > 4 ? hashes.length - 4 : 0; i < hashes.length; ++i) holds(hashes[i]);
    }

    function holds(bytes32 hash) private view {
        check(intents.attestedWeight(hash) == weightOver(hash), "1: the fund counts another weight");
        IntentStatus status = intents.statusOf(hash);
        check((status == IntentStatus.EXECUTED) == books[hash].executed, "3: executed once and for good");
        check((status == IntentStatus.CANCELLED) == books[hash].cancelled, "5: cancelled stays cancelled");
        check(intents.hashIntent(books[hash].intent) == hash, "7: the hash is of these fields");
        bool approved = intents.intentRecord(hash).approvedAt != 0;
        check(approved == books[hash].approved, "1: approved by other than a quorum");
    }
}
