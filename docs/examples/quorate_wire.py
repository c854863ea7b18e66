"""What a Quorate bot in any language needs: canonical JSON, Keccak-256, EIP-712, a key, signed requests, a chain's answers.

Plain Python 3 with two packages that Debian carries: python3-ecdsa and python3-pycryptodome. Nothing here knows a role;
verifier.py does.
"""

import hashlib
import json
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request

import ecdsa
from Cryptodome.Hash import keccak as _keccak
from ecdsa.util import sigdecode_string, sigencode_string

CURVE = ecdsa.SECP256k1
ORDER = CURVE.order


# --- hashing ------------------------------------------------------------------------------------------------------------


def keccak(data):
    """Keccak-256, as Ethereum has it: not the SHA3-256 of the standard library."""
    return _keccak.new(digest_bits=256, data=data).digest()


def hex0x(data):
    return "0x" + data.hex()


def unhex(text):
    return bytes.fromhex(text[2:])


def canonical_json(value):
    """RFC 8785: sorted keys, no spaces, UTF-8. Amounts travel as strings, so no number here has a fraction."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


# --- EIP-712 ------------------------------------------------------------------------------------------------------------


def word(kind, value):
    """One 32-byte word of an EIP-712 struct."""
    if kind == "string":
        return keccak(value.encode("utf-8"))
    if kind == "bytes32":
        return unhex(value)
    if kind == "address":
        return unhex(value).rjust(32, b"\0")
    return int(value).to_bytes(32, "big")  # every uint


def struct_hash(type_string, message):
    """`Name(type field,…)` and a dict with those fields. No nested structs: the protocol has none."""
    fields = type_string[type_string.index("(") + 1 : -1].split(",")
    words = [word(*_field(field, message)) for field in fields]
    return keccak(keccak(type_string.encode()) + b"".join(words))


def _field(field, message):
    kind, name = field.split(" ")
    return kind, message[name]


def typed_digest(domain_type, domain, type_string, message):
    """What a key signs."""
    return keccak(b"\x19\x01" + struct_hash(domain_type, domain) + struct_hash(type_string, message))


REQUEST_DOMAIN = ("EIP712Domain(string name,string version)", {"name": "QuorateRelayer", "version": "1"})
REQUEST = "Request(string audience,string method,string target,bytes32 bodyHash,uint64 timestamp,uint256 nonce)"


# --- keys and addresses -------------------------------------------------------------------------------------------------


def checksummed(address):
    """EIP-55: the protocol writes addresses so, and hashes what it writes."""
    plain = address[2:].lower()
    digest = keccak(plain.encode()).hex()
    return "0x" + "".join(c.upper() if int(digest[i], 16) > 7 else c for i, c in enumerate(plain))


def _address_of(verifying_key):
    return checksummed(hex0x(keccak(verifying_key.to_string())[-20:]))


class Key:
    """A secp256k1 key. It signs digests; the 65 bytes are r, s (the lower one) and 27 or 28."""

    def __init__(self, secret):
        self._key = ecdsa.SigningKey.from_string(secret, curve=CURVE)
        self.address = _address_of(self._key.get_verifying_key())

    def sign(self, digest):
        # RFC 6979: the same digest has the same signature, so that a repeated request is the same bytes
        raw = self._key.sign_digest_deterministic(digest, hashfunc=hashlib.sha256, sigencode=sigencode_string)
        r, s = sigdecode_string(raw, ORDER)
        s = min(s, ORDER - s)  # contracts refuse the other one: it would be a second signature of the same thing
        compact = sigencode_string(r, s, ORDER)
        for v in (27, 28):
            if recover(digest, compact + bytes([v])) == self.address:
                return hex0x(compact + bytes([v]))
        raise RuntimeError("a signature that recovers to nobody")


def recover(digest, signature):
    """The address that signed a digest; None for what is no signature."""
    if len(signature) != 65 or signature[64] not in (27, 28):
        return None
    if sigdecode_string(signature[:64], ORDER)[1] > ORDER // 2:
        return None
    try:
        keys = ecdsa.VerifyingKey.from_public_key_recovery_with_digest(
            signature[:64], digest, CURVE, hashfunc=hashlib.sha256, sigdecode=sigdecode_string
        )
    except (ecdsa.BadSignatureError, AssertionError, ValueError):
        return None
    place = signature[64] - 27  # the point with the even y comes first
    return _address_of(keys[place]) if place < len(keys) else None


# --- the gateway --------------------------------------------------------------------------------------------------------


class Gateway:
    """One fund's relayer over HTTP. Every request is signed for one audience, method, path, body and moment."""

    def __init__(self, url, fund, chain_id, vault, key):
        self.url = url.rstrip("/")
        self.fund = fund
        self.audience = f"quorate:{chain_id}:{checksummed(vault)}"
        self.key = key

    def get(self, path):
        return self._ask("GET", path, None)

    def post(self, path, body):
        return self._ask("POST", path, body)

    def events(self, after):
        """Facts of the fund as they happen, from a fact's id on (None: from now). Ends when the connection does."""
        query = "" if after is None else "?after=" + urllib.parse.quote(after, safe="")
        with self._open("GET", "/events" + query, None, 60) as answer:
            data = []
            for raw in answer:
                line = raw.decode("utf-8").rstrip("\r\n")
                if line.startswith("data:"):
                    data.append(line[5:].strip())
                elif line == "" and data:
                    yield json.loads("\n".join(data))
                    data = []

    def _ask(self, method, path, body):
        try:
            with self._open(method, path, body, 30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)

    def _open(self, method, path, body, timeout):
        target = f"/api/v1/funds/{self.fund}{path}"
        data = None if body is None else canonical_json(body)
        request = {
            "audience": self.audience,
            "method": method,
            "target": target,
            "bodyHash": hex0x(keccak(data or b"")),
            "timestamp": int(time.time()),
            "nonce": secrets.randbits(128),
        }
        headers = {
            "quorate-signer": self.key.address,
            "quorate-timestamp": str(request["timestamp"]),
            "quorate-nonce": str(request["nonce"]),
            "quorate-signature": self.key.sign(typed_digest(*REQUEST_DOMAIN, REQUEST, request)),
        }
        if data is not None:
            headers["content-type"] = "application/json"
        return urllib.request.urlopen(
            urllib.request.Request(self.url + target, data=data, headers=headers, method=method), timeout=timeout
        )


