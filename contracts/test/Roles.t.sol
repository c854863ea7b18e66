// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {PriceGuard} from "../PriceGuard.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev Who may call what: every function of a fund that changes anything, asked for by everyone there is. That no
///      function is missing here is `test/roles.test.ts`'s to say, which reads the rows below.
contract RolesTest is FundFixture {
    // who asks, one bit each; the last four are the fund's own contracts
    uint256 private constant OWNER = 1;
    uint256 private constant GUARDIAN = 2;
    uint256 private constant STRATEGY = 4;
    uint256 private constant EXECUTOR = 8;
    uint256 private constant KEEPER = 16;
    uint256 private constant SUCCESSOR = 32;
    uint256 private constant VERIFIER = 64;
    uint256 private constant RELAYER = 128;
    uint256 private constant POLICY = 256;
    uint256 private constant CORE = 512;
    uint256 private constant VAULT = 1024;
    uint256 private constant BOOK = 2048;
    uint256 private constant PEOPLE = 12;
    uint256 private constant ANYONE = 4095;

    error Outcome(bool done, bytes answer);

    address[PEOPLE] private who;
    bytes32 private proposed;

    function setUp() public override {
        super.setUp();
        ready();
        proposed = propose(buy(1_000));
        address keeper = address(0xA7);
        address successor = address(0xA8);
        vm.startPrank(owner);
        policy.setKeeper(keeper);
        policy.offerOwnership(successor);
        vm.stopPrank();
        who = [
            owner,
            guardian,
            strategy,
            executor,
            keeper,
            successor,
            vm.addr(keys[0]),
            stranger,
            address(policy),
            address(core),
            address(vault),
            address(intents)
        ];
    }

    /// @dev Makes the call as somebody, tells what came of it, and undoes it.
    function probe(address caller, address target, bytes calldata data) external {
        vm.prank(caller);
        (bool done, bytes memory answer) = target.call(data);
        revert Outcome(done, answer);
    }

    function outcome(address caller, address target, bytes memory data) private returns (bool done, bytes memory answer) {
        try this.probe(caller, target, data) {
            revert("a probe always reverts");
        } catch (bytes memory told) {
            check(bytes4(told) == Outcome.selector, "a probe tells what came of it");
            bytes memory rest = new bytes(told.length - 4);
            for (uint256 i = 0; i < rest.length; ++i) rest[i] = told[i + 4];
            return abi.decode(rest, (bool, bytes));
        }
    }

    /// @dev Whether it was the caller that was refused, whatever else may be wrong with the call.
    function turnedAway(address caller, bool done, bytes memory answer) private pure returns (bool) {
        if (done || bytes4(answer) != IFundErrors.Unauthorized.selector) return false;
        address named;
        assembly ("memory-safe") {
            named := mload(add(answer, 0x24))
        }
        return named == caller;
    }

    /// @dev Every one of `allowed` gets past the question who calls, and nobody else does. Arguments are `first` and
    ///      zeros: empty lists, no code, no amount.
    function row(address target, string memory signature, uint256 allowed, bytes32 first) private {
        bytes memory data = bytes.concat(bytes4(keccak256(bytes(signature))), first, new bytes(1_024));
        for (uint256 i = 0; i < PEOPLE; ++i) {
            (bool done, bytes memory answer) = outcome(who[i], target, data);
            bool may = allowed & (1 << i) != 0;
            check(turnedAway(who[i], done, answer) == !may, string.concat(signature, may ? " is closed to one of its own" : " is open"));
        }
    }

    function row(address target, string memory signature, uint256 allowed) private {
        row(target, signature, allowed, 0);
    }

    function test_roles_and_settings() public {
        row(address(policy), "setGuardian(address)", OWNER | POLICY);
        row(address(policy), "setStrategy(address)", OWNER | POLICY);
        row(address(policy), "setExecutor(address)", OWNER | POLICY);
        row(address(policy), "setKeeper(address)", OWNER | POLICY);
        row(address(policy), "setRisk((uint64,uint64,uint16))", OWNER | POLICY);
        row(
            address(policy),
            "setLimits((uint256,uint256,uint64,address,uint16,uint256,uint64,uint16,address,uint64,uint64,uint64))",
            OWNER | POLICY
        );
        row(address(policy), "offerOwnership(address)", OWNER | POLICY);
        row(address(policy), "acceptOwnership()", SUCCESSOR);
        row(address(policy), "scheduleChange(address,bytes,bytes32)", OWNER);
        row(address(policy), "executeChange(address,bytes,bytes32)", OWNER);
        row(address(policy), "cancelChange(bytes32)", OWNER | GUARDIAN);
        row(address(policy), "spendPause(address)", CORE | VAULT);
        row(address(policy), "restorePause()", CORE | VAULT);
    }

    function test_verifiers_and_books() public {
        row(address(verifiers), "openEpoch((address,uint96,bool)[],(uint96,uint96,uint96))", OWNER | POLICY);
        row(address(verifiers), "revoke(address)", OWNER | GUARDIAN);
        row(address(verifiers), "reinstate(address)", OWNER | POLICY);
        row(
            address(claims),
            "submitClaim((address,uint64,string,string,string,string,string,string,uint64,bytes32,string,string,address,string))",
            ANYONE
        );
        row(address(claims), "attestClaim(bytes32,(address,uint64,uint256,bytes)[])", ANYONE);
        row(address(claims), "invalidateNonces(uint256,uint256)", ANYONE);
        row(address(snapshots), "publishSnapshot(uint64,bytes32,bytes32[],(address,uint64,uint256,bytes)[])", ANYONE);
        row(address(snapshots), "invalidateNonces(uint256,uint256)", ANYONE);
        row(
            address(intents),
            "proposeIntent((address,uint64,uint8,address,address,uint256,uint256,uint256,uint16,uint64,uint64,bytes32,uint64,address,bytes32,uint256))",
            STRATEGY
        );
        row(address(intents), "attestIntent(bytes32,(address,uint64,uint256,bytes)[])", ANYONE, proposed);
        row(address(intents), "cancelIntent(bytes32)", STRATEGY | GUARDIAN | CORE, proposed);
        row(address(intents), "markExecuted(bytes32)", CORE, proposed);
        row(address(intents), "invalidateNonces(uint256,uint256)", ANYONE);
    }

    function test_core() public {
        row(address(core), "executeIntent(bytes32,bytes)", EXECUTOR);
        row(address(core), "vetoIntent(bytes32,(address,uint64,uint256,bytes)[])", ANYONE, proposed);
        row(address(core), "pause()", OWNER | GUARDIAN);
        row(address(core), "unpause()", OWNER | POLICY);
    }

    /// @dev What a saver does with what is its own is open to anyone; the amounts here are zero.
    function test_vault() public {
        row(address(vault), "trade((bytes32,uint8,address,address,uint256,uint256,address),bytes)", CORE);
        row(address(vault), "setTokenAllowed(address,bool)", OWNER | POLICY);
        row(address(vault), "setAdapterAllowed(address,bool)", OWNER | POLICY);
        row(address(vault), "pause()", OWNER | GUARDIAN);
        row(address(vault), "unpause()", OWNER | POLICY);
        row(address(vault), "approve(address,uint256)", ANYONE);
        row(address(vault), "transfer(address,uint256)", ANYONE);
        row(address(vault), "transferFrom(address,address,uint256)", ANYONE);
        row(address(vault), "deposit(uint256,address)", ANYONE);
        row(address(vault), "mint(uint256,address)", ANYONE);
        row(address(vault), "withdraw(uint256,address,address)", ANYONE);
        row(address(vault), "redeem(uint256,address,address)", ANYONE);
        row(address(vault), "deposit(uint256,address,address)", ANYONE);
        row(address(vault), "mint(uint256,address,address)", ANYONE);
        row(address(vault), "requestDeposit(uint256,address,address)", ANYONE);
        row(address(vault), "requestRedeem(uint256,address,address)", ANYONE);
        row(address(vault), "redeemInKind(uint256,address,address)", ANYONE);
        row(address(vault), "setOperator(address,bool)", ANYONE);
        row(address(vault), "cancelDepositRequest(address,address)", ANYONE);
        row(address(vault), "cancelRedeemRequest(address,address)", ANYONE);
        row(address(vault), "takeOwed(address,address)", ANYONE);
        row(address(vault), "settle()", ANYONE);
        row(address(vault), "collectFee()", ANYONE);
    }

    function test_price_guard() public {
        PriceGuard guard = new PriceGuard(address(policy), address(asset), 1, new PricedToken[](0));
        row(address(guard), "observe(address)", KEEPER);
        row(address(guard), "setSource(address,(address,uint64,uint64,uint256))", OWNER | POLICY);
    }
}
