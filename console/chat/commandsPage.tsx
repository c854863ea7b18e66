// The command table as a conversation: a line as in a terminal, or a form for it. Every surface has the same commands.
import { useState, useSyncExternalStore, type ReactNode } from 'react'
import { api, asked } from '#console/data/api.ts'
import type { CommandHelp } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { NotYet } from '#console/parts/notice.tsx'
import '#console/style/chat.css'
import { CommandForm } from './commandForm.tsx'
import { CommandList } from './commandList.tsx'
import { Exchanges } from './exchanges.tsx'
import { Prompt } from './prompt.tsx'
import { Transcript } from './transcript.ts'

const transcript = new Transcript()

/** Commands and their answers. */
export function CommandsPage(): ReactNode {
  const help = useAnswer('commands', () => asked(api.GET('/api/v1/commands')))
  const exchanges = useSyncExternalStore(transcript.subscribe, transcript.view)
  const [chosen, setChosen] = useState<CommandHelp>()
  if (help.data === undefined) return <NotYet what="the commands" refusal={help.refusal} again={help.again} />
  const { commands } = help.data
  return (
    <div className="chat">
      <section className="chat-main" aria-label="Conversation">
        <h1>Commands</h1>
        <Exchanges exchanges={exchanges} say={(line, revision) => transcript.say(line, revision)} />
        {chosen !== undefined && (
          <CommandForm
            key={chosen.name}
            command={chosen}
            submit={(line) => transcript.say(line)}
            close={() => setChosen(undefined)}
          />
        )}
        <Prompt commands={commands} submit={(line) => transcript.say(line)} />
      </section>
      <CommandList commands={commands} choose={setChosen} />
    </div>
  )
}
