// A sandbox: a bot from a moment of its past, or from now, with events that one thinks of and effects that one answers. The
// gateway runs its machine and keeps nothing, so all steps are sent each time.
import { FlaskConical } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { activeOf, stateWords } from '#console/bot/shown.ts'
import { seqOf } from '#console/past/timeline.ts'
import { useChart } from '#console/bot/useChart.ts'
import type { BotNow, Chart } from '#console/bot/botShapes.ts'
import { ChartView } from '#console/chart/chartView.tsx'
import { marksOf } from '#console/chart/marks.ts'
import { api, asked } from '#console/data/api.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { Address } from '#console/parts/address.tsx'
import { botHref, whatIfHref } from '#console/parts/hrefs.ts'
import { Loading, NotYet } from '#console/parts/notice.tsx'
import { StateBadge } from '#console/parts/stateBadge.tsx'
import '#console/style/bot.css'
import '#console/style/whatIf.css'
import { Outcome } from './outcome.tsx'
import { StepList } from './stepList.tsx'
import { keepSteps, keptSteps, type Step, type Tried, type WhatIf } from './steps.ts'
import { TryForm } from './tryForm.tsx'

/** `/bots/{address}/what-if?seq=`; without a moment it begins now. */
export function WhatIfPage({ address = '' }: { readonly address?: string }): ReactNode {
  const seq = seqOf(useSearch())
  const [, navigate] = useLocation()
  const bot = useAnswer(address, () => asked(api.GET('/api/v1/bots/{address}', { params: { path: { address } } })))
  const now = bot.data?.address === address ? bot.data : undefined
  useEffect(() => {
    // now is a moment too: the sandbox stands still while the bot goes on
    if (seq === undefined && now !== undefined) navigate(whatIfHref(address, now.seq), { replace: true })
  }, [address, seq, now, navigate])
  if (now === undefined || seq === undefined) return <NotYet what={address} refusal={bot.refusal} again={bot.again} />
  return <Sandbox key={`${address} ${seq}`} bot={now} seq={seq} />
}

function Sandbox({ bot, seq }: { readonly bot: BotNow; readonly seq: number }): ReactNode {
  const { address } = bot
  const [steps, setSteps] = useState(() => keptSteps(sessionStorage, address, seq))
  const [chosen, setChosen] = useState<number>()
  const chart = useChart(bot.role, bot.version)
  const { data, refusal, isAsking, again } = useAnswer(JSON.stringify(steps), (signal) =>
    asked(
      api.POST('/api/v1/bots/{address}/what-if', { params: { path: { address } }, body: { seq, steps: [...steps] }, signal }),
    ),
  )
  if (data === undefined) {
    return <NotYet what={`${address} at turn ${seq}`} refusal={refusal} again={again} />
  }
  const all = [data.start, ...data.moments]
  const at = Math.min(chosen ?? Infinity, all.length - 1)
  const moment = all[at] ?? data.start
  const change = (next: readonly Step[], show?: number): void => {
    keepSteps(sessionStorage, { address, seq, steps: next })
    setSteps(next)
    setChosen(show)
  }
  // from the moment that is shown: what came after it, or was refused, is given up
  const add = (step: Step): void => change([...steps.slice(0, at), step])
  return (
    <div className="bot sandbox">
      <div className="bot-top">
        <header className="bot-head">
          <h1>
            What if: <Address text={address} />
          </h1>
          <StateBadge status={moment.status} state={stateWords(moment.value)} />
          <span className="faint">
            from <Link href={botHref(address, seq)}>turn {seq}</Link>
          </span>
        </header>
        <Banner address={address} seq={seq} />
      </div>
      <section className="card bot-chart" aria-label="Statechart in the sandbox">
        {chart.data === undefined ? <Loading what="the chart" /> : <SandboxChart chart={chart.data} moment={moment} />}
      </section>
      <StepList
        steps={steps}
        whatIf={data}
        at={at}
        isAsking={isAsking}
        show={setChosen}
        cutBack={(to) => change(steps.slice(0, to))}
      />
      <aside className="card bot-side sandbox-side" aria-label="In the sandbox">
        <div className="sandbox-scroll">
          {refusal !== undefined && <Failed refusal={refusal} again={again} />}
          <RefusedStep whatIf={data} />
          {moment.status === 'active' ? (
            <TryForm key={`${steps.length} ${at}`} bot={bot} chart={chart.data} moment={moment} isBusy={isAsking} add={add} />
          ) : (
            <p className="faint">It is {moment.status} here: nothing more can be tried. Choose an earlier step to go on from.</p>
          )}
          <Outcome moment={moment} isStart={at === 0} />
        </div>
      </aside>
    </div>
  )
}

function Banner({ address, seq }: { readonly address: string; readonly seq: number }): ReactNode {
  return (
    <div className="sandbox-banner" role="status">
      <FlaskConical aria-hidden />
      <p>
        <b>Sandbox</b>: what the bot would do from turn {seq} on. Nothing leaves it: nothing is written, sent, signed or asked.
      </p>
      <Link href={botHref(address)} className="button">
        Leave the sandbox
      </Link>
    </div>
  )
}

function SandboxChart({ chart, moment }: { readonly chart: Chart; readonly moment: Tried }): ReactNode {
  const active = activeOf(moment.value)
  // its own time: what is waited for counts from the moment, and stands still
  const timers = moment.timers.map(({ id, afterMs }) => ({ id, dueAt: new Date(afterMs).toISOString() }))
  return (
    <ChartView
      chart={chart}
      chartKey={`${chart.role} ${chart.version}`}
      active={active}
      taken={moment.taken}
      marks={marksOf(chart, active, { timers, effects: moment.effects }, 0)}
      isPast={false}
    />
  )
}

function RefusedStep({ whatIf: { refused } }: { readonly whatIf: WhatIf }): ReactNode {
  if (refused === null) return null
  return (
    <div className="refused-step" role="alert">
      <p>
        <b>Step {refused.step + 1} is refused</b>: {refused.message}
      </p>
      <p className="faint">
        {refused.hint} <code>{refused.code}</code>
      </p>
    </div>
  )
}

const Failed = ({
  refusal,
  again,
}: {
  readonly refusal: { message: string; hint: string; code: string }
  readonly again: () => void
}): ReactNode => (
  <div className="refused-step" role="alert">
    <p>{refusal.message}</p>
    <p className="faint">
      {refusal.hint} <code>{refusal.code}</code>
    </p>
    <button type="button" onClick={again}>
      Try again
    </button>
  </div>
)
