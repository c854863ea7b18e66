// The journal, searched: what bots took, stated and said, newest first; each turn leads to its bot as it stood after it.
import { useEffect, useState, type ReactNode } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { api, asked } from '#console/data/api.ts'
import type { FoundTurn } from '#console/data/shapes.ts'
import { useFunds } from '#console/data/useFunds.ts'
import { useLongAnswer, type LongList } from '#console/data/useLongAnswer.ts'
import { useSwarm } from '#console/data/useSwarm.ts'
import { LongRows } from '#console/parts/longList.tsx'
import { Empty, Loading, Refused } from '#console/parts/notice.tsx'
import '#console/style/money.css'
import '#console/style/journal.css'
import { FilterEnd, FilterField } from './filterParts.tsx'
import { filtersIn, filtersOf, journalHref, type Filters } from './filters.ts'
import { FoundRow } from './foundRow.tsx'
import { RecordsHead } from './recordsHead.tsx'

const pageSize = 100

/** `/journal?text&event&fact&bot&fund&before`. */
export function JournalPage(): ReactNode {
  const [search] = useSearchParams()
  const filters = filtersOf(search)
  const key = journalHref(filters)
  const list = useLongAnswer(
    key,
    (before, signal) => {
      const { before: newest, ...sought } = filters
      // what is no number is refused in the gateway's words
      const end = before ?? (newest === undefined ? undefined : Number(newest))
      const query = { ...sought, ...(end === undefined ? {} : { before: end }), limit: pageSize }
      return asked(api.GET('/api/v1/turns', { params: { query }, signal }))
    },
    ({ turns }) => turns,
  )
  return (
    <div className="records">
      <RecordsHead chosen="journal" />
      <FilterForm key={key} filters={filters} />
      <section className="card records-found" aria-label="Turns found" aria-busy={list.isLoading}>
        <Found list={list} isFiltered={key !== '/journal'} />
      </section>
    </div>
  )
}

const fields = [
  ['text', 'Text', 'anything that came in or went out'],
  ['event', 'Event', 'claim.submit, or claim.*'],
  ['fact', 'Fact', 'intent.executed, or intent.*'],
  ['bot', 'Bot', 'fund:main'],
  ['before', 'Before turn', 'the newest'],
] as const

function FilterForm({ filters }: { readonly filters: Filters }): ReactNode {
  const [, navigate] = useLocation()
  const funds = useFunds()
  const [fund, setFund] = useState(filters.fund ?? '')
  const names = [...new Set([...(funds.data ?? []).map(({ fundId }) => fundId), ...(fund === '' ? [] : [fund])])]
  return (
    <form
      role="search"
      aria-label="Search the journal"
      className="card filters"
      onSubmit={(event) => {
        event.preventDefault()
        navigate(journalHref(filtersIn(new FormData(event.currentTarget))))
      }}
    >
      {fields.map(([name, title, example]) => (
        <FilterField key={name} name={name} title={title} example={example} value={filters[name] ?? ''} />
      ))}
      <label className="filter fund">
        <span>Fund</span>
        <select name="fund" value={fund} onChange={({ target }) => setFund(target.value)}>
          <option value="">all</option>
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <FilterEnd clear={Object.keys(filters).length > 0 ? '/journal' : undefined} />
    </form>
  )
}

function Found({ list, isFiltered }: { readonly list: LongList<FoundTurn>; readonly isFiltered: boolean }): ReactNode {
  const { rows, isLoading, isEnd, refusal, from, again } = list
  if (rows.length === 0) {
    if (refusal !== undefined) return <Refused refusal={refusal} again={again} />
    if (isLoading) return <Loading what={from === undefined ? 'the journal' : `the journal, back to turn ${from}`} />
    if (isEnd)
      return (
        <Empty title={isFiltered ? 'No turn fits' : 'The journal has no turn here'}>
          {heldFrom(from)} An event is sought by its whole name, or by its beginning and a star.
        </Empty>
      )
  }
  return (
    <>
      <News list={list} />
      <LongRows
        list={list}
        label="Turns, newest first"
        keyOf={({ seq }) => seq}
        render={(turn) => <FoundRow turn={turn} />}
        end={<End list={list} />}
      />
    </>
  )
}

/** How the journal has gone on since. */
export function News({ list: { through, again } }: { readonly list: Pick<LongList<unknown>, 'through' | 'again'> }): ReactNode {
  const { seq } = useSwarm()
  const [shown, setShown] = useState(0)
  const grown = Math.max(0, seq - through)
  useEffect(() => {
    // often enough to be true, seldom enough to be read
    const timer = setTimeout(() => setShown(grown), shown === 0 ? 0 : newsMs)
    return () => clearTimeout(timer)
  }, [grown, shown])
  return (
    <p className="records-news faint">
      <span>As of turn {through}.</span>
      {through > 0 && shown > 0 && (
        <button type="button" onClick={again}>
          {shown} newer {shown === 1 ? 'turn' : 'turns'}: search again
        </button>
      )}
    </p>
  )
}
const newsMs = 2_000

/** What stands after the last row. */
export function End<Row>({ list: { isLoading, isEnd, refusal, from, more } }: { readonly list: LongList<Row> }): ReactNode {
  if (refusal !== undefined)
    return (
      <>
        <span className="bad" role="alert">
          {refusal.message} <code>{refusal.code}</code>
        </span>
        <button type="button" onClick={more}>
          Try again
        </button>
      </>
    )
  if (isEnd) return <span>{heldFrom(from)}</span>
  return isLoading ? (
    <span role="status">Searching{from === undefined ? '' : `, back to turn ${from}`} …</span>
  ) : (
    <>
      <span>Searched back to turn {from}.</span>
      <button type="button" onClick={more}>
        Search further back
      </button>
    </>
  )
}

/** What compaction put aside is not searched. */
const heldFrom = (from: number | undefined): string =>
  from === undefined || from <= 1
    ? 'That is the whole journal.'
    : `Turns before ${from} are not held any more: compaction has put them into the archive.`
