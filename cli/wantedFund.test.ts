import { expect, test } from 'vitest'
import { addressFixture } from '#protocol/fixtures.ts'
import type { WantedFund } from '#integrations/chain/checkFund.ts'
import { defaultFund } from './defaultSettings.ts'
import { fundFixture } from '#protocol/fixtures.ts'
import { wantedFund, withSeats } from './wantedFund.ts'

const { contracts, pools } = fundFixture()
const settings = { ...defaultFund('main', 'Main fund', '0'), tradePool: pools[0]?.id ?? '' }
let named = 100
const stated: WantedFund = wantedFund(
  { settings, contracts, pools, venues: [], block: 7 },
  () => addressFixture((named += 1)),
  'settings.json',
)
const joined = { address: addressFixture(900), weight: 2 }

test('a fund that nobody joined is what its settings say', () => {
  expect(stated).toMatchObject({
    fromBlock: 7n,
    parts: contracts,
    config: { thresholds: { claim: 2n, snapshot: 2n, intent: 2n } },
  })
  expect(withSeats(stated, [])).toBe(stated)
})

test('those who joined are in its set, and the thresholds keep their proportion, rounded up', () => {
  const { config } = withSeats(stated, [joined])
  expect(config?.verifiers).toHaveLength(4)
  expect(config?.verifiers.at(-1)).toEqual({ signer: addressFixture(900), weight: 2n, erc1271: false })
  expect(config?.thresholds).toEqual({ claim: 4n, snapshot: 4n, intent: 4n })
})

test('an address that no settings speak of has nothing to be compared with', () => {
  expect(withSeats({ ...stated, config: null }, [joined]).config).toBeNull()
})
