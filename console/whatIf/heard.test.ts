import { expect, test } from 'vitest'
import type { ChartGraph, ChartTransition } from '#charts/chartGraph.ts'
import { hearsEvent, toldByBots } from './heard.ts'

const on = (source: string, event: string, trigger: ChartTransition['trigger'] = 'event') => ({ source, event, trigger })
const chart = {
  transitions: [
    on('', 'fund.*'),
    on('open', 'round.closed'),
    on('open', 'fund.pause'),
    on('open', 'x', 'after'),
    on('shut', 'round.open'),
  ],
} as unknown as ChartGraph
const active = new Set(['', 'open'])

test('an event is heard where an active state, or one around it, names it or its beginning', () => {
  const types = ['round.closed', 'fund.anything', 'round.open', 'x', 'other']
  expect(types.filter((type) => hearsEvent(chart, active, type))).toEqual(['round.closed', 'fund.anything'])
})

test('what does not come from outside is told by bots', () => {
  expect(toldByBots(chart, active, [{ type: 'fund.pause' }])).toEqual(['round.closed'])
  expect(toldByBots(chart, new Set(['', 'shut']), [])).toEqual(['round.open'])
})
