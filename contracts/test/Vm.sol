// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev The few cheat codes the tests use.
interface Vm {
    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function addr(uint256 key) external pure returns (address);
    function getNonce(address account) external view returns (uint64);
    function warp(uint256 time) external;
    function prank(address sender) external;
    function startPrank(address sender) external;
    function stopPrank() external;
    function expectRevert(bytes calldata data) external;
    function expectRevert() external;
    function expectEmit() external;
    function assume(bool condition) external pure;
    function chainId(uint256 id) external;
    function mockCall(address callee, bytes calldata data, bytes calldata answer) external;
    function readFile(string calldata path) external view returns (string memory);
    function parseJsonString(string calldata json, string calldata key) external pure returns (string memory);
    function parseBytes(string calldata hexadecimal) external pure returns (bytes memory);
    function etch(address account, bytes calldata code) external;
    function snapshotGasLastCall(string calldata group, string calldata name) external returns (uint256 gasUsed);
}
