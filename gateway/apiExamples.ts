// Examples of the OpenAPI document: real hashes and signatures, made with Anvil's published development key 1.
// A test parses each with the schema that it stands under and makes the signatures again.

/** One signed request, step by step. */
export const signedExample = {
  privateKey: '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
  request: {
    audience: 'quorate:31337:0x000000000000000000000000000000000000a001',
    method: 'POST',
    target: '/api/v1/funds/main/attestations',
    bodyHash: '0xc345d1799fe78108affcb099515634645310bda71d174ca1617b8792ac39162e',
    timestamp: 1760000300,
    nonce: '42',
  },
  canonicalBody:
    '{"attestation":null,"claimHash":"0xa6b17e32182585dcfb577a164f6c3e92c0397c96c559d2cbbeed30794d185945","detail":"","reason":"STALE_DATA","type":"claim.attest","verdict":"FAIL"}',
  digest: '0xf1a586eedb6e104700479341312723e6254890e04099e2ad237dd5b0d4fb9bd7',
  signature:
    '0xe6ee3ae6e48a183be0571c820a6fac7cafa60eba26feb1bb2375c2ac6a74c9ed70ae308770b90e2a6c4cdfafc7f3af092d371226d3f35c1ce26e1f32b31209811b',
} as const

const signer = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const vault = '0x000000000000000000000000000000000000a001'
const claimHash = '0xa6b17e32182585dcfb577a164f6c3e92c0397c96c559d2cbbeed30794d185945'
const intentHash = '0x1f87f071413d2c264066f7ee1511a6d881c61f06fdce38b2c98d028c349f7661'
const root = '0x000000000000000000000000000000000000000000000000000000000000b002'

const claimAttestation = {
  claimHash,
  round: 7,
  setEpoch: 1,
  verifier: signer,
  expiresAt: 1760000900,
  nonce: '91372049187234',
  signature:
    '0x88cd466a1c4fdcfcf06259c57833fdab14fc767a2042751b0f2cccaf4889232956cfb2c7dd096e117c9a1b3d4134dce794507aa75e87f7e61379f3395a7a8a4b1c',
}

const snapshotAttestation = {
  root,
  round: 7,
  setEpoch: 1,
  verifier: signer,
  expiresAt: 1760000900,
  nonce: '91372049187234',
  signature:
    '0x1e421d12a4de954a785e94548bf4d1e786871c20a6bd2a00d2b4752872314efa42301903fc553360aeee1d7848b81be8f440316ff8ead4bfa0172b17af3b141b1b',
}

const intentAttestation = {
  intentHash,
  setEpoch: 1,
  verifier: signer,
  expiresAt: 1760000900,
  nonce: '91372049187234',
  signature:
    '0x124a82d853a91aec2c266664053d36bb81a16563e4f2c2408a2955458693a93134da548bad33e4510f28a73423f838ba5b851ed550e88c8bb7f91ac728564fb21b',
}

const claim = {
  fund: vault,
  round: 7,
  schemaId: 'amm-price/1',
  sourceType: 'amm-price',
  sourceRef:
    'eip155:31337/0x000000000000000000000000000000000000A014@42:0x000000000000000000000000000000000000000000000000000000000000b02a',
  selector: 'price:0x000000000000000000000000000000000000a00b/0x000000000000000000000000000000000000A00a:60s',
  extracted: '{"spotWad":"1500000000000000000"}',
  extractedType: 'amm-price/1',
  timestamp: 1760000000,
  responseHash: '0x000000000000000000000000000000000000000000000000000000000000b001',
  evidenceType: 'block',
  evidenceURI: 'eip155:31337/42',
  crawler: signer,
  notes: '',
}

const intent = {
  fund: vault,
  setEpoch: 1,
  action: 'BUY',
  tokenIn: '0x000000000000000000000000000000000000A00a',
  tokenOut: '0x000000000000000000000000000000000000a00b',
  amountIn: '1000000000',
  minAmountOut: '490000000000000000',
  quoteAmountOut: '500000000000000000',
  maxSlippageBps: 200,
  validAfter: 1760000000,
  deadline: 1760000600,
  snapshotRoot: root,
  round: 7,
  adapter: '0x000000000000000000000000000000000000a01e',
  adapterDataHash: '0xa66cc928b5edb82af9bd49922954155ab7b0942694bea4ce44661d9a8736c688',
  nonce: '1',
}

const intentAttest = {
  type: 'intent.attest',
  intentHash,
  verdict: 'PASS',
  reason: 'OK',
  detail: '',
  attestation: intentAttestation,
  dryRun: 'OK',
}

/** By the name of the schema. */
export const examples: Readonly<Record<string, unknown>> = {
  EvmAddress: signer,
  Hash: claimHash,
  Amount: '1500000',
  Nonce: '91372049187234',
  Signature: signedExample.signature,
  AdapterData: '0x0000000000000000000000000000000000000000000000000000000000000007',
  Error: {
    error: {
      code: 'UNKNOWN_FUND',
      message: 'no fund mane',
      hint: 'list them: GET /api/v1/funds',
      retryable: false,
      details: { fundId: 'mane' },
    },
  },
  Claim: claim,
  Intent: intent,
  ClaimSubmit: {
    type: 'claim.submit',
    claim: claim,
  },
  ClaimAttest: {
    type: 'claim.attest',
    claimHash,
    verdict: 'PASS',
    reason: 'OK',
    detail: '',
    attestation: claimAttestation,
  },
  SnapshotAttest: {
    type: 'snapshot.attest',
    round: 7,
    root,
    verdict: 'PASS',
    reason: 'OK',
    detail: '',
    attestation: snapshotAttestation,
  },
  IntentPropose: {
    type: 'intent.propose',
    intent: intent,
    adapterData: '0x0000000000000000000000000000000000000000000000000000000000000007',
    reason: 'momentum of 45 bps over 3 rounds',
    decision: {
      rule: 'momentum',
      explanation: 'the price rose by 45 bps over 3 rounds; the threshold is 20',
      figures: { changeBps: '45', thresholdBps: '20' },
    },
    proposeTxHash: '0x000000000000000000000000000000000000000000000000000000000000b009',
  },
  IntentAttest: intentAttest,
  ExecutionReport: {
    type: 'execution.report',
    intentHash,
    outcome: 'executed',
    txHash: '0x000000000000000000000000000000000000000000000000000000000000b00a',
    block: 42,
    code: null,
    detail: '',
  },
  Envelope: {
    signer,
    request: {
      audience: 'quorate:31337:0x000000000000000000000000000000000000a001',
      method: 'POST',
      target: '/api/v1/funds/main/intents/attestations',
      bodyHash: '0x206c5cf46644df1d60e8ad3dd1af589f08a014be83cb1577836e362f73287027',
      timestamp: 1760000300,
      nonce: '43',
    },
    signature:
      '0x1907d85f5c43021474d0cc048cc7b5d725bde52d3c10ebcd1a2a274e2134aa9e6faed1be4cb5e7ac998f5ca68259cf324c1662d122bdb89807a172a2d54afc2b1b',
    body: intentAttest,
  },
  ClaimAttestation: claimAttestation,
  SnapshotAttestation: snapshotAttestation,
  IntentAttestation: intentAttestation,
}
