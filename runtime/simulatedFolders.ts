// The names on the simulated disk. A name is made, renamed or removed at once for programs, and for good only when its
// folder is synced; a rename is one change, also across folders.
import type { Kept } from './simulatedFile.ts'
import { SimulatedFile } from './simulatedFile.ts'
import type { SimulatedRandom } from './simulatedRandom.ts'

class SimulatedFolder {
  readonly names = new Map<string, Node>()
  readonly durable = new Map<string, Node>()
}
type Node = SimulatedFile | SimulatedFolder
interface NameSet {
  readonly folder: SimulatedFolder
  readonly name: string
  readonly node: Node | undefined
}
/** The names that change together. */
type Change = readonly NameSet[]

/** A tree of folders and files, by absolute path. */
export class SimulatedFolders {
  readonly #root = new SimulatedFolder()
  readonly #namesIn = new Map<string, readonly string[]>()
  #unsynced: Change[] = []
  #durableChanges = 0

  /** Goes up with every name that was made, changed or removed for good. */
  get durableChanges(): number {
    return this.#durableChanges
  }

  /** With its parents, for good. @throws EEXIST where there is a file */
  makeFolder(path: string): void {
    let folder = this.#root
    this.#durableChanges += 1
    for (const name of this.#names(path)) {
      const known = folder.names.get(name)
      if (known instanceof SimulatedFile) throw failure('EEXIST', path)
      const next: SimulatedFolder = known ?? new SimulatedFolder()
      // durable at once, as the disk's contract says
      for (const names of [folder.names, folder.durable]) names.set(name, next)
      folder = next
    }
  }

  /** Names of what is in a folder; none when it is not there. */
  list(path: string): readonly string[] {
    const node = this.#find(path)
    return node instanceof SimulatedFolder ? [...node.names.keys()] : []
  }

  file(path: string): SimulatedFile | undefined {
    const node = this.#find(path)
    return node instanceof SimulatedFile ? node : undefined
  }

  /** A file under a name that a power cut would leave; what is in it is another question. */
  durableFile(path: string): SimulatedFile | undefined {
    let node: Node | undefined = this.#root
    for (const name of this.#names(path)) node = node instanceof SimulatedFolder ? node.durable.get(name) : undefined
    return node instanceof SimulatedFile ? node : undefined
  }

  /** @throws ENOENT when its folder is not there */
  create(path: string): SimulatedFile {
    const file = new SimulatedFile()
    this.#change([{ ...this.#place(path), node: file }])
    return file
  }

  /** @throws ENOENT */
  rename(from: string, to: string): void {
    const node = this.#find(from)
    if (node === undefined) throw failure('ENOENT', from)
    this.#change([
      { ...this.#place(from), node: undefined },
      { ...this.#place(to), node },
    ])
  }

  /** @throws ENOENT */
  remove(path: string): void {
    if (this.#find(path) === undefined) throw failure('ENOENT', path)
    this.#change([{ ...this.#place(path), node: undefined }])
  }

  /** Makes a folder's names durable, and what they depend on. @throws ENOENT */
  sync(path: string): void {
    const folder = this.#find(path)
    if (!(folder instanceof SimulatedFolder)) throw failure('ENOENT', path)
    const wanted = new Set<Change>()
    const touched: NameSet[] = []
    for (const change of this.#unsynced.toReversed()) {
      const isWanted = change.some(
        (one) => one.folder === folder || touched.some((other) => other.folder === one.folder && other.name === one.name),
      )
      if (!isWanted) continue
      wanted.add(change)
      touched.push(...change)
    }
    for (const change of this.#unsynced) if (wanted.has(change)) this.#apply(change)
    this.#unsynced = this.#unsynced.filter((change) => !wanted.has(change))
  }

  /** Decides what became of the changes that were not synced. */
  lose(kept: Kept, random: SimulatedRandom): void {
    for (const change of this.#unsynced) if (kept === 'all' || (kept === 'part' && random.chance(0.5))) this.#apply(change)
    this.#unsynced = []
    restore(this.#root)
  }

  /** Every file that can be reached, with its path, in a fixed order. */
  *files(): Generator<readonly [string, SimulatedFile]> {
    yield* filesIn(this.#root, '')
  }

  #change(change: Change): void {
    for (const { folder, name, node } of change) set(folder.names, name, node)
    this.#unsynced.push(change)
  }

  #find(path: string): Node | undefined {
    let node: Node | undefined = this.#root
    for (const name of this.#names(path)) node = node instanceof SimulatedFolder ? node.names.get(name) : undefined
    return node
  }

  #place(path: string): { folder: SimulatedFolder; name: string } {
    const name = this.#names(path).at(-1) ?? ''
    const folder = this.#find(path.slice(0, path.lastIndexOf('/')))
    if (!(folder instanceof SimulatedFolder)) throw failure('ENOENT', path)
    return { folder, name }
  }

  #apply(change: Change): void {
    this.#durableChanges += 1
    for (const { folder, name, node } of change) set(folder.durable, name, node)
  }

  #names(path: string): readonly string[] {
    const known = this.#namesIn.get(path)
    if (known !== undefined) return known
    const names = path.split('/').filter((name) => name !== '')
    this.#namesIn.set(path, names)
    return names
  }
}

function set(names: Map<string, Node>, name: string, node: Node | undefined): void {
  if (node === undefined) names.delete(name)
  else names.set(name, node)
}

/** After a power cut what was durable is all there is. */
function restore(folder: SimulatedFolder): void {
  folder.names.clear()
  for (const [name, node] of folder.durable) {
    folder.names.set(name, node)
    if (node instanceof SimulatedFolder) restore(node)
  }
}
function* filesIn(folder: SimulatedFolder, path: string): Generator<readonly [string, SimulatedFile]> {
  for (const [name, node] of folder.names) {
    if (node instanceof SimulatedFile) yield [`${path}/${name}`, node]
    else yield* filesIn(node, `${path}/${name}`)
  }
}

/** An error as Node's file functions throw it. */
export function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: simulated, ${path}`), { code, path })
}
