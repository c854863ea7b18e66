// How the page of the API reads: one column of text beside its contents, in the colours that the reader's system has.

/** The style sheet of `/docs`. */
export const docsStyle = `:root { --text: #1c2024; --soft: #5c6670; --line: #d9dee3; --page: #fff; --panel: #f6f8fa; --link: #0b5cad; --get: #0b6b3a; --post: #8a4b00; }
@media (prefers-color-scheme: dark) { :root { --text: #e4e8ec; --soft: #9aa5b0; --line: #343b43; --page: #14181c; --panel: #1c2228; --link: #79b8ff; --get: #6fd69a; --post: #f0b266; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body { margin: 0; color: var(--text); background: var(--page); font: 16px/1.55 system-ui, sans-serif; }
header { position: sticky; top: 0; z-index: 1; display: flex; gap: .75rem; align-items: baseline; padding: .75rem 1.25rem; background: var(--panel); border-bottom: 1px solid var(--line); }
header span { color: var(--soft); } header a { margin-left: auto; }
nav { padding: 1rem 1.25rem; border-bottom: 1px solid var(--line); font-size: .875rem; }
nav a { display: flex; gap: .5rem; align-items: baseline; padding: .15rem 0; color: var(--text); text-decoration: none; overflow-wrap: anywhere; }
nav a:hover { text-decoration: underline; }
nav b { flex: none; } nav summary { margin-top: .75rem; font-weight: 600; cursor: pointer; }
main { padding: 0 1.25rem 4rem; max-width: 60rem; min-width: 0; }
h1 { font-size: 1.75rem; } h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); font-size: 1.375rem; } h3 { margin: 0 0 .25rem; font-size: 1.0625rem; } h4 { margin: 1rem 0 .25rem; }
article { margin: 1.25rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: 8px; }
article:target { border-color: var(--link); }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre { font: .875em/1.45 ui-monospace, monospace; } code { overflow-wrap: anywhere; }
pre { padding: .75rem; overflow-x: auto; background: var(--panel); border-radius: 6px; } pre code { overflow-wrap: normal; }
b.get, b.post, b.delete { display: inline-block; min-width: 2.75rem; font: 700 .75rem/1.5 ui-monospace, monospace; text-transform: uppercase; } b.get { color: var(--get); } b.post, b.delete { color: var(--post); }
small, .proof, .proof code { color: var(--soft); }
.wide { overflow-x: auto; } table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
th, td { padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); } th { color: var(--soft); font-weight: 500; }
td p { margin: 0; } td:first-child { white-space: nowrap; }
summary { cursor: pointer; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: 1rem; z-index: 2; padding: .5rem; background: var(--page); }
@media (min-width: 60rem) { body { display: grid; grid-template-columns: 19rem minmax(0, 1fr); } header { grid-column: 1 / -1; } nav { position: sticky; top: 3.2rem; max-height: calc(100vh - 3.2rem); overflow-y: auto; border-bottom: 0; border-right: 1px solid var(--line); } main { padding: 0 2.5rem 4rem; } }
`