# --- the chain ----------------------------------------------------------------------------------------------------------


class Chain:
    """A node of one's own: what a verifier signs, it has seen for itself."""

    def __init__(self, url):
        self.url = url

    def rpc(self, method, *params):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
        request = urllib.request.Request(self.url, data=body, headers={"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            said = json.load(answer)
        if "error" in said:
            raise RuntimeError(f"{method}: {said['error'].get('message')}")
        return said["result"]

    def call(self, to, signature, *arguments, block="latest"):
        """Calls a view function with arguments of one word each, or bytes last but one; answers its words as integers."""
        data = keccak(signature.encode())[:4] + _encode(signature, arguments)
        tag = block if isinstance(block, str) else hex(block)
        answer = unhex(self.rpc("eth_call", {"to": to, "data": hex0x(data)}, tag))
        return [int.from_bytes(answer[i : i + 32], "big") for i in range(0, len(answer), 32)]

    def block(self, number="latest"):
        found = self.rpc("eth_getBlockByNumber", number if isinstance(number, str) else hex(number), False)
        return {"number": int(found["number"], 16), "hash": found["hash"], "time": int(found["timestamp"], 16)}

    def has_code(self, address, block):
        return self.rpc("eth_getCode", address, hex(block)) != "0x"


def _encode(signature, arguments):
    kinds = [kind for kind in signature[signature.index("(") + 1 : -1].split(",") if kind]
    head, tail = b"", b""
    for kind, value in zip(kinds, arguments):
        if kind != "bytes":
            head += word(kind, value)
            continue
        data = unhex(value)
        head += (32 * len(kinds) + len(tail)).to_bytes(32, "big")
        tail += len(data).to_bytes(32, "big") + data.ljust(-(-len(data) // 32) * 32, b"\0")
    return head + tail


def as_address(number):
    return checksummed(hex0x(number.to_bytes(20, "big")))


def as_hash(number):
    return hex0x(number.to_bytes(32, "big"))
