// One bot: its statechart, live or as it was, and beside it what it knows, did and said.
import { FlaskConical } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { ChartView } from '#console/chart/chartView.tsx'
import { marksOf } from '#console/chart/marks.ts'
import { useSwarmPart } from '#console/data/useSwarm.ts'
import { Address } from '#console/parts/address.tsx'
import { Ago, useNow } from '#console/parts/ago.tsx'
import { whatIfHref } from '#console/parts/hrefs.ts'
import { Loading, NotYet, Refused } from '#console/parts/notice.tsx'
import { StateBadge } from '#console/parts/stateBadge.tsx'
import { Tabs, type Tab } from '#console/parts/tabs.tsx'
import { PastBanner } from '#console/past/pastBanner.tsx'
import { Scrubber } from '#console/past/scrubber.tsx'
import { Truncated } from '#console/past/truncated.tsx'
import { usePlayer } from '#console/past/usePlayer.ts'
import { usePosition } from '#console/past/usePosition.ts'
import { useMe } from '#console/shell/me.ts'
import '#console/style/bot.css'
import type { BotNow, Chart } from './botShapes.ts'
import { ChartExport } from './chartExport.tsx'
import { ContextTab } from './contextTab.tsx'
import { DeadLettersTab } from './deadLettersTab.tsx'
import { JournalTab } from './journalTab.tsx'
import { MessagesTab } from './messagesTab.tsx'
import { momentWords } from './momentWords.ts'
import { NowTab } from './nowTab.tsx'
import { shownOf, stateWords, type Shown } from './shown.ts'
import { useBotStory } from './useBotStory.ts'
import { useChart } from './useChart.ts'
import { useDeadLetters } from './useDeadLetters.ts'
import { useMoment } from './useMoment.ts'

/** `/bots/{address}?seq=`. */
export function BotPage({ address = '' }: { readonly address?: string }): ReactNode {
  // another bot is another page: nothing of the one before it stays
  return <Bot key={address} address={address} />
}

function Bot({ address }: { readonly address: string }): ReactNode {
  const [seq, go] = usePosition()
  const { story, view } = useBotStory(address, seq)
  const { bot, turns } = view
  const isToCome = useSwarmPart((swarm) => seq !== undefined && swarm.seq > 0 && seq > swarm.seq)
  const player = usePlayer(turns, seq, go, story)
  const chart = useChart(bot?.role ?? '', bot?.version)
  const isPast = seq !== undefined
  const turn = player.index < 0 ? undefined : turns[player.index]
  const [tab, setTab] = useState('now')
  // what a moment costs is asked for only where it is shown
  const past = useMoment(address, isPast ? (turn?.seq ?? seq) : tab === 'context' ? bot?.seq : undefined)
  const letters = useDeadLetters(address, isPast ? undefined : deadLettersOf(bot))
  if (bot === undefined) return <NotYet what={address} refusal={view.refusal} again={() => void story.open(seq)} />
  // no turn of it is held up to the moment, and nothing else tells how it stood
  const isGone = isPast && turn === undefined && past.moment === undefined
  const shown = shownOf(bot, turn, isPast ? past : undefined)
  const tabs: readonly Tab[] = [
    {
      key: 'now',
      title: isPast ? 'Then' : 'Now',
      panel: <NowTab bot={bot} shown={shown} chart={chart.data} refusal={past.refusal} />,
    },
    { key: 'context', title: 'Context', panel: <ContextTab shown={shown} moment={past.moment} refusal={past.refusal} /> },
    { key: 'journal', title: 'Journal', panel: <JournalTab view={view} story={story} index={player.index} to={player.to} /> },
    { key: 'messages', title: 'Messages', panel: <MessagesTab address={address} turns={turns} index={player.index} /> },
    // what waits for a person waits now
    ...(letters.isThere && !isPast
      ? [{ key: 'letters', title: lettersTitle(letters.count), panel: <DeadLettersTab letters={letters} /> }]
      : []),
  ]
  return (
    <div className={isPast ? 'bot past' : 'bot'}>
      <div className="bot-top">
        <Head bot={bot} shown={shown} />
        {isPast && (
          <PastBanner
            seq={shown.seq}
            at={shown.at}
            says={momentWords({ shown, asked: seq, isToCome, refusal: past.refusal, address })}
            back={() => go(undefined)}
          />
        )}
      </div>
      <section className="card bot-chart" aria-label="Statechart">
        {isGone && past.refusal !== undefined && past.refusal.code !== 'UNKNOWN_BOT' ? (
          <Truncated refusal={past.refusal} />
        ) : chart.data === undefined ? (
          chart.refusal === undefined ? (
            <Loading what="the chart" />
          ) : (
            <Refused refusal={chart.refusal} again={chart.again} />
          )
        ) : (
          <LiveChart chart={chart.data} shown={shown} address={address} />
        )}
      </section>
      <Scrubber player={player} run={view} story={story} isPast={isPast} />
      <aside className="card bot-side" aria-label="About the bot">
        <Tabs label="About the bot" tabs={tabs} chosen={tab} choose={setTab} />
      </aside>
    </div>
  )
}

/** Asked again when it stops, starts or moves on; a bot that turns all day asks every hundred turns. */
const deadLettersOf = (bot: BotNow | undefined): string | undefined =>
  bot === undefined ? undefined : `${bot.status} ${bot.incarnation} ${Math.floor(bot.seq / 100)}`
const lettersTitle = (count: number): ReactNode => <>Dead letters{count > 0 && <b className="count"> {count}</b>}</>

function Head({ bot, shown }: { readonly bot: BotNow; readonly shown: Shown }): ReactNode {
  return (
    <header className="bot-head">
      <h1>
        <Address text={bot.address} />
      </h1>
      {shown.isKnown && (
        <>
          <StateBadge status={shown.isPast ? shown.status : bot.status} state={stateWords(shown.value)} />
          <span className="faint">
            turn {shown.seq}, <Ago at={shown.at} />
          </span>
          <TryFromHere address={bot.address} shown={shown} />
        </>
      )}
    </header>
  )
}

/** Into the sandbox, for whoever may look into the journal. */
function TryFromHere({ address, shown }: { readonly address: string; readonly shown: Shown }): ReactNode {
  const me = useMe()
  if (me?.actions.includes('journal.read') !== true || shown.seq === 0) return null
  return (
    <Link href={whatIfHref(address, shown.seq)} className="button" title="A sandbox: nothing leaves it">
      <FlaskConical aria-hidden /> Try from here
    </Link>
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
