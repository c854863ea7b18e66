// One bot: its statechart, live or as it was, and beside it what it knows, did and said.
import { useMemo, useState, type ReactNode } from 'react'
import { ChartView } from '#console/chart/chartView.tsx'
import { marksOf } from '#console/chart/marks.ts'
import { Address } from '#console/parts/address.tsx'
import { Ago, useNow } from '#console/parts/ago.tsx'
import { Loading, Refused } from '#console/parts/notice.tsx'
import { StateBadge } from '#console/parts/stateBadge.tsx'
import { Tabs, type Tab } from '#console/parts/tabs.tsx'
import '#console/style/bot.css'
import type { BotNow, Chart } from './botShapes.ts'
import { ChartExport } from './chartExport.tsx'
import { ContextTab } from './contextTab.tsx'
import { JournalTab } from './journalTab.tsx'
import { MessagesTab } from './messagesTab.tsx'
import { NowTab } from './nowTab.tsx'
import { PastBanner } from './pastBanner.tsx'
import { Scrubber } from './scrubber.tsx'
import { shownOf, stateWords, type Shown } from './shown.ts'
import { useBotStory } from './useBotStory.ts'
import { useChart } from './useChart.ts'
import { useMoment } from './useMoment.ts'
import { usePlayer } from './usePlayer.ts'
import { usePosition } from './usePosition.ts'

/** `/bots/{address}?seq=`. */
export function BotPage({ address = '' }: { readonly address?: string }): ReactNode {
  // another bot is another page: nothing of the one before it stays
  return <Bot key={address} address={address} />
}

function Bot({ address }: { readonly address: string }): ReactNode {
  const [seq, go] = usePosition()
  const { story, view } = useBotStory(address, seq)
  const { bot, turns } = view
  const player = usePlayer(turns, seq, go)
  const chart = useChart(bot?.role ?? '', bot?.version)
  const isPast = seq !== undefined
  const turn = player.index < 0 ? undefined : turns[player.index]
  const [tab, setTab] = useState('now')
  // what a moment costs is asked for only where it is shown
  const past = useMoment(address, isPast ? (turn?.seq ?? seq) : tab === 'context' ? bot?.seq : undefined)
  if (bot === undefined) {
    return view.refusal === undefined ? (
      <Loading what={address} />
    ) : (
      <Refused refusal={view.refusal} again={() => void story.open(seq)} />
    )
  }
  const shown = shownOf(bot, turn, isPast ? past : undefined)
  const tabs: readonly Tab[] = [
    { key: 'now', title: isPast ? 'Then' : 'Now', panel: <NowTab bot={bot} shown={shown} chart={chart.data} /> },
    { key: 'context', title: 'Context', panel: <ContextTab shown={shown} moment={past.moment} refusal={past.refusal} /> },
    { key: 'journal', title: 'Journal', panel: <JournalTab view={view} story={story} index={player.index} to={player.to} /> },
    { key: 'messages', title: 'Messages', panel: <MessagesTab address={address} turns={turns} index={player.index} /> },
  ]
  return (
    <div className={isPast ? 'bot past' : 'bot'}>
      <div className="bot-top">
        <Head bot={bot} shown={shown} />
        {isPast && <PastBanner seq={shown.seq} at={shown.at} back={() => go(undefined)} />}
      </div>
      <section className="card bot-chart" aria-label="Statechart">
        {chart.data === undefined ? (
          chart.refusal === undefined ? (
            <Loading what="the chart" />
          ) : (
            <Refused refusal={chart.refusal} again={chart.again} />
          )
        ) : (
          <LiveChart chart={chart.data} shown={shown} address={address} />
        )}
      </section>
      <Scrubber player={player} view={view} story={story} isPast={isPast} />
      <aside className="card bot-side" aria-label="About the bot">
        <Tabs label="About the bot" tabs={tabs} chosen={tab} choose={setTab} />
      </aside>
    </div>
  )
}

function Head({ bot, shown }: { readonly bot: BotNow; readonly shown: Shown }): ReactNode {
  return (
    <header className="bot-head">
      <h1>
        <Address text={bot.address} />
      </h1>
      <StateBadge status={shown.isPast ? shown.status : bot.status} state={stateWords(shown.value)} />
      <span className="faint">
        turn {shown.seq}, <Ago at={shown.at} />
      </span>
    </header>
  )
}

const noWaits = { timers: [], effects: [] }

function LiveChart({
  chart,
  shown,
  address,
}: {
  readonly chart: Chart
  readonly shown: Shown
  readonly address: string
}): ReactNode {
  const now = useNow()
  const time = shown.isPast ? Date.parse(shown.at) : now
  const marks = useMemo(
    () => marksOf(chart, shown.active, shown.waits ?? noWaits, time),
    [chart, shown.active, shown.waits, time],
  )
  return (
    <ChartView
      chart={chart}
      chartKey={`${chart.role} ${chart.version}`}
      active={shown.active}
      taken={shown.taken}
      marks={marks}
      isPast={shown.isPast}
      renderTools={(laidOut) => <ChartExport chart={chart} laidOut={laidOut} shown={shown} address={address} />}
    />
  )
}
