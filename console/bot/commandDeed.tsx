// A command that a person gives about a bot: its form, the question first where it cannot be taken back, and what came of it.
import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { typedName } from '#console/chat/commandLine.ts'
import { saidBy } from '#console/chat/transcript.ts'
import type { CommandHelp } from '#console/data/shapes.ts'
import { useDeed } from '#console/data/useDeed.ts'
import { useSwarm } from '#console/data/useSwarm.ts'
import { auditHref } from '#console/parts/hrefs.ts'
import type { Filled } from '#console/parts/schemaFields.ts'
import { SchemaForm } from '#console/parts/schemaForm.tsx'
import { argumentsIn, fieldsOfCommand, type Given } from './commandFields.ts'

/** @param given what the bot itself says of the arguments. @param whenDone asks again for what the page shows */
export function CommandDeed({
  command,
  given,
  whenDone,
}: {
  readonly command: CommandHelp
  readonly given: Given
  readonly whenDone?: () => void
}): ReactNode {
  const [filled, setFilled] = useState<Filled>({})
  const [isTried, setTried] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const { connection } = useSwarm()
  const { isBusy, done, refusal, run } = useDeed<string>()
  const { args, problems } = argumentsIn(command, given, filled)
  const submit = (): void => {
    setTried(true)
    if (Object.keys(problems).length > 0) return
    if (command.asks && !isAsked) return setAsked(true)
    setAsked(false)
    run(JSON.stringify([command.name, args]), (key) => saidBy(command, args, key).finally(whenDone))
  }
  return (
    <form
      className="deed"
      aria-label={typedName(command.name)}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p className="faint">{command.help}</p>
      <SchemaForm fields={fieldsOfCommand(command, given)} filled={filled} fill={setFilled} problems={isTried ? problems : {}} />
      <p>
        <button type="submit" className={isAsked ? 'danger' : 'primary'} disabled={isBusy || connection === 'away'}>
          {isAsked ? `Yes, ${typedName(command.name)}` : command.asks ? 'Go on' : 'Ask'}
        </button>{' '}
        {isAsked && (
          <button type="button" onClick={() => setAsked(false)}>
            No
          </button>
        )}
      </p>
      {isAsked && <p role="alert">Are you sure? It is done at once, in your name.</p>}
      {connection === 'away' && <p className="faint">The daemon is away: nothing can be asked until it is back.</p>}
      {done !== undefined && (
        <div role="status">
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide answer scrolls, also for who has only keys */}
          <pre tabIndex={0}>{done}</pre>
          <Link href={auditHref(command.name)}>On record in the audit log</Link>
        </div>
      )}
      {refusal !== undefined && (
        <div className="bad" role="alert">
          <p>
            {refusal.message} <code>{refusal.code}</code>
          </p>
          <p className="faint">{refusal.hint}</p>
        </div>
      )}
    </form>
  )
}
