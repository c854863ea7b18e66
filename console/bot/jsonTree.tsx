// JSON as a tree that opens and shuts, with what a turn changed marked. Strings come from anywhere and are shown as text.
import { useState, type ReactNode } from 'react'
import type { Difference } from './botShapes.ts'
import { belowPath, changeAt, pathsOfChanges } from './changes.ts'

/** Deeper than this is shut at first. */
const openDepth = 2
/** More than this of one value is not drawn at once. */
const [entriesMax, textMax] = [200, 2_000]

interface TreeProps {
  readonly name: string
  readonly value: unknown
  /** As `differences` name it: `context.cash`. */
  readonly path: string
  readonly changes: ReadonlyMap<string, Difference>
  readonly depth: number
}

/** The whole of a value. @param root first word of the paths of its changes */
export function JsonTree({
  value,
  root,
  changes,
}: {
  readonly value: unknown
  readonly root: string
  readonly changes: readonly Difference[]
}): ReactNode {
  const byPath = pathsOfChanges(changes)
  const gone = changes.filter(({ path, after }) => after === undefined && path.startsWith(`${root}.`))
  return (
    <>
      <ul className="tree">
        {entriesOf(value).map(([name, below]) => (
          <Node key={name} name={name} value={below} path={belowPath(root, name)} changes={byPath} depth={1} />
        ))}
      </ul>
      {gone.map(({ path, before }) => (
        <p key={path} className="tree-gone">
          <del>
            <code>{path.slice(root.length + 1)}</code> {shortJson(before)}
          </del>
        </p>
      ))}
    </>
  )
}

function Node({ name, value, path, changes, depth }: TreeProps): ReactNode {
  const change = changeAt(path, changes)
  const [isOpen, setOpen] = useState<boolean>()
  const entries = entriesOf(value)
  const classes = change === undefined ? undefined : change === 'inside' ? 'changed-inside' : 'changed'
  if (typeof value !== 'object' || value === null || entries.length === 0)
    return (
      <li className={classes}>
        <span className="tree-name">{name}</span> <Leaf value={value} />
        {typeof change === 'object' && <Before change={change} />}
      </li>
    )
  const opened = isOpen ?? (depth < openDepth || change !== undefined)
  return (
    <li className={classes}>
      <button type="button" className="tree-fold" aria-expanded={opened} onClick={() => setOpen(!opened)}>
        <span aria-hidden>{opened ? '▾' : '▸'}</span> <span className="tree-name">{name}</span>{' '}
        <span className="faint">{Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`}</span>
      </button>
      {typeof change === 'object' && <Before change={change} />}
      {opened && (
        <ul className="tree">
          {entries.slice(0, entriesMax).map(([key, below]) => (
            <Node key={key} name={key} value={below} path={belowPath(path, key)} changes={changes} depth={depth + 1} />
          ))}
          {entries.length > entriesMax && <li className="faint">and {entries.length - entriesMax} more</li>}
        </ul>
      )}
    </li>
  )
}

function Leaf({ value }: { readonly value: unknown }): ReactNode {
  const kind = value === null ? 'null' : typeof value
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return (
    <code className={`tree-${kind}`}>{text.length > textMax ? `${text.slice(0, textMax)}…` : text === '' ? '""' : text}</code>
  )
}

const Before = ({ change }: { readonly change: Difference }): ReactNode =>
  'before' in change ? (
    <span className="tree-before">
      <span className="unseen">before: </span>
      <del>{shortJson(change.before)}</del>
    </span>
  ) : (
    <span className="tree-before">new</span>
  )

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []

const shortMax = 160
function shortJson(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > shortMax ? `${text.slice(0, shortMax)}…` : text
}
