// Is the log whole? Every entry is hashed again, and the heads that are on chain are looked for: `audit verify`, from the page.
import { ShieldCheck, ShieldQuestion, ShieldX } from 'lucide-react'
import type { ReactNode } from 'react'
import { api, asked } from '#console/data/api.ts'
import type { AuditVerdict } from '#console/data/shapes.ts'
import { useDeed } from '#console/data/useDeed.ts'
import { Address } from '#console/parts/address.tsx'

/** @param tell is given each new verdict */
export function Verification({
  verdict,
  tell,
}: {
  readonly verdict: AuditVerdict | undefined
  readonly tell: (verdict: AuditVerdict) => void
}): ReactNode {
  const { isBusy, refusal, run } = useDeed<AuditVerdict>()
  const verify = (): void =>
    run('verify', async () => {
      const made = await asked(api.POST('/api/v1/commands/audit.verify', { body: {} }))
      tell(made)
      return made
    })
  return (
    <section
      className={`card audit-verdict ${verdict === undefined ? '' : verdict.whole ? 'good' : 'bad'}`}
      aria-label="Is it whole?"
      aria-busy={isBusy}
    >
      <Verdict verdict={verdict} />
      {refusal !== undefined && (
        <p className="bad" role="alert">
          {refusal.message} <code>{refusal.code}</code>
        </p>
      )}
      <button type="button" disabled={isBusy} onClick={verify}>
        {isBusy ? 'Hashing …' : verdict === undefined ? 'Verify' : 'Verify again'}
      </button>
    </section>
  )
}

function Verdict({ verdict }: { readonly verdict: AuditVerdict | undefined }): ReactNode {
  if (verdict === undefined)
    return (
      <>
        <ShieldQuestion aria-hidden />
        <p className="faint">Each entry is hashed onto the one before. Nobody has checked that on this page yet.</p>
      </>
    )
  const { whole, entries, from, head, problem, chain } = verdict
  if (!whole)
    return (
      <>
        <ShieldX aria-hidden />
        <p role="alert">
          <b>The log is not whole</b>: {problem}.
        </p>
      </>
    )
  return (
    <>
      <ShieldCheck aria-hidden />
      <p role="status">
        {entries === 0 ? (
          'The log is empty.'
        ) : (
          <>
            The chain of hashes verifies from entry {from} to entry {from + entries - 1}, head <Address text={head} />.
          </>
        )}{' '}
        <span className="faint">{anchorWords(chain)}</span>
      </p>
    </>
  )
}

function anchorWords({ newest, since, problem }: AuditVerdict['chain']): string {
  if (problem !== null) return `The chain could not be asked for anchors: ${problem}.`
  if (since === null) return 'The chain was not asked for anchors.'
  return newest === null
    ? `No head of it is on chain since block ${since}, so a cut end would not show: ./quorate audit anchor`
    : `Its first ${newest.count} entries are anchored on chain in block ${newest.block}.`
}
