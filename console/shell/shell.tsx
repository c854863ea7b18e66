// What stands around every page: where one can go, who one is, and how the page stands to the daemon.
import {
  Activity,
  CircleAlert,
  Landmark,
  MessagesSquare,
  Moon,
  Network,
  ScrollText,
  Stamp,
  Sun,
  SunMoon,
  type LucideIcon,
} from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useConnection } from '#console/data/useSwarm.ts'
import { ConnectionMark } from './connectionMark.tsx'
import { MeContext, useAskMe } from './me.ts'
import { useIsOutdated } from './otherVersion.ts'
import { pageTitle } from './pageTitle.ts'
import { SignIn } from './signIn.tsx'
import { applyTheme, chosenTheme, nextTheme, type Theme } from './theme.ts'
import { useWaiting, WaitingContext, type Waiting } from './waiting.ts'

interface Place {
  readonly href: string
  readonly title: string
  readonly icon: LucideIcon
  /** Another address that belongs to it. */
  readonly also?: string
  /** How many there are of what waits for the reader. */
  readonly count?: (waiting: Waiting) => number
}
const places: readonly Place[] = [
  { href: '/', title: 'Swarm', icon: Network },
  { href: '/funds', title: 'Funds', icon: Landmark },
  { href: '/approvals', title: 'Approvals', icon: Stamp, count: ({ approvals }) => approvals },
  { href: '/incidents', title: 'Incidents', icon: CircleAlert, count: ({ incidents }) => incidents },
  { href: '/journal', title: 'Journal', icon: ScrollText, also: '/audit' },
  { href: '/chat', title: 'Commands', icon: MessagesSquare },
]

/** The frame of the console around a page. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const connection = useConnection()
  const me = useAskMe(connection)
  const waiting = useWaiting(me)
  const isOutdated = useIsOutdated(connection)
  const [at] = useLocation()
  const title = pageTitle(at, waiting.approvals + waiting.incidents)
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className="shell">
      <a className="skip" href="#main">
        To the content
      </a>
      <header className="bar">
        <Link href="/" className="brand" aria-label="Quorate, the swarm">
          <Activity aria-hidden />
          <span>Quorate</span>
        </Link>
        <nav aria-label="Pages">
          {places.map((place) => (
            <PlaceLink key={place.href} place={place} waiting={waiting} />
          ))}
        </nav>
        <div className="bar-end">
          <ConnectionMark />
          <ThemeButton />
          {me !== undefined && (
            <span className="me" title={`${me.principal}, ${me.role ?? ''}`}>
              {me.person ?? me.principal}
            </span>
          )}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {isOutdated && (
          <p className="outdated" role="status">
            <span>The daemon is of another version than this page. What you see may be wrong until you load it anew.</span>
            <button type="button" onClick={() => location.reload()}>
              Load anew
            </button>
          </p>
        )}
        <MeContext value={me}>
          <WaitingContext value={waiting}>{connection === 'signedOut' ? <SignIn /> : children}</WaitingContext>
        </MeContext>
      </main>
    </div>
  )
}

function PlaceLink({
  place: { href, title, icon: Icon, also, count },
  waiting,
}: {
  readonly place: Place
  readonly waiting: Waiting
}): ReactNode {
  const [at] = useLocation()
  const isHere = href === '/' ? at === '/' || at.startsWith('/bots') : [href, also ?? href].some((one) => at.startsWith(one))
  const waits = count?.(waiting) ?? 0
  return (
    <Link href={href} className="place" aria-current={isHere ? 'page' : undefined}>
      <Icon aria-hidden />
      <span>{title}</span>
      {waits > 0 && (
        <b className="count">
          {waits}
          <span className="unseen"> waiting</span>
        </b>
      )}
    </Link>
  )
}

const themeWords: Readonly<Record<Theme, { readonly icon: LucideIcon; readonly says: string }>> = {
  auto: { icon: SunMoon, says: 'Colours as the system has them' },
  light: { icon: Sun, says: 'Light colours' },
  dark: { icon: Moon, says: 'Dark colours' },
}

function ThemeButton(): ReactNode {
  const [theme, setTheme] = useState(chosenTheme)
  const { icon: Icon, says } = themeWords[theme]
  const change = (): void => {
    const next = nextTheme(theme)
    applyTheme(next)
    setTheme(next)
  }
  return (
    <button type="button" className="icon" onClick={change} aria-label={`${says}; change`} title={says}>
      <Icon aria-hidden />
    </button>
  )
}
