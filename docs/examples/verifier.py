#!/usr/bin/env python3
"""A verifier of a Quorate fund in plain Python: it registers, waits to be let in, reproduces claims from a node of its own,
recomputes snapshots, checks trades, and signs what it would defend. docs/joining.md tells the story.

    export VERIFIER_KEY=0x…                 # 32 bytes; nobody else's
    python3 verifier.py --url http://127.0.0.1:8080 --rpc http://127.0.0.1:8545 \\
        --fund main --chain-id 31337 --vault 0x… --name delta --weight 1

It prints one JSON object a line. Ctrl-C ends it; started again with the same --bot-id it goes on.
"""

import argparse
import json
import os
import re
import sys
import time
import urllib.error

from quorate_wire import (
    Chain,
    Gateway,
    Key,
    as_address,
    as_hash,
    canonical_json,
    checksummed,
    hex0x,
    keccak,
    recover,
    struct_hash,
    typed_digest,
    unhex,
)

CLAIM = (
    "Claim(address fund,uint64 round,string schemaId,string sourceType,string sourceRef,string selector,string extracted,"
    "string extractedType,uint64 timestamp,bytes32 responseHash,string evidenceType,string evidenceURI,address crawler,"
    "string notes)"
)
INTENT = (
    "Intent(address fund,uint64 setEpoch,uint8 action,address tokenIn,address tokenOut,uint256 amountIn,"
    "uint256 minAmountOut,uint256 quoteAmountOut,uint16 maxSlippageBps,uint64 validAfter,uint64 deadline,"
    "bytes32 snapshotRoot,uint64 round,address adapter,bytes32 adapterDataHash,uint256 nonce)"
)
BOOK_DOMAIN = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
ATTESTATIONS = {
    "claim": ("ClawClaimBook", "claimBook", "ClaimAttestation(bytes32 claimHash,uint64 round,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"),
    "snapshot": ("ClawSnapshotBook", "snapshotBook", "SnapshotAttestation(bytes32 root,uint64 round,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"),
    "intent": ("ClawIntentBook", "intentBook", "IntentAttestation(bytes32 intentHash,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"),
}
# in the order of the contract's enum ExecutionCode
DRY_RUN = (
    "OK CORE_PAUSED INTENT_NOT_FOUND INTENT_NOT_APPROVED INTENT_NOT_YET_VALID INTENT_EXPIRED INTENT_ALREADY_EXECUTED "
    "INTENT_CANCELLED EPOCH_CLOSED QUORUM_LOST SNAPSHOT_UNKNOWN SNAPSHOT_STALE MAX_NOTIONAL_EXCEEDED SLIPPAGE_EXCEEDED "
    "PRICE_DEVIATION ADAPTER_DATA_MISMATCH COOLDOWN LOSS_LIMIT VAULT_PAUSED TOKEN_NOT_ALLOWED ADAPTER_NOT_ALLOWED "
    "QUOTE_BELOW_MIN INSUFFICIENT_BALANCE DAILY_NOTIONAL_EXCEEDED PRICE_UNAVAILABLE CHALLENGE_OPEN"
).split()
WAITING = {"OK", "INTENT_NOT_YET_VALID", "COOLDOWN", "CHALLENGE_OPEN"}
STALE_S = 600
Q112 = 2**112
MAX_DEVIATION_BPS = 500


class No(Exception):
    """A verdict that is not PASS."""

    def __init__(self, reason, detail, verdict="FAIL", dry_run=None):
        super().__init__(detail)
        self.verdict, self.reason, self.detail, self.dry_run = verdict, reason, detail, dry_run


