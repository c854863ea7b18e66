// What the bot takes from outside, and the commands of the reader that tell it: each is permitted, asked once and audited. An
// event itself nobody sends from here.
import { useState, type ReactNode } from 'react'
import { typedName } from '#console/chat/commandLine.ts'
import type { BotNow } from './botShapes.ts'
import { CommandDeed } from './commandDeed.tsx'
import { useCommands } from './useCommands.ts'

/** Nothing is sent from the past. */
export function Accepted({ bot, isPast }: { readonly bot: BotNow; readonly isPast: boolean }): ReactNode {
  return (
    <section aria-label="Takes from outside">
      <h2>Takes from outside</h2>
      {isPast ? (
        <p className="faint">Nothing: this is the past. Go back to now to send something.</p>
      ) : bot.accepts.length === 0 ? (
        <p className="faint">Nothing: what it takes comes from other bots and from clocks.</p>
      ) : (
        <Events bot={bot} />
      )}
    </section>
  )
}

function Events({ bot: { accepts } }: { readonly bot: BotNow }): ReactNode {
  const commands = useCommands()
  const [open, setOpen] = useState<string>()
  return (
    <ul className="plain">
      {accepts
        .toSorted((one, other) => Number(other.enabled) - Number(one.enabled))
        .map(({ type, enabled, commands: names, given }) => (
          <li key={type}>
            <div className={enabled ? 'pair' : 'pair off'}>
              <code>{type}</code>
              {!enabled || names.length === 0 ? (
                <span className="faint">{enabled ? 'not by you' : 'not in this state'}</span>
              ) : (
                <span className="deeds">
                  {names.map((name) => {
                    const key = `${type} ${name}`
                    return (
                      <button
                        key={name}
                        type="button"
                        aria-expanded={open === key}
                        onClick={() => setOpen(open === key ? undefined : key)}
                      >
                        {typedName(name)}
                      </button>
                    )
                  })}
                </span>
              )}
            </div>
            {enabled &&
              commands
                ?.filter(({ name }) => names.includes(name) && open === `${type} ${name}`)
                .map((command) => <CommandDeed key={command.name} command={command} given={given} />)}
          </li>
        ))}
    </ul>
  )
}
