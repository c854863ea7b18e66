// A page that cannot be shown: its script is not there any more, or is at fault. The rest of the console goes on.
import { Component, type ReactNode } from 'react'

interface Props {
  /** Another page is another try. */
  readonly of: string
  readonly children: ReactNode
}
interface State {
  readonly failed: { readonly of: string; readonly words: string } | undefined
}

/** Around the pages. */
export class PageFailure extends Component<Props, State> {
  override readonly state: State = { failed: undefined }

  override componentDidCatch(failure: unknown): void {
    this.setState({ failed: { of: this.props.of, words: failure instanceof Error ? failure.message : String(failure) } })
  }

  static getDerivedStateFromError(): null {
    return null // told in componentDidCatch, which knows the page
  }

  override render(): ReactNode {
    const { failed } = this.state
    if (failed === undefined || failed.of !== this.props.of) return this.props.children
    return (
      <div className="notice refused" role="alert">
        <h2>This page could not be shown</h2>
        <p>The daemon may be of another version than the page in your browser. Loading it anew helps then.</p>
        <p className="faint">{failed.words}</p>
        <button type="button" onClick={() => location.reload()}>
          Load anew
        </button>
      </div>
    )
  }
}
