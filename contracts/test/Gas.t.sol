// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {FundFixture} from "./FundFixture.sol";
import {BareRecover} from "./mocks/BareRecover.sol";
import {OwnedSigner} from "./mocks/signers/OwnedSigner.sol";

/// @dev What each public action costs, as a transaction of its own: 21,000, its calldata and cold storage included.
///      `node scripts/contractGas.ts` writes the figures into snapshots/fund.json; `npm test` fails on one that is not true.
/// hardhat-config: isolate = true
contract GasTest is FundFixture {
    uint256 private constant OWNER_KEY = uint256(keccak256("owner of an account"));
    ClaimMode private mode;
    bytes32 private salt;

    function config() internal view override returns (FundConfig memory made) {
        made = super.config();
        uint96 all = uint96(keys.length);
        made.thresholds = Thresholds(all, all, all);
        made.claimMode = mode;
        made.salt = salt;
    }

    function costs(string memory action) private returns (uint256) {
        return vm.snapshotGasLastCall("fund", action);
    }

    /// @dev A fund in which all of `count` verifiers must sign, with a published round.
    function fundOf(uint256 count) private {
        salt = "another than the fixture's";
        makeKeys(count);
        bind(factory.createFund(config()));
        deposit(1_000_000);
        snapshots.publishSnapshot(1, ROOT, new bytes32[](0), snapshotSignatures(ROOT, 1, count));
    }

    function attested(uint256 count, Intent memory intent, string memory name) private returns (bytes32 hash) {
        hash = propose(intent);
        intents.attestIntent(hash, intentSignatures(hash, count));
        costs(name);
    }

    function roundTrip(uint256 count, string memory signers) private {
        fundOf(count);
        bytes32 hash = attested(count, buy(1_000), string.concat("attestIntent, first, ", signers));
        execute(hash, buyRoute());
        costs(string.concat("executeIntent BUY, ", signers));
        hash = attested(count, sell(1_000), string.concat("attestIntent, again, ", signers));
        execute(hash, sellRoute());
        costs(string.concat("executeIntent SELL, ", signers));
        snapshots.publishSnapshot(2, ROOT, new bytes32[](0), snapshotSignatures(ROOT, 2, count));
        costs(string.concat("publishSnapshot, ", signers));
    }

    function test_gas_with_1_signer() public {
        roundTrip(1, "1 signer");
    }

    function test_gas_with_3_signers() public {
        roundTrip(3, "3 signers");
    }

    function test_gas_with_10_signers() public {
        roundTrip(10, "10 signers");
    }

    function test_gas_with_50_signers() public {
        roundTrip(50, "50 signers");
    }

    function test_gas_of_creating_and_of_sets() public {
        salt = "another than the fixture's";
        makeKeys(10);
        factory.createFund(config());
        costs("createFund, 10 verifiers");
        address first = vm.addr(keys[0]);
        bind(factory.fundAt(factory.fundCount() - 1));
        vm.prank(guardian);
        verifiers.revoke(first);
        costs("revoke");
        vm.prank(owner);
        verifiers.reinstate(first);
        costs("reinstate");
        Verifier[] memory list = members();
        vm.prank(owner);
        verifiers.openEpoch(list, Thresholds(10, 10, 10));
        costs("openEpoch, 10 verifiers");
    }

    function bind(address made) private {
        bind(factory.fundOf(made));
    }

    function test_gas_of_intents() public {
        ready3();
        Intent memory intent = buy(1_000);
        bytes32 hash = propose(intent);
        costs("proposeIntent");
        vm.prank(guardian);
        intents.cancelIntent(hash);
        costs("cancelIntent");
        vm.prank(vm.addr(keys[0]));
        intents.invalidateNonces(7, 1);
        costs("invalidateNonces");
    }

    function test_gas_of_an_account_that_signs_by_contract() public {
        ready3();
        address account = address(new OwnedSigner(vm.addr(OWNER_KEY)));
        Verifier[] memory list = new Verifier[](1);
        list[0] = Verifier(account, 1, true);
        vm.prank(owner);
        verifiers.openEpoch(list, Thresholds(1, 1, 1));
        bytes32 hash = propose(buy(1_000));
        Attestation[] memory items = new Attestation[](1);
        items[0] = Attestation(account, START + 1 hours, nextNonce++, "");
        items[0].signature = signDigest(
            OWNER_KEY,
            intents.accountDigest(hash, 2, account, items[0].expiresAt, items[0].nonce)
        );
        intents.attestIntent(hash, items);
        costs("attestIntent, first, 1 signer by contract");
    }

    function test_gas_of_claims_on_chain() public {
        mode = ClaimMode.ONCHAIN;
        makeKeys(3);
        bind(factory.createFund(config()));
        Claim memory claim;
        (claim.fund, claim.round, claim.crawler) = (address(vault), 1, stranger);
        (claim.schemaId, claim.sourceType, claim.sourceRef) = ("price", "amm-price", "0x1234:18000000");
        (claim.extracted, claim.extractedType) = ("1234567890123456789", "uint256");
        bytes32 hash = claims.submitClaim(claim);
        costs("submitClaim");
        Attestation[] memory items = new Attestation[](3);
        for (uint256 i = 0; i < 3; ++i) {
            address who = vm.addr(keys[i]);
            bytes32 digest = claims.attestationDigest(hash, 1, 1, who, START + 60, nextNonce);
            items[i] = Attestation(who, START + 60, nextNonce++, signDigest(keys[i], digest));
        }
        claims.attestClaim(hash, items);
        costs("attestClaim, first, 3 signers");
    }

    function test_gas_of_saving() public {
        ready3();
        asset.mint(saver, 1_000);
        vm.startPrank(saver);
        asset.approve(address(vault), 1_000);
        vault.deposit(1_000, saver);
        costs("deposit");
        vault.withdraw(500, saver, saver);
        costs("withdraw");
        vault.redeem(1_000, saver, saver);
        costs("redeem");
        vm.stopPrank();
    }

    function test_gas_of_pauses_and_settings() public {
        ready3();
        vm.startPrank(owner);
        core.pause();
        costs("core.pause");
        core.unpause();
        costs("core.unpause");
        vault.pause();
        costs("vault.pause");
        vault.unpause();
        costs("vault.unpause");
        policy.setGuardian(stranger);
        costs("setGuardian");
        policy.setStrategy(stranger);
        costs("setStrategy");
        policy.setExecutor(stranger);
        costs("setExecutor");
        policy.setKeeper(stranger);
        costs("setKeeper");
        policy.setRisk(RiskSettings(20 minutes, 20 minutes, 300));
        costs("setRisk");
        policy.setLimits(limits());
        costs("setLimits, none");
        vault.setTokenAllowed(address(router), true);
        costs("setTokenAllowed");
        vault.setAdapterAllowed(address(router), true);
        costs("setAdapterAllowed");
        policy.offerOwnership(stranger);
        costs("offerOwnership");
        vm.stopPrank();
        vm.prank(stranger);
        policy.acceptOwnership();
        costs("acceptOwnership");
    }

    function ready3() private {
        fundOf(3);
    }

    function bare(BareRecover plain, bytes32 hash) private returns (uint256) {
        Attestation[] memory items = new Attestation[](keys.length);
        for (uint256 i = 0; i < keys.length; ++i) {
            items[i] = Attestation(vm.addr(keys[i]), START + 1 hours, nextNonce++, signDigest(keys[i], hash));
        }
        plain.propose(hash);
        plain.attestIntent(hash, items);
        return costs(hash == keccak256("1") ? "ratio: bare, first" : "ratio: bare, again");
    }

    function ours(Intent memory intent, string memory name) private returns (uint256) {
        bytes32 hash = propose(intent);
        intents.attestIntent(hash, intentSignatures(hash, 10));
        return costs(name);
    }

    /// @dev Ten signatures in one call cost at most 1.3 times ten bare recoveries and the same words written.
    function test_ten_signatures_cost_at_most_thirteen_tenths_of_bare_recovery_and_storage() public {
        fundOf(10);
        BareRecover plain = new BareRecover();
        uint256 first = ours(buy(1_000), "ratio: attestIntent, first");
        uint256 again = ours(buy(2_000), "ratio: attestIntent, again");
        uint256 bareFirst = bare(plain, keccak256("1"));
        uint256 bareAgain = bare(plain, keccak256("2"));
        check(first * 10 <= bareFirst * 13, "first use of the nonce words");
        check(again * 10 <= bareAgain * 13, "and every later one");
    }
}
