// A page that cannot be shown: its script is not there any more, or is at fault. The rest of the console goes on.
import { Component, type ReactNode } from 'react'

interface Props {
  readonly children: ReactNode
}
interface State {
  /** Why, in the browser's words. */
  readonly words: string | undefined
}

/** Around a page. Give it the page's address as key: another page is another try. */
export class PageFailure extends Component<Props, State> {
  override readonly state: State = { words: undefined }

  static getDerivedStateFromError(failure: unknown): State {
    return { words: failure instanceof Error ? failure.message : String(failure) }
  }

  override render(): ReactNode {
    const { words } = this.state
    if (words === undefined) return this.props.children
    return (
      <div className="notice refused" role="alert">
        <h1>This page could not be shown</h1>
        <p>The daemon may be of another version than the page in your browser. Loading it anew helps then.</p>
        <p className="faint">{words}</p>
        <button type="button" onClick={() => location.reload()}>
          Load anew
        </button>
      </div>
    )
  }
}
