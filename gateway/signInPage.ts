// The page on which people sign in: one file, no other address is asked for anything. Its script and style are allowed by
// their hashes and nothing else is.
import { createHash } from 'node:crypto'

/** A page and what its header allows it. */
export interface Page {
  readonly text: string
  readonly script: string
  readonly style: string
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}
button,a.button{font:inherit;padding:.5rem 1rem;margin:.25rem .5rem .25rem 0}output{display:block;margin-top:1rem;white-space:pre-wrap}`

const script = `const out=document.querySelector('output');const say=t=>{out.textContent=t};
const ask=async(path,body,method='POST')=>{const r=await fetch(path,{method,credentials:'same-origin',headers:body?{'content-type':'application/json'}:{},body:body&&JSON.stringify(body)});
const a=r.headers.get('content-type')?.includes('json')?await r.json():{};if(!r.ok)throw new Error(a.error?a.error.message+'\\n'+a.error.hint:'HTTP '+r.status);return a};
const show=async()=>{try{const me=await ask('/api/v1/me',undefined,'GET');say('Signed in as '+(me.person??me.principal)+': '+me.role+' of '+(me.funds.join(', ')||'no fund')+'.');
document.querySelector('#end').hidden=false}catch{say('Not signed in. Open the address that the daemon printed at its start, or print a new one: ./quorate session open')}};
const attempt=f=>async()=>{try{await f();await show()}catch(e){say(e.message)}};
const token=new URLSearchParams(location.hash.slice(1)).get('token');
if(token){history.replaceState(null,'',location.pathname);attempt(()=>ask('/api/v1/sessions',{token}))()}else show();
const hex=t=>'0x'+[...new TextEncoder().encode(t)].map(b=>b.toString(16).padStart(2,'0')).join('');
const wallet=document.querySelector('#ethereum');wallet.hidden=!window.ethereum;
wallet.onclick=attempt(async()=>{const [account]=await window.ethereum.request({method:'eth_requestAccounts'});
const {message}=await ask('/api/v1/sessions/ethereum/message',{address:account});
const signature=await window.ethereum.request({method:'personal_sign',params:[hex(message),account]});await ask('/api/v1/sessions/ethereum',{message,signature})});
document.querySelector('#end').onclick=attempt(async()=>{await ask('/api/v1/sessions/current',undefined,'DELETE');document.querySelector('#end').hidden=true});`

const html = (body: string, code: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Quorate: sign in</title><style>${style}</style><body>${body}<script>${code}</script></body></html>`

const pageOf = (body: string, code: string): Page => ({ text: html(body, code), script: code, style })

/** Signs in with the token of the address, with a wallet, or leads to the provider. */
export const signInPage: Page = pageOf(
  `<h1>Quorate</h1><p><button id="ethereum" hidden>Sign in with Ethereum</button><a class="button" href="/api/v1/sessions/oidc">Sign in at your provider</a><button id="end" hidden>Sign out</button></p><output aria-live="polite">…</output>`,
  script,
)

/** After the provider: goes on to a page that has the cookie. */
export const arrivedPage: Page = pageOf('<p>Signed in. <a href="/sign-in">Go on</a></p>', `location.replace('/sign-in')`)

const source = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing but what the page itself brings, and nobody frames it. */
export function pageHeaders({ script: code, style: look }: Page): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': `default-src 'none'; script-src ${source(code)}; style-src ${source(look)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  }
}
