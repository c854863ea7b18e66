// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {UniswapV2Adapter} from "../adapters/UniswapV2Adapter.sol";
import {ClaimBookDeployer} from "../deployers/ClaimBookDeployer.sol";
import {ClawCoreDeployer} from "../deployers/ClawCoreDeployer.sol";
import {FundPolicyDeployer} from "../deployers/FundPolicyDeployer.sol";
import {IntentBookDeployer} from "../deployers/IntentBookDeployer.sol";
import {SnapshotBookDeployer} from "../deployers/SnapshotBookDeployer.sol";
import {VaultDeployer} from "../deployers/VaultDeployer.sol";
import {VerifierSetDeployer} from "../deployers/VerifierSetDeployer.sol";
import {DevToken} from "../dev/DevToken.sol";
import {FundFactory} from "../FundFactory.sol";
import "../interfaces/FundTypes.sol";
import {IClaimBook} from "../interfaces/IClaimBook.sol";
import {IClawCore} from "../interfaces/IClawCore.sol";
import {IFundPolicy} from "../interfaces/IFundPolicy.sol";
import {IIntentBook} from "../interfaces/IIntentBook.sol";
import {ISnapshotBook} from "../interfaces/ISnapshotBook.sol";
import {IVault} from "../interfaces/IVault.sol";
import {IVerifierSet} from "../interfaces/IVerifierSet.sol";
import {MockRouter} from "./mocks/MockRouter.sol";
import {Vm} from "./Vm.sol";

