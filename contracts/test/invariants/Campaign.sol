// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {UniswapV2Adapter} from "../../adapters/UniswapV2Adapter.sol";
import {DevToken} from "../../dev/DevToken.sol";
import "../../interfaces/FundTypes.sol";
import {FundFixture} from "../FundFixture.sol";
import {HostileVenue} from "../mocks/HostileVenue.sol";

/// @dev One fund with seven possible verifiers, and the books that a campaign keeps beside it. The books are
///      written from what the actors did, never read from the fund: whatever the fund does is held against them.
///      The fuzzer calls the campaign itself; no call of a handler may revert.
abstract contract Campaign is FundFixture {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    struct EpochBook {
        uint96[7] weights;
        uint96 snapshot;
        uint96 intent;
    }

    struct IntentBookkeeping {
        Intent intent;
        bytes data;
        bool approved;
        bool cancelled;
        bool executed;
        uint64[7] until; // per verifier, of the signatures that count
    }

    uint256 internal constant PEOPLE = 7;
    uint256 internal constant BANK = 1e30;

    uint64 internal clock; // kept here: what a cheat code set may be forgotten between two calls
    HostileVenue internal venue;
    address[] internal people; // the verifiers' addresses, ascending
    address[] internal coins; // what the fund may hold
    bytes32[] internal hashes;
    uint256 public executed;
    mapping(ExecutionCode code => uint256) public seen;

    mapping(bytes32 intentHash => IntentBookkeeping) internal books;
    mapping(uint64 setEpoch => EpochBook) internal epochs;
    uint64 internal openEpoch = 1;
    mapping(uint256 who => bool) internal revoked;
    mapping(uint256 nonce => uint256) internal executionsOf;
    mapping(uint256 who => mapping(uint256 nonce => bool)) internal spentNonce; // in the intents' book
    mapping(uint64 round => uint64) internal publishedAt;
    mapping(address account => bool) internal allowed; // tokens and adapters
    RiskSettings internal risk = RiskSettings(30 minutes, 10 minutes, 500);
    uint64 internal corePausedUntil;
    uint64 internal vaultPausedUntil;
    uint64 internal round;

    bytes4[] private _handlers;

    modifier timed() {
        vm.warp(clock);
        _;
    }

    function setUp() public virtual override {
        clock = START;
        vm.warp(START);
        asset = new DevToken("Dollar", "USD", 6);
        venue = new HostileVenue();
        adapter = new UniswapV2Adapter(address(venue));
        allowed[address(adapter)] = true;
        asset.mint(address(venue), BANK);
        DevToken coin = new DevToken("Coin", "COIN", 18);
        coin.mint(address(venue), BANK);
        addCoin(address(coin));
        makeKeys(PEOPLE);
        for (uint256 i = 0; i < PEOPLE; ++i) people.push(vm.addr(keys[i]));
        addCoins();
        factory = makeFactory();
        bind(factory.createFund(config()));
        for (uint256 i = 0; i < PEOPLE; ++i) epochs[1].weights[i] = firstWeight(i);
        (epochs[1].snapshot, epochs[1].intent) = (6, 6);
        addHandlers();
        begin();
        publishNext();
    }

    /// @dev What is in the vault when the first call is made.
    function begin() internal virtual {
        deposit(1e12);
    }

    /// @dev More tokens than the honest one.
    function addCoins() internal virtual {}

    /// @dev Calls `handle` for each function the fuzzer may call.
    function addHandlers() internal virtual;

    function handle(bytes4 selector) internal {
        _handlers.push(selector);
    }

    function addCoin(address coin) internal {
        coins.push(coin);
        allowed[coin] = true;
        venue.setRate(address(asset), coin, 1e18);
        venue.setRate(coin, address(asset), 1e18);
    }

    /// @dev Nothing but the campaign: else the fuzzer calls every contract of the fund that it recognises, as anyone.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(this);
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(this), _handlers);
    }

    /// @dev A campaign that executed nothing proves nothing.
    function afterInvariant() public view virtual {
        check(executed > 0, "nothing was executed");
        check(seen[ExecutionCode.OK] > 0, "no dry run said OK");
    }

    /// @dev Five of the seven, of weights 1, 1, 2, 3 and 3; six of ten decide.
    function config() internal view virtual override returns (FundConfig memory made) {
        made = super.config();
        made.verifiers = new Verifier[](5);
        for (uint256 i = 0; i < 5; ++i) made.verifiers[i] = Verifier(people[i], firstWeight(i), false);
        made.thresholds = Thresholds(6, 6, 6);
        made.tokens = coins;
    }

    function firstWeight(uint256 who) internal pure returns (uint96) {
        if (who > 4) return 0;
        return who < 2 ? 1 : who == 2 ? 2 : 3;
    }

    /// @dev Weight over an intent as the books have it: of its own set, unexpired and unrevoked now.
    function weightOver(bytes32 intentHash) internal view returns (uint256 weight) {
        IntentBookkeeping storage book = books[intentHash];
        for (uint256 who = 0; who < PEOPLE; ++who) {
            bool counts = book.until[who] >= clock && book.until[who] != 0 && !revoked[who];
            if (counts) weight += epochs[book.intent.setEpoch].weights[who];
        }
    }

    function rootOf(uint64 ofRound) internal pure returns (bytes32) {
        return keccak256(abi.encode("round", ofRound));
    }

    /// @dev Signed by all who can; whether that is a quorum is the fund's to say.
    function publishNext() internal returns (bool done) {
        uint256 count = 0;
        uint256 weight = 0;
        for (uint256 who = 0; who < PEOPLE; ++who) if (canSign(who)) ++count;
        if (count == 0) return false;
        Attestation[] memory items = new Attestation[](count);
        count = 0;
        for (uint256 who = 0; who < PEOPLE; ++who) {
            if (!canSign(who)) continue;
            weight += epochs[openEpoch].weights[who];
            items[count++] = rootSignature(who);
        }
        try snapshots.publishSnapshot(round + 1, rootOf(round + 1), new bytes32[](0), items) {
            done = true;
            publishedAt[++round] = clock;
        } catch {}
        check(done == (weight >= epochs[openEpoch].snapshot), "a round is published by a quorum and by nothing less");
    }

    function canSign(uint256 who) internal view returns (bool) {
        return epochs[openEpoch].weights[who] != 0 && !revoked[who];
    }

    function rootSignature(uint256 who) private returns (Attestation memory item) {
        item = Attestation(people[who], clock + 1 hours, nextNonce++, "");
        bytes32 root = rootOf(round + 1);
        item.signature = signDigest(
            keys[who],
            snapshots.attestationDigest(root, round + 1, openEpoch, item.verifier, item.expiresAt, item.nonce)
        );
    }
}
