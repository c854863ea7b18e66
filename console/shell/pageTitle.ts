// What a tab of the browser is called: the page, and how much of it waits for the reader. Pure.

const names: Readonly<Record<string, readonly [one: string, all: string]>> = {
  bots: ['', 'Bots'],
  funds: ['Fund ', 'Funds'],
  approvals: ['Approval ', 'Approvals'],
  incidents: ['Incident ', 'Incidents'],
  journal: ['', 'Journal'],
  audit: ['', 'Audit log'],
  chat: ['', 'Commands'],
}
/** As much of an id as a tab has place for. */
const idMax = 24

/** @param path of the address. @param waiting approvals and incidents that are the reader's to deal with */
export function pageTitle(path: string, waiting: number): string {
  const count = waiting > 0 ? `(${waiting}) ` : ''
  return `${count}${pageName(path)} · Quorate`
}

function pageName(path: string): string {
  const [first = '', id, below] = path.split('/').slice(1).map(decoded)
  if (first === '') return 'Swarm'
  const name = Object.hasOwn(names, first) ? names[first] : undefined
  if (name === undefined) return 'No such page'
  if (id === undefined || id === '') return name[1]
  const short = id.length > idMax ? `${id.slice(0, idMax)}…` : id
  if (below === 'intents') return `Trade of ${short}`
  return `${below === 'what-if' ? 'What if: ' : name[0]}${short}`
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
