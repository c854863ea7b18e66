// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../../interfaces/FundTypes.sol";
import {IntentHandler} from "./IntentHandler.sol";

/// @dev Verifiers come, go, collude, and send signatures of every wrong form among the right ones.
abstract contract VerifierHandler is IntentHandler {
    enum Form {
        GENUINE,
        HIGH_S,
        COMPACT,
        ANOTHERS,
        ZERO_SIGNER,
        OTHER_EPOCH,
        OTHER_INTENT,
        OTHER_BOOK,
        USED_NONCE,
        COPY
    }

    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function calm() internal virtual override {
        uint256 live = 0;
        for (uint256 who = 0; who < PEOPLE; ++who) if (canSign(who)) live += epochs[openEpoch].weights[who];
        for (uint256 who = 0; who < PEOPLE && live < epochs[openEpoch].intent; ++who) {
            vm.prank(owner);
            verifiers.reinstate(people[who]);
            if (revoked[who]) live += epochs[openEpoch].weights[who];
            revoked[who] = false;
        }
    }

    /// @dev In most calls nothing happens: each rotation kills all that is under way.
    function theSetRotates(uint256 seed) external timed {
        if (seed % 4 != 0) return;
        (Verifier[] memory set, uint256 total) = drawSet(seed >> 8);
        Thresholds memory needed = Thresholds(drawThreshold(seed >> 64, total), 0, 0);
        (needed.snapshot, needed.intent) = (drawThreshold(seed >> 80, total), drawThreshold(seed >> 96, total));
        bool right = isMajority(needed.claim, total) && isMajority(needed.snapshot, total);
        right = right && isMajority(needed.intent, total);
        for (uint256 i = 0; i < set.length; ++i) if (revoked[placeOf(set[i].signer)]) right = false;
        vm.prank((seed >> 128) % 8 == 0 ? guardian : owner);
        right = right && (seed >> 128) % 8 != 0;
        try verifiers.openEpoch(set, needed) returns (uint64 opened) {
            check(right && opened == openEpoch + 1, "6: a set that is no majority, or a stranger's");
            openEpoch = opened;
            (epochs[opened].snapshot, epochs[opened].intent) = (needed.snapshot, needed.intent);
            for (uint256 i = 0; i < set.length; ++i) epochs[opened].weights[placeOf(set[i].signer)] = set[i].weight;
        } catch {
            check(!right, "6: a right set was refused");
        }
    }

    function aVerifierIsRevoked(uint256 seed) external timed {
        if (seed % 3 != 0) return;
        uint256 who = (seed >> 8) % PEOPLE;
        vm.prank((seed >> 16) % 2 == 0 ? guardian : owner);
        verifiers.revoke(people[who]);
        revoked[who] = true;
    }

    function aVerifierIsReinstated(uint256 seed) external timed {
        uint256 who = seed % PEOPLE;
        bool may = (seed >> 8) % 4 != 0;
        vm.prank(may ? owner : guardian);
        try verifiers.reinstate(people[who]) {
            check(may, "a guardian reinstated");
            revoked[who] = false;
        } catch {
            check(!may, "the owner could not reinstate");
        }
    }

    /// @dev A batch of one to five, each of some form; the books count the genuine ones by the rules.
    function aBatchArrives(uint256 seed) external timed {
        if (hashes.length == 0) return;
        sendBatch(pick(seed), seed >> 32, 1 + (seed % 5), type(uint256).max);
    }

    /// @dev All whose weight together stays below the threshold, each in every form, with the strategy and the executor.
    function aMinorityColludes(uint256 seed) external timed {
        bytes32 hash = proposeOne(seed);
        if (hash == 0) return;
        uint256 among = 0;
        uint256 weight = 0;
        for (uint256 i = 0; i < PEOPLE; ++i) {
            uint256 who = (i + (seed >> 16)) % PEOPLE;
            uint256 more = epochs[openEpoch].weights[who];
            if (weight + more >= epochs[openEpoch].intent) continue;
            weight += more;
            among |= 1 << who;
        }
        sendBatch(hash, seed >> 8, 8, among);
        sendBatch(hash, uint256(keccak256(abi.encode(seed))), 8, among);
        check(!attempt(hash, books[hash].data), "1: a minority executed");
    }

    function sendBatch(bytes32 hash, uint256 seed, uint256 count, uint256 among) private {
        Attestation[] memory items = new Attestation[](count);
        bool takes = alive(hash);
        for (uint256 i = 0; i < count; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            Form form = (seed >> 8) % 2 == 0 ? Form.GENUINE : Form((seed >> 16) % 10);
            uint256 who = (seed >> 24) % PEOPLE;
            if (among >> who & 1 == 0) continue; // an item of zeros
            if (i == 0 && form == Form.COPY) form = Form.GENUINE;
            if (form == Form.COPY) {
                items[i] = items[i - 1]; // its nonce is spent if it counted
                continue;
            }
            items[i] = forge(form, who, hash, seed >> 32);
            if (form != Form.GENUINE || !takes || !countsByTheRules(hash, who, items[i])) continue;
            counted(hash, who, items[i]);
        }
        send(hash, items, takes);
    }

    function send(bytes32 hash, Attestation[] memory items, bool takes) private {
        try intents.attestIntent(hash, items) returns (uint256 total) {
            check(takes, "4, 5: signatures were taken over what is dead");
            check(total == weightOver(hash), "1, 2: another weight than the genuine signatures have");
            settleApproval(hash);
        } catch {
            check(!takes, "a batch over a living intent was refused");
        }
    }

    function countsByTheRules(bytes32 hash, uint256 who, Attestation memory item) private view returns (bool) {
        bool member = epochs[books[hash].intent.setEpoch].weights[who] != 0 && !revoked[who];
        return member && item.expiresAt >= clock && item.expiresAt > books[hash].until[who];
    }

    function forge(Form form, uint256 who, bytes32 hash, uint256 seed) private returns (Attestation memory item) {
        // now and then one that is over already, or in this very second
        uint64 expiresAt = clock + uint64(seed % 30 minutes);
        if ((seed >> 32) % 8 == 0) expiresAt = clock - uint64((seed >> 40) % 2);
        item = genuine(who, hash, expiresAt);
        if (form == Form.HIGH_S || form == Form.COMPACT) item.signature = malleated(form, item.signature);
        if (form == Form.ANOTHERS) item.signature = genuine((who + 1) % PEOPLE, hash, expiresAt).signature;
        if (form == Form.ZERO_SIGNER) (item.verifier, item.signature) = (address(0), new bytes(65));
        if (form == Form.OTHER_EPOCH || form == Form.OTHER_INTENT || form == Form.OTHER_BOOK) {
            item.signature = signDigest(keys[who], otherDigest(form, hash, item));
        }
        if (form == Form.USED_NONCE) {
            vm.prank(people[who]);
            intents.invalidateNonces(item.nonce >> 8, 1 << (item.nonce & 0xff));
        }
    }

    function otherDigest(Form form, bytes32 hash, Attestation memory item) private view returns (bytes32) {
        uint64 ofEpoch = books[hash].intent.setEpoch;
        if (form == Form.OTHER_BOOK) {
            return snapshots.attestationDigest(hash, 0, ofEpoch, item.verifier, item.expiresAt, item.nonce);
        }
        if (form == Form.OTHER_EPOCH) ++ofEpoch;
        if (form == Form.OTHER_INTENT) hash = keccak256(abi.encode(hash));
        return intents.attestationDigest(hash, ofEpoch, item.verifier, item.expiresAt, item.nonce);
    }

    /// @dev The two other ways to write the same signature.
    function malleated(Form form, bytes memory signature) private pure returns (bytes memory) {
        bytes32 r;
        uint256 s;
        uint8 v = uint8(signature[64]);
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
        }
        if (form == Form.COMPACT) return abi.encodePacked(r, s | (uint256(v - 27) << 255));
        return abi.encodePacked(r, ORDER - s, v == 27 ? uint8(28) : uint8(27));
    }

    function drawSet(uint256 seed) private view returns (Verifier[] memory set, uint256 total) {
        uint256 bits = 1 + (seed % 127);
        uint256 count = 0;
        for (uint256 who = 0; who < PEOPLE; ++who) count += bits >> who & 1;
        set = new Verifier[](count);
        count = 0;
        for (uint256 who = 0; who < PEOPLE; ++who) {
            if (bits >> who & 1 == 0) continue;
            uint96 weight = uint96(1 + ((seed >> (8 + 2 * who)) % 3));
            set[count++] = Verifier(people[who], weight, false);
            total += weight;
        }
    }

    /// @dev Mostly a majority; else exactly half, one less, or more than there is.
    function drawThreshold(uint256 seed, uint256 total) private pure returns (uint96) {
        uint256 kind = seed % 16;
        if (kind == 0) return uint96(total / 2);
        if (kind == 1) return uint96(total + 1);
        return uint96(total / 2 + 1 + ((seed >> 4) % ((total + 1) / 2)));
    }

    function isMajority(uint256 threshold, uint256 total) private pure returns (bool) {
        return threshold * 2 > total && threshold <= total;
    }

    function placeOf(address signer) private view returns (uint256 who) {
        while (people[who] != signer) ++who;
    }
}
