// Events that no turn of the bot could take: what, from whom, why, since when; and what a person does about each.
import { useState, type ReactNode } from 'react'
import { typedName } from '#console/chat/commandLine.ts'
import { api, asked } from '#console/data/api.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { Ago } from '#console/parts/ago.tsx'
import { causeWords } from '#console/parts/causeWords.ts'
import { eventWords } from '#console/parts/eventWords.ts'
import type { DeadLetters } from './useDeadLetters.ts'
import { CommandDeed } from './commandDeed.tsx'
import { JsonTree } from './jsonTree.tsx'
import { useCommands } from './useCommands.ts'

type Line = NonNullable<DeadLetters['letters']>[number]

/** The newest first, as they come. */
export function DeadLettersTab({ letters: { letters, count, refusal, again } }: { readonly letters: DeadLetters }): ReactNode {
  if (letters === undefined)
    return refusal === undefined ? (
      <p className="faint">Reading the dead letters …</p>
    ) : (
      <p className="bad" role="alert">
        {refusal.message} <code>{refusal.code}</code>
      </p>
    )
  if (count === 0)
    return <p className="faint">None: a turn took every event that came. What none could take is kept here for a person.</p>
  return (
    <ul className="plain letters" aria-label="Dead letters">
      {letters.toReversed().map((letter) => (
        <li key={letter.seq}>
          <Letter letter={letter} again={again} />
        </li>
      ))}
      {letters.length < count && <li className="faint">and {count - letters.length} older: ./quorate deadletters list</li>}
    </ul>
  )
}

function Letter({
  letter: { seq, at, event, code, problem },
  again,
}: {
  readonly letter: Line
  readonly again: () => void
}): ReactNode {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <p className="pair">
        <code title={event}>{eventWords(event)}</code>
        <span className="faint">
          {seq} · <Ago at={at} />
        </span>
      </p>
      <p className="bad">
        {problem} <code>{code}</code>
      </p>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Shut' : 'Look at it'}
      </button>
      {isOpen && <Whole seq={seq} again={again} />}
    </>
  )
}

/** The event itself, where it came from, and what may be done. */
function Whole({ seq, again }: { readonly seq: number; readonly again: () => void }): ReactNode {
  const commands = useCommands()
  const { data, refusal } = useAnswer(`letter ${seq}`, () =>
    asked(api.POST('/api/v1/commands/deadletters.show', { body: { seq } })),
  )
  const [chosen, setChosen] = useState<string>()
  const deeds = (commands ?? []).filter(({ name }) => name === 'deadletters.resend' || name === 'deadletters.drop')
  if (data === undefined)
    return refusal === undefined ? <p className="faint">Reading …</p> : <p className="bad">{refusal.message}</p>
  return (
    <>
      <p className="faint">It came {causeWords(data.letter.cause) || 'from a clock'}.</p>
      <JsonTree value={data.letter.event} root="event" changes={[]} />
      {deeds.length === 0 && <p className="faint">Sending it again or dropping it takes the role operator.</p>}
      <p className="deeds">
        {deeds.map(({ name }) => (
          <button
            key={name}
            type="button"
            aria-expanded={chosen === name}
            onClick={() => setChosen(chosen === name ? undefined : name)}
          >
            {typedName(name)}
          </button>
        ))}
      </p>
      {deeds
        .filter(({ name }) => name === chosen)
        .map((command) => (
          <CommandDeed key={command.name} command={command} given={{ seq }} whenDone={again} />
        ))}
    </>
  )
}
