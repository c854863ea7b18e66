import { expect, test } from 'vitest'
import { factSchemas, parseFact } from './facts.ts'
import { hashFixture } from './fixtures.ts'

test('the names of all facts are pinned', () => {
  expect(Object.keys(factSchemas).toSorted()).toMatchInlineSnapshot(`
    [
      "account.confirmed",
      "account.failed",
      "account.gapFilled",
      "account.held",
      "account.reorged",
      "account.replaced",
      "account.sent",
      "account.undone",
      "approval.asked",
      "approval.decided",
      "approval.denied",
      "approval.ended",
      "approval.granted",
      "audit.anchored",
      "audit.entry",
      "audit.unanchored",
      "bot.decided",
      "bot.held",
      "bot.joined",
      "bot.left",
      "bot.requested",
      "card.lost",
      "card.posted",
      "claim.attested",
      "claim.finalized",
      "claim.refused",
      "claim.submitted",
      "crawler.failed",
      "errand.answered",
      "errand.taken",
      "errand.unanswered",
      "fund.changeAnnounced",
      "fund.claimed",
      "fund.depositRequested",
      "fund.deposited",
      "fund.paused",
      "fund.redeemRequested",
      "fund.unpaused",
      "fund.unvalued",
      "fund.valued",
      "fund.withdrawn",
      "herald.skipped",
      "incident.acknowledged",
      "incident.escalated",
      "incident.pauseFailed",
      "incident.paused",
      "incident.raised",
      "incident.resolved",
      "intent.approved",
      "intent.attested",
      "intent.awaitingApproval",
      "intent.cleared",
      "intent.dropped",
      "intent.dryRun",
      "intent.executed",
      "intent.proposed",
      "intent.refused",
      "keeper.failed",
      "keeper.held",
      "key.ended",
      "key.made",
      "link.ended",
      "link.made",
      "monitor.blind",
      "price.known",
      "price.observed",
      "price.unavailable",
      "request.asked",
      "request.failed",
      "request.settled",
      "round.closed",
      "round.opened",
      "schedule.ended",
      "schedule.made",
      "schedule.missed",
      "schedule.ran",
      "session.ended",
      "session.opened",
      "set.announced",
      "set.opened",
      "set.waits",
      "snapshot.attested",
      "snapshot.failed",
      "snapshot.materialized",
      "snapshot.published",
      "strategy.asked",
      "strategy.decided",
      "strategy.failed",
      "strategy.refused",
      "subscription.ended",
      "subscription.muted",
      "subscription.set",
      "swarm.changed",
      "verifier.failed",
      "workflow.blind",
      "workflow.cancelAsked",
      "workflow.dispatched",
      "workflow.ended",
      "workflow.progressed",
      "workflow.reviewed",
      "workflow.waiting",
    ]
  `)
})

test('a fact is read with its data, without what its name does not promise', () => {
  const promised = { fundId: 'main', round: 7, claimHash: hashFixture(1), mode: 'OFFCHAIN', txHash: null }
  expect(parseFact({ type: 'claim.finalized', data: { ...promised, extra: 1 } })).toEqual({
    type: 'claim.finalized',
    ...promised,
  })
})

test('what is not a fact of ours is null, also when it is named like a method of objects', () => {
  expect(parseFact({ type: 'weather.changed', data: {} })).toBeNull()
  expect(parseFact({ type: 'toString', data: {} })).toBeNull()
})

test('a fact with data of the wrong shape is refused', () => {
  expect(() => parseFact({ type: 'round.opened', data: {} })).toThrow()
})
