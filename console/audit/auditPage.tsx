// The audit log: who asked for what and what came of it, each entry hashed onto the one before.
import { Download } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { saveFile } from '#console/bot/saveFile.ts'
import { api, asked, Refusal } from '#console/data/api.ts'
import type { AuditLine, AuditVerdict } from '#console/data/shapes.ts'
import { useLongAnswer, type LongList } from '#console/data/useLongAnswer.ts'
import { FilterEnd, FilterField } from '#console/journal/filterParts.tsx'
import { textIn } from '#console/journal/filters.ts'
import { End, News } from '#console/journal/journalPage.tsx'
import { RecordsHead } from '#console/journal/recordsHead.tsx'
import { auditHref } from '#console/parts/hrefs.ts'
import { LongRows } from '#console/parts/longList.tsx'
import { Empty, Loading, Refused } from '#console/parts/notice.tsx'
import '#console/style/money.css'
import '#console/style/journal.css'
import { allAuditLines } from './auditLines.ts'
import { AuditRow } from './auditRow.tsx'
import { Verification } from './verification.tsx'

const pageSize = 100

/** `/audit?text=`. */
export function AuditPage(): ReactNode {
  const [search] = useSearchParams()
  const text = (search.get('text') ?? '').trim()
  const [verdict, setVerdict] = useState<AuditVerdict>()
  const list = useLongAnswer(
    text,
    (before, signal) => {
      const query = { limit: pageSize, ...(text === '' ? {} : { text }), ...(before === undefined ? {} : { before }) }
      return asked(api.GET('/api/v1/audit', { params: { query }, signal }))
    },
    ({ entries }) => entries,
  )
  return (
    <div className="records audit">
      <RecordsHead chosen="audit">
        <Export />
      </RecordsHead>
      <Verification verdict={verdict} tell={setVerdict} />
      <TextForm key={text} text={text} />
      <section className="card records-found" aria-label="Entries" aria-busy={list.isLoading}>
        <Found list={list} text={text} verdict={verdict} />
      </section>
    </div>
  )
}

function TextForm({ text }: { readonly text: string }): ReactNode {
  const [, navigate] = useLocation()
  return (
    <form
      role="search"
      aria-label="Search the audit log"
      className="card filters short"
      onSubmit={(event) => {
        event.preventDefault()
        navigate(auditHref(textIn(new FormData(event.currentTarget), 'text').trim()))
      }}
    >
      <FilterField name="text" title="Text" example="a principal, a command such as fund.pause, or a code" value={text} />
      <FilterEnd clear={text === '' ? undefined : '/audit'} />
    </form>
  )
}

function Found({
  list,
  text,
  verdict,
}: {
  readonly list: LongList<AuditLine>
  readonly text: string
  readonly verdict: AuditVerdict | undefined
}): ReactNode {
  const { rows, isLoading, isEnd, refusal, again } = list
  if (rows.length === 0) {
    if (refusal?.code === 'UNKNOWN_BOT')
      return <Empty title="Not for you">The audit log tells of all funds, so it is there for those who see all of them.</Empty>
    if (refusal !== undefined) return <Refused refusal={refusal} again={again} />
    if (isLoading) return <Loading what="the audit log" />
    if (isEnd)
      return (
        <Empty title={text === '' ? 'Nothing was asked for yet' : `No entry has “${text}”`}>
          Whatever changes something is on record here before it is done, and again when it is.
        </Empty>
      )
  }
  return (
    <>
      <News list={list} />
      <LongRows
        list={list}
        label="Entries, newest first"
        keyOf={({ index }) => index}
        render={(line) => <AuditRow line={line} verdict={verdict} />}
        end={<End list={list} />}
      />
    </>
  )
}

/** Every entry as a file. */
function Export(): ReactNode {
  const [state, setState] = useState<'idle' | 'busy' | Refusal | 'cut'>('idle')
  const save = async (): Promise<void> => {
    setState('busy')
    try {
      const { lines, isWhole } = await allAuditLines()
      saveFile('audit.jsonl', 'application/x-ndjson', lines)
      setState(isWhole ? 'idle' : 'cut')
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure
      setState(failure)
    }
  }
  return (
    <>
      {state instanceof Refusal && (
        <span className="bad" role="alert">
          {state.message}
        </span>
      )}
      {state === 'cut' && <span role="status">Only the newest 200,000: ./quorate audit export has them all</span>}
      <button type="button" disabled={state === 'busy'} onClick={() => void save()}>
        <Download aria-hidden /> {state === 'busy' ? 'Reading …' : 'Export'}
      </button>
    </>
  )
}