class Verifier:
    def __init__(self, gateway, chain, chain_id, key):
        self.gateway, self.chain, self.chain_id, self.key = gateway, chain, chain_id, key
        self.rules = None

    # --- joining ---------------------------------------------------------------------------------------------------------

    def register(self, name, weight, title):
        body = {"type": "bot.register", "role": "verifier", "name": name, "weight": weight, "title": title}
        status, said = self.gateway.post("/bots", body)
        tell("registered", status=status, answer=said)
        if status != 202:
            sys.exit(4)
        return said["botId"]

    def wait_until_active(self, bot_id):
        state = None
        while state != "active":
            status, said = self.gateway.get(f"/bots/{bot_id}")
            if status == 200 and said["state"] != state:
                state = said["state"]
                tell("registration", state=state, setEpoch=said["setEpoch"])
            if state in ("refused", "expired", "retired", "revoked"):
                sys.exit(4)
            if state != "active":
                time.sleep(0.5)

    # --- the work --------------------------------------------------------------------------------------------------------

    def run(self):
        status, self.rules = self.gateway.get("/rules")
        if status != 200:
            sys.exit(f"the rules of the fund are not told: {self.rules}")
        tell("verifying", address=self.key.address)
        after = None
        while True:
            try:
                for fact in self.gateway.events(after):
                    after = fact["id"]
                    self.handle(fact["type"], fact["data"])
            except (urllib.error.URLError, ConnectionError, TimeoutError) as lost:
                tell("reconnecting", problem=str(lost), after=after)
                time.sleep(1)

    def handle(self, kind, data):
        if kind == "claim.submitted":
            self.answer("claim", data, self.check_claim, {"claimHash": data["claimHash"]}, "/attestations")
        elif kind == "snapshot.materialized":
            subject = {"root": data["root"], "round": data["round"]}
            self.answer("snapshot", data, self.check_snapshot, subject, "/snapshots/attestations")
        elif kind == "intent.proposed":
            data = {**data, "setEpoch": data["intent"]["setEpoch"]}
            self.answer("intent", data, self.check_intent, {"intentHash": data["intentHash"]}, "/intents/attestations")

    def answer(self, kind, data, check, subject, path):
        """Checks, signs if it holds, and says so either way: a no counts too."""
        try:
            said = {"verdict": "PASS", "reason": "OK", "detail": check(data), "attestation": self.attest(kind, data)}
            dry_run = "OK"
        except No as no:
            said = {"verdict": no.verdict, "reason": no.reason, "detail": no.detail[:2000], "attestation": None}
            dry_run = no.dry_run
        except (urllib.error.URLError, RuntimeError, KeyError) as trouble:  # not found out is not refused
            detail = f"{type(trouble).__name__}: {trouble}"[:2000]
            said = {"verdict": "NEED_MORE_EVIDENCE", "reason": "REPRODUCTION_FAILED", "detail": detail, "attestation": None}
            dry_run = None
        body = {"type": f"{kind}.attest", **subject, **said}
        if kind == "intent":
            body["dryRun"] = dry_run
        status, answer = self.gateway.post(path, body)
        tell(f"{kind}.attest", status=status, verdict=said["verdict"], reason=said["reason"], detail=said["detail"], **subject, answer=answer)

    def attest(self, kind, data):
        name, book, type_string = ATTESTATIONS[kind]
        subject = {"claim": "claimHash", "snapshot": "root", "intent": "intentHash"}[kind]
        message = {subject: data[subject]}
        if kind != "intent":
            message["round"] = data["round"]
        message["setEpoch"] = data["setEpoch"]
        message["verifier"] = self.key.address
        # contracts judge it by the chain's time
        message["expiresAt"] = self.chain.block()["time"] + self.rules["attestationTtlS"]
        # any number that was not used before with this book; derived, so that saying it again is the same saying
        message["nonce"] = str(int.from_bytes(keccak(canonical_json([self.key.address, data[subject], data["setEpoch"]])), "big"))
        domain = self.book_domain(name, book)
        return {**message, "signature": self.key.sign(typed_digest(BOOK_DOMAIN, domain, type_string, message))}

    def book_domain(self, name, book):
        contract = self.rules["contracts"][book]
        return {"name": name, "version": "2", "chainId": self.chain_id, "verifyingContract": contract}

    # --- claims ----------------------------------------------------------------------------------------------------------

    def check_claim(self, data):
        claim = data["claim"]
        if hex0x(struct_hash(CLAIM, claim)) != data["claimHash"]:
            raise No("HASH_MISMATCH", "the claim does not hash to what it came as")
        if claim["fund"] != self.rules["fund"] or claim["round"] != data["round"]:
            raise No("INVALID_SCOPE", f"it names fund {claim['fund']}, round {claim['round']}")
        crawler = next((one for one in self.rules["crawlers"] if one["address"] == claim["crawler"]), None)
        if crawler is None or crawler["source"]["type"] != claim["sourceType"]:
            raise No("INVALID_SCOPE", f"{claim['crawler']} does not claim {claim['sourceType']} for this fund")
        if claim["sourceType"] != "amm-price":
            raise No("MISSING_FIELDS", "this example reproduces pools only", "NEED_MORE_EVIDENCE")
        return self.reproduce_price(claim, crawler["source"])

    def reproduce_price(self, claim, source):
        place = re.fullmatch(r"eip155:(\d+)/(0x[0-9a-fA-F]{40})@(\d+):(0x[0-9a-f]{64})", claim["sourceRef"])
        what = re.fullmatch(r"price:(0x[0-9a-fA-F]{40})/(0x[0-9a-fA-F]{40}):(\d+)s", claim["selector"])
        if place is None or what is None:
            raise No("MISSING_FIELDS", "it names no pair at a block", "NEED_MORE_EVIDENCE")
        if (claim["schemaId"], claim["extractedType"]) != ("amm-price/1", "amm-price/1"):
            raise No("INVALID_SCOPE", f"{claim['schemaId']} is not amm-price/1")
        chain_id, pair, number, block_hash = int(place[1]), place[2], int(place[3]), place[4]
        base, quote, window = what[1], what[2], int(what[3])
        pool = next((one for one in self.rules["pools"] if one["id"] == source["pool"]), None)
        if pool is None or (chain_id, pair, base, quote) != (self.chain_id, pool["pair"], pool["base"], pool["quote"]):
            raise No("INVALID_SCOPE", "it is not the pool that this crawler reads")
        if window != self.rules["twapWindowS"]:
            raise No("INVALID_SCOPE", f"the window is {window} s, the fund's is {self.rules['twapWindowS']} s")
        age = self.chain.block()["time"] - claim["timestamp"]
        if abs(age) > STALE_S:
            raise No("STALE_DATA", f"the data is {age} s old")
        own_block, price = self.read_price(pool, window, number)
        if own_block["hash"] != block_hash or own_block["time"] != claim["timestamp"]:
            raise No("STALE_DATA", f"block {number} is {own_block['hash']} of {own_block['time']} here")
        written = canonical_json(price)
        if written.decode() != claim["extracted"]:
            raise No("REPRODUCTION_FAILED", f"at block {number} I read spot {price['spotWad']}")
        if hex0x(keccak(written)) != claim["responseHash"]:
            raise No("HASH_MISMATCH", "the answer hashes to something else")
        return f"spot {price['spotWad']} at block {number}"

    def read_price(self, pool, window, number):
        """The pool at a block: spot from its reserves, the time-weighted price from its own counters at two blocks."""
        end = self.chain.block(number)
        base_is_0 = as_address(self.chain.call(pool["pair"], "token0()")[0]) == pool["base"]
        decimals = {token["address"]: token["decimals"] for token in self.rules["tokens"]}
        up, down = 10 ** (18 + decimals[pool["base"]]), 10 ** decimals[pool["quote"]]
        last = self.counters(pool["pair"], end)
        if last is None or 0 in last[:2]:
            raise No("REPRODUCTION_FAILED", "the pool has no liquidity", "NEED_MORE_EVIDENCE")
        reserve_base, reserve_quote = (last[0], last[1]) if base_is_0 else (last[1], last[0])
        twap = None
        first = self.window_start(window, end)
        begin = None if first is None else self.counters(pool["pair"], first)
        if begin is not None and begin[0] != 0 and end["time"] != first["time"]:
            side = 2 if base_is_0 else 3
            average = (last[side] - begin[side]) % 2**256 // (end["time"] - first["time"])
            twap = str(average * up // down // Q112)
        return end, {
            "base": pool["base"],
            "quote": pool["quote"],
            "reserveBase": str(reserve_base),
            "reserveQuote": str(reserve_quote),
            "spotWad": str(reserve_quote * up // (reserve_base * down)),
            "twapWad": twap,
            "windowS": window,
            "blockTime": end["time"],
        }

    def counters(self, pair, at):
        """Reserves and cumulative prices, carried on to the block's time; None where the pair was not there yet."""
        if not self.chain.has_code(pair, at["number"]):
            return None
        reserve0, reserve1, updated = self.chain.call(pair, "getReserves()", block=at["number"])
        price0 = self.chain.call(pair, "price0CumulativeLast()", block=at["number"])[0]
        price1 = self.chain.call(pair, "price1CumulativeLast()", block=at["number"])[0]
        if reserve0 == 0 or reserve1 == 0:
            return reserve0, reserve1, price0, price1
        elapsed = (at["time"] - updated) % 2**32
        price0 = (price0 + reserve1 * Q112 // reserve0 * elapsed) % 2**256
        price1 = (price1 + reserve0 * Q112 // reserve1 * elapsed) % 2**256
        return reserve0, reserve1, price0, price1

    def window_start(self, window, end):
        """The last block that is at least the window older; None on a chain that is younger."""
        wanted = end["time"] - window
        low, high = self.chain.block(0), end["number"]
        if low["time"] > wanted:
            return None
        while high - low["number"] > 1:
            middle = self.chain.block(low["number"] + (high - low["number"]) // 2)
            if middle["time"] <= wanted:
                low = middle
            else:
                high = middle["number"]
        return low

    # --- snapshots -------------------------------------------------------------------------------------------------------

    def check_snapshot(self, data):
        epoch, members, threshold = self.open_set("claim")
        if epoch != data["setEpoch"]:
            raise No("INVALID_SCOPE", f"the open set is epoch {epoch}")
        if merkle_root(data["claimHashes"]) != data["root"]:
            raise No("HASH_MISMATCH", "the claims give another root")
        now = self.chain.block()["time"]
        name, book, type_string = ATTESTATIONS["claim"]
        domain = self.book_domain(name, book)
        evidence = {one["claimHash"]: one["attestations"] for one in data["evidence"]}
        for claim_hash in data["claimHashes"]:
            proven = set()
            for one in evidence.get(claim_hash, []):
                about = one["claimHash"] == claim_hash and one["round"] == data["round"] and one["setEpoch"] == epoch
                digest = typed_digest(BOOK_DOMAIN, domain, type_string, one)
                if about and one["expiresAt"] > now and recover(digest, unhex(one["signature"])) == one["verifier"]:
                    proven.add(one["verifier"])
            weight = sum(members.get(address, 0) for address in proven)
            if weight < threshold:
                raise No("REPRODUCTION_FAILED", f"claim {claim_hash} has {weight} of {threshold} weight proven")
        return f"{len(data['claimHashes'])} claims under {data['root']}"

    def open_set(self, kind):
        """The open epoch, the weights of its members that are not revoked, and the threshold of a kind."""
        at = self.rules["contracts"]["verifierSet"]
        epoch = self.chain.call(at, "currentEpoch()")[0]
        info = self.chain.call(at, "epochInfo(uint64)", epoch)
        words = self.chain.call(at, "verifiersOf(uint64)", epoch)[2:]  # an offset and a length come first
        members = {}
        for signer, weight, _ in zip(words[0::3], words[1::3], words[2::3]):
            address = as_address(signer)
            if self.chain.call(at, "isRevoked(address)", address)[0] == 0:
                members[address] = weight
        return epoch, members, info[4 + ("claim", "snapshot", "intent").index(kind)]

    # --- trades ----------------------------------------------------------------------------------------------------------

    def check_intent(self, data):
        intent, rules = data["intent"], self.rules
        buys = intent["action"] == "BUY"
        if hex0x(struct_hash(INTENT, {**intent, "action": 0 if buys else 1})) != data["intentHash"]:
            raise No("HASH_MISMATCH", "the intent does not hash to what it came as")
        if hex0x(keccak(unhex(data["adapterData"]))) != intent["adapterDataHash"]:
            raise No("ADAPTER_DATA_MISMATCH", "the route is not the signed one")
        tokens = (rules["baseAsset"], rules["tradedToken"])
        if intent["fund"] != rules["fund"]:
            raise No("INVALID_SCOPE", f"it names fund {intent['fund']}")
        if (intent["tokenIn"], intent["tokenOut"]) != (tokens if buys else tokens[::-1]):
            raise No("TOKEN_NOT_ALLOWED", "these are not the fund's two sides")
        if intent["adapter"] not in rules["adapters"]:
            raise No("ADAPTER_NOT_ALLOWED", f"{intent['adapter']} is no venue of the fund")
        limits = rules["limits"]
        if intent["maxSlippageBps"] > limits["maxSlippageBps"] or intent["deadline"] - intent["validAfter"] > limits["intentTtlS"]:
            raise No("LIMIT_EXCEEDED", "its slippage or its window is over the fund's")
        if buys and int(intent["amountIn"]) > int(limits["maxAmountIn"]):
            raise No("LIMIT_EXCEEDED", f"one position takes at most {limits['maxAmountIn']}")
        quoted = int(intent["quoteAmountOut"])
        if int(intent["minAmountOut"]) < quoted * (10_000 - intent["maxSlippageBps"]) // 10_000:
            raise No("QUOTE_BELOW_MIN", "its minimum is under its quote less the slippage")
        epoch = self.open_set("intent")[0]
        if epoch != intent["setEpoch"]:
            raise No("EPOCH_CLOSED", f"the open set is epoch {epoch}")
        root = as_hash(self.chain.call(rules["contracts"]["snapshotBook"], "snapshotOf(uint64)", intent["round"])[0])
        if root != intent["snapshotRoot"]:
            raise No("SNAPSHOT_UNKNOWN", f"round {intent['round']} has the root {root} on chain")
        run = self.chain.call(rules["contracts"]["core"], "inspectAs(bytes32,bytes,bool)", data["intentHash"], data["adapterData"], 1)
        code = DRY_RUN[run[0]]
        if code not in WAITING:
            raise No(code, f"the contract's dry run says {code}", dry_run=code)
        self.check_price(intent, buys, quoted, code)
        return f"the dry run says {code}; the price holds"

    def check_price(self, intent, buys, quoted, code):
        """The quote against the time-weighted price, which one block's trades cannot bend."""
        rules = self.rules
        pool = next(one for one in rules["pools"] if one["id"] == rules["tradePool"])
        _, price = self.read_price(pool, rules["twapWindowS"], self.chain.block()["number"])
        if price["twapWad"] is None:
            raise No("STALE_DATA", "the pair is too young for a time-weighted price", "NEED_MORE_EVIDENCE", code)
        decimals = {token["address"]: token["decimals"] for token in rules["tokens"]}
        sold, twap = int(intent["amountIn"]), int(price["twapWad"])
        base_units, traded_units = (sold, quoted) if buys else (quoted, sold)
        if traded_units == 0:
            raise No("QUOTE_DISAGREES", "the quote is zero", dry_run=code)
        scale = 18 + decimals[rules["tradedToken"]] - decimals[rules["baseAsset"]]
        off = (base_units * 10**scale // traded_units - twap) * 10_000 // twap
        if (off if buys else -off) > MAX_DEVIATION_BPS:
            raise No("PRICE_DEVIATION", f"the quote is {off} bps from the time-weighted price", dry_run=code)


def merkle_root(claim_hashes):
    """Double-hashed leaves in falling order at the end of a heap, pairs sorted: OpenZeppelin's StandardMerkleTree."""
    if not claim_hashes or len(set(claim_hashes)) != len(claim_hashes):
        raise No("HASH_MISMATCH", "it lists no claim, or one twice")
    leaves = sorted((keccak(keccak(unhex(one))) for one in claim_hashes), reverse=True)
    tree = [b""] * (len(leaves) - 1) + leaves
    for index in range(len(leaves) - 2, -1, -1):
        tree[index] = keccak(b"".join(sorted(tree[2 * index + 1 : 2 * index + 3])))
    return hex0x(tree[0])


def tell(what, **data):
    print(json.dumps({"what": what, **data}), flush=True)


def main():
    parser = argparse.ArgumentParser(description="A verifier of a Quorate fund.")
    parser.add_argument("--url", required=True, help="of the gateway")
    parser.add_argument("--rpc", required=True, help="of a node of your own")
    parser.add_argument("--fund", required=True)
    parser.add_argument("--chain-id", required=True, type=int)
    parser.add_argument("--vault", required=True, help="the fund's address")
    parser.add_argument("--name", default="delta")
    parser.add_argument("--weight", type=int, default=1)
    parser.add_argument("--title", default="")
    parser.add_argument("--bot-id", help="of a registration that was made before")
    parser.add_argument("--retire", action="store_true", help="leave the fund, and end")
    given = parser.parse_args()
    key = Key(unhex(os.environ["VERIFIER_KEY"]))
    gateway = Gateway(given.url, given.fund, given.chain_id, checksummed(given.vault), key)
    verifier = Verifier(gateway, Chain(given.rpc), given.chain_id, key)
    if given.retire:
        status, said = gateway.post("/bots/retire", {"type": "bot.retire", "botId": given.bot_id})
        tell("retired", status=status, answer=said)
        return
    bot_id = given.bot_id or verifier.register(given.name, given.weight, given.title)
    verifier.wait_until_active(bot_id)
    verifier.run()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
