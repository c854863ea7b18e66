// The way in: the one-time token of the address, which is used at once and taken out of the address, or another proof.
import { KeyRound } from 'lucide-react'
import { use, useEffect, useState, type ReactNode } from 'react'
import { api, asked, Refusal } from '#console/data/api.ts'
import { SwarmContext } from '#console/data/useSwarm.ts'

/** Takes the token out of the address, so that it is in no history and no screenshot. */
function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token !== null) history.replaceState(null, '', location.pathname + location.search)
  return token
}

/** Shown while nobody is signed in. */
export function SignIn(): ReactNode {
  const swarm = use(SwarmContext)
  const [problem, setProblem] = useState<Refusal>()
  const [isTrying, setIsTrying] = useState(false)
  useEffect(() => {
    const enter = (): void => {
      const token = takeToken()
      if (token === null) return
      setIsTrying(true)
      asked(api.POST('/api/v1/sessions', { body: { token } }))
        .then(swarm.again, (failure: unknown) => failure instanceof Refusal && setProblem(failure))
        .finally(() => setIsTrying(false))
    }
    enter()
    // an address that is pasted over this one changes only what stands behind its #
    addEventListener('hashchange', enter)
    // whoever signed in in another tab is signed in here
    addEventListener('focus', swarm.again)
    return () => {
      removeEventListener('hashchange', enter)
      removeEventListener('focus', swarm.again)
    }
  }, [swarm])
  return (
    <section className="sign-in card" aria-busy={isTrying}>
      <KeyRound aria-hidden />
      <h1>{isTrying ? 'Signing in …' : 'Sign in'}</h1>
      {problem !== undefined && (
        <p role="alert" className="bad">
          {problem.message}. {problem.hint}
        </p>
      )}
      <p>
        The daemon printed an address with a one-time token when it started. Open that, or have a new one made; signed in in
        another tab, you go on here where you were:
      </p>
      <pre>
        <code>./quorate session open</code>
      </pre>
      <p>
        <a className="button" href="/sign-in">
          Sign in with a wallet or at your provider
        </a>
      </p>
    </section>
  )
}