/// @dev One fund with three verifiers of weight 1 and thresholds of 2, a venue at price 1:1, and short words
///      for the steps of a trade. Tests set only what they are about.
abstract contract FundFixture {
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    uint64 internal constant START = 1_800_000_000;
    bytes32 internal constant ROOT = keccak256("root");

    address internal owner = address(0xA1);
    address internal guardian = address(0xA2);
    address internal strategy = address(0xA3);
    address internal executor = address(0xA4);
    address internal saver = address(0xA5);
    address internal stranger = address(0xA6);

    uint256[] internal keys;
    uint256 internal nextNonce = 1;
    FundFactory internal factory;
    DevToken internal asset;
    DevToken internal token;
    MockRouter internal router;
    UniswapV2Adapter internal adapter;
    IFundPolicy internal policy;
    IVerifierSet internal verifiers;
    IClaimBook internal claims;
    ISnapshotBook internal snapshots;
    IIntentBook internal intents;
    IClawCore internal core;
    IVault internal vault;

    function setUp() public virtual {
        vm.warp(START);
        asset = new DevToken("Dollar", "USD", 6);
        token = new DevToken("Coin", "COIN", 18);
        router = new MockRouter();
        adapter = new UniswapV2Adapter(address(router));
        router.setRate(address(asset), address(token), 1e18);
        router.setRate(address(token), address(asset), 1e18);
        asset.mint(address(router), 1e30);
        token.mint(address(router), 1e30);
        makeKeys(3);
        factory = makeFactory();
        bind(factory.createFund(config()));
    }

    function makeFactory() internal returns (FundFactory) {
        return
            new FundFactory(
                FundAddresses({
                    policy: address(new FundPolicyDeployer()),
                    verifierSet: address(new VerifierSetDeployer()),
                    claimBook: address(new ClaimBookDeployer()),
                    snapshotBook: address(new SnapshotBookDeployer()),
                    intentBook: address(new IntentBookDeployer()),
                    core: address(new ClawCoreDeployer()),
                    vault: address(new VaultDeployer())
                })
            );
    }

    function bind(FundAddresses memory fund) internal {
        policy = IFundPolicy(fund.policy);
        verifiers = IVerifierSet(fund.verifierSet);
        claims = IClaimBook(fund.claimBook);
        snapshots = ISnapshotBook(fund.snapshotBook);
        intents = IIntentBook(fund.intentBook);
        core = IClawCore(fund.core);
        vault = IVault(fund.vault);
    }

    /// @dev Keys whose addresses ascend.
    function makeKeys(uint256 count) internal {
        delete keys;
        for (uint256 i = 0; i < count; ++i) {
            uint256 key = uint256(keccak256(abi.encode("verifier", i)));
            keys.push(key);
            for (uint256 j = i; j > 0 && vm.addr(keys[j - 1]) > vm.addr(keys[j]); --j) {
                (keys[j - 1], keys[j]) = (keys[j], keys[j - 1]);
            }
        }
    }

    function members() internal view returns (Verifier[] memory list) {
        list = new Verifier[](keys.length);
        for (uint256 i = 0; i < keys.length; ++i) list[i] = Verifier(vm.addr(keys[i]), 1, false);
    }

    function config() internal view virtual returns (FundConfig memory made) {
        made.name = "Fund";
        made.symbol = "FUND";
        made.asset = address(asset);
        made.roles = Roles(owner, guardian, strategy, executor, address(0));
        made.verifiers = members();
        made.thresholds = Thresholds(2, 2, 2);
        made.tokens = new address[](1);
        made.tokens[0] = address(token);
        made.adapters = new address[](1);
        made.adapters[0] = address(adapter);
        made.risk = RiskSettings({maxIntentWindow: 0, maxSnapshotAge: 10 minutes, maxSlippageBps: 500});
        made.limits = limits();
    }

    function limits() internal view virtual returns (Limits memory) {}

    function deposit(uint256 amount) internal {
        asset.mint(saver, amount);
        vm.startPrank(saver);
        asset.approve(address(vault), amount);
        vault.deposit(amount, saver);
        vm.stopPrank();
    }

    function route(address from, address to) internal pure returns (bytes memory) {
        address[] memory path = new address[](2);
        (path[0], path[1]) = (from, to);
        return abi.encode(path);
    }

    function buyRoute() internal view returns (bytes memory) {
        return route(address(asset), address(token));
    }

    function sellRoute() internal view returns (bytes memory) {
        return route(address(token), address(asset));
    }

    function buy(uint256 amount) internal returns (Intent memory intent) {
        intent.fund = address(vault);
        intent.setEpoch = verifiers.currentEpoch();
        intent.action = ACTION_BUY;
        intent.tokenIn = address(asset);
        intent.tokenOut = address(token);
        intent.amountIn = amount;
        intent.quoteAmountOut = amount;
        intent.minAmountOut = (amount * 99) / 100;
        intent.maxSlippageBps = 100;
        intent.validAfter = uint64(block.timestamp);
        intent.deadline = uint64(block.timestamp) + 15 minutes;
        intent.snapshotRoot = ROOT;
        intent.round = snapshots.latestRound();
        intent.adapter = address(adapter);
        intent.adapterDataHash = keccak256(buyRoute());
        intent.nonce = nextNonce++;
    }

    function sell(uint256 amount) internal returns (Intent memory intent) {
        intent = buy(amount);
        intent.action = ACTION_SELL;
        (intent.tokenIn, intent.tokenOut) = (intent.tokenOut, intent.tokenIn);
        intent.adapterDataHash = keccak256(sellRoute());
    }

    function signDigest(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function intentSignature(
        uint256 key,
        bytes32 intentHash,
        uint64 expiresAt
    ) internal returns (Attestation memory item) {
        item.verifier = vm.addr(key);
        item.expiresAt = expiresAt;
        item.nonce = nextNonce++;
        uint64 setEpoch = intents.getIntent(intentHash).setEpoch;
        item.signature = signDigest(
            key,
            intents.attestationDigest(intentHash, setEpoch, item.verifier, expiresAt, item.nonce)
        );
    }

    function intentSignatures(
        bytes32 intentHash,
        uint256 count
    ) internal returns (Attestation[] memory items) {
        items = new Attestation[](count);
        for (uint256 i = 0; i < count; ++i) {
            items[i] = intentSignature(keys[i], intentHash, uint64(block.timestamp) + 1 hours);
        }
    }

    function snapshotSignatures(
        bytes32 root,
        uint64 round,
        uint256 count
    ) internal returns (Attestation[] memory items) {
        items = new Attestation[](count);
        uint64 setEpoch = verifiers.currentEpoch();
        uint64 expiresAt = uint64(block.timestamp) + 1 hours;
        for (uint256 i = 0; i < count; ++i) {
            address verifier = vm.addr(keys[i]);
            uint256 nonce = nextNonce++;
            bytes32 digest = snapshots.attestationDigest(root, round, setEpoch, verifier, expiresAt, nonce);
            items[i] = Attestation(verifier, expiresAt, nonce, signDigest(keys[i], digest));
        }
    }

    function publish(uint64 round) internal {
        snapshots.publishSnapshot(round, ROOT, new bytes32[](0), snapshotSignatures(ROOT, round, 2));
    }

    function propose(Intent memory intent) internal returns (bytes32) {
        vm.prank(strategy);
        return intents.proposeIntent(intent);
    }

    function approve(Intent memory intent) internal returns (bytes32 intentHash) {
        intentHash = propose(intent);
        intents.attestIntent(intentHash, intentSignatures(intentHash, 2));
    }

    function execute(bytes32 intentHash, bytes memory data) internal returns (uint256) {
        vm.prank(executor);
        return core.executeIntent(intentHash, data);
    }

    /// @dev A funded vault and a published round: the least a trade needs.
    function ready() internal {
        deposit(1_000_000);
        publish(1);
    }

    /// @dev The dry run names the code, and execution reverts with exactly it.
    function refusedWith(ExecutionCode code, bytes32 intentHash, bytes memory data) internal {
        check(core.dryRun(intentHash, data) == code, "dry run gives another code");
        (ExecutionCode found, uint256 actual, uint256 bound) = core.inspect(intentHash, data);
        check(found == code, "inspect gives another code");
        vm.expectRevert(
            abi.encodeWithSelector(IClawCore.ExecutionRefused.selector, intentHash, code, actual, bound)
        );
        execute(intentHash, data);
    }

    function reverts(bytes memory data) internal {
        vm.expectRevert(data);
    }

    function check(bool holds, string memory otherwise) internal pure {
        require(holds, otherwise);
    }
}
