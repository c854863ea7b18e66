// The command table as a conversation: a line as in a terminal, or a form for it. Every surface has the same commands.
import { useState, useSyncExternalStore, type ReactNode } from 'react'
import { api, asked } from '#console/data/api.ts'
import type { CommandHelp } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { NotYet } from '#console/parts/notice.tsx'
import '#console/style/chat.css'
import { CommandForm } from './commandForm.tsx'
import { CommandList } from './commandList.tsx'
import { readLine, typedName } from './commandLine.ts'
import { Exchanges } from './exchanges.tsx'
import { Prompt } from './prompt.tsx'
import { Transcript } from './transcript.ts'

const transcript = new Transcript()

/** Commands and their answers. */
export function CommandsPage(): ReactNode {
  const help = useAnswer('commands', () => asked(api.GET('/api/v1/commands')))
  const exchanges = useSyncExternalStore(transcript.subscribe, transcript.view)
  const [chosen, setChosen] = useState<CommandHelp>()
  const [confirming, setConfirming] = useState<{ readonly line: string; readonly command: CommandHelp; readonly args: object }>()
  if (help.data === undefined) return <NotYet what="the commands" refusal={help.refusal} again={help.again} />
  const { commands } = help.data
  const submit = (line: string): void => {
    const read = readLine(commands, line)
    if (read.kind === 'unknown') return transcript.unread(line, read.problem, read.near)
    const asking = { line, command: read.command, args: read.args }
    if (read.command.asks) return setConfirming(asking)
    transcript.ask(line, read.command, read.args)
  }
  const confirm = (): void => {
    if (confirming !== undefined) transcript.ask(confirming.line, confirming.command, confirming.args)
    setConfirming(undefined)
  }
  return (
    <div className="chat">
      <section className="chat-main" aria-label="Conversation">
        <h1>Commands</h1>
        <Exchanges exchanges={exchanges} />
        {chosen !== undefined && (
          <CommandForm key={chosen.name} command={chosen} submit={submit} close={() => setChosen(undefined)} />
        )}
        {confirming !== undefined && (
          <div className="card confirm" role="alertdialog" aria-label="Are you sure?">
            <p>
              <code>{confirming.line}</code>
            </p>
            <p>{confirming.command.help}</p>
            <button type="button" className="primary" onClick={confirm}>
              Yes, {typedName(confirming.command.name)}
            </button>{' '}
            <button type="button" onClick={() => setConfirming(undefined)}>
              No
            </button>
          </div>
        )}
        <Prompt commands={commands} submit={submit} />
      </section>
      <CommandList commands={commands} choose={setChosen} />
    </div>
  )
}
