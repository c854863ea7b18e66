import { expect, test } from 'vitest'
import { claimListCommand, type ClaimList } from './claims.ts'
import { addressOf, botOf, contextOf, hashOf, hostOf } from './fixtures.ts'
import { plainStyle } from './style.ts'

const claim = (sign: string, state: string, votes: readonly object[]): object => ({
  claimHash: hashOf(sign),
  claim: { crawler: addressOf('a'), extracted: '3185.9\u001b[31m' },
  state,
  ballot: { threshold: 2, votes },
})
const relayer = (fundId: string, round: object | null) => botOf(`relayer:${fundId}`, { context: { fundId, round } as never })
const host = hostOf({
  bots: [
    relayer('main', {
      round: 7,
      claims: [
        claim('1', 'open', [
          { weight: 1, verdict: 'PASS' },
          { weight: 5, verdict: 'FAIL' },
        ]),
        claim('2', 'finalized', [
          { weight: 1, verdict: 'PASS' },
          { weight: 1, verdict: 'PASS' },
        ]),
      ],
    }),
    relayer('other', { round: 3, claims: [claim('3', 'refused', [])] }),
    relayer('idle', null),
    botOf('relayer:odd', { context: { odd: true } }),
  ],
})
async function listed(args: object = {}): Promise<ClaimList> {
  for await (const answer of claimListCommand.answer(args, contextOf({ host }))) return answer as ClaimList
  throw new Error('it answers once')
}

test('each claim with the weight behind it; what was refused adds none', async () => {
  const { claims } = await listed()
  expect(claims.map(({ fundId, round, state, weight, threshold }) => [fundId, round, state, weight, threshold])).toEqual([
    ['main', 7, 'open', 1, 2],
    ['main', 7, 'finalized', 2, 2],
    ['other', 3, 'refused', 0, 2],
  ])
  expect((await listed({ fund: 'other' })).claims).toHaveLength(1)
})

test('as a table, with what was read shown and not obeyed', async () => {
  const text = claimListCommand.render(await listed({ fund: 'main' }), plainStyle(120))
  expect(text).toMatch(/claim +fund +round +by +says/)
  expect(text).toContain('3185.9\\u001b[31m')
  expect(text).toContain('1 of 2')
  expect(claimListCommand.render(await listed({ fund: 'idle' }), plainStyle())).toBe('no claim in the rounds that are open')
})
