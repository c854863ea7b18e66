// What sentences of the tests may name: two tokens, two funds, two routers, two chains, two people.
import type { Known } from './known.ts'

/** Two people's addresses. */
export const mara = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
export const jun = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'

/** What is registered in every test that says nothing else. */
export const knownFixture: Known = {
  tokens: [
    { symbol: 'USDC', address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' },
    { symbol: 'WETH', address: '0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512' },
  ],
  funds: ['main', 'reserve'],
  spenders: [
    { name: 'uniswap-v2', address: '0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0' },
    { name: 'uniswap-v3', address: '0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9' },
  ],
  chains: [
    { name: 'local', id: 31_337 },
    { name: 'Base Sepolia', id: 84_532 },
  ],
}

/** With a third token: nothing is the only other one. */
export const threeTokensFixture: Known = {
  ...knownFixture,
  tokens: [...knownFixture.tokens, { symbol: 'DAI', address: '0xDc64a140Aa3E981100a9becA4E685f962f0cF6C9' }],
}
