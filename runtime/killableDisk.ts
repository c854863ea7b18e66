// Makes every touch of a file a kill point, before and after it: `segment.write.before`, `base.rename.after`, … What a file
// is follows from its name, so that a new way of writing has its points without a line of its own.
import { basename } from 'node:path'
import type { Disk } from './disk.ts'
import { baseThrough, segmentFirstSeq } from './journalFormat.ts'
import { durableMarkName } from './durableMark.ts'
import { killPoint, killPointsAreOn } from './killPoint.ts'

/** The disk itself unless kill points are asked for. */
export function killableDisk(disk: Disk): Disk {
  if (!killPointsAreOn) return disk
  const kinds = new Map<number, string>()
  const around = <Result>(kind: string, operation: string, run: () => Result): Result => {
    killPoint(`${kind}.${operation}.before`)
    const result = run()
    killPoint(`${kind}.${operation}.after`)
    return result
  }
  const ofFile = (fd: number): string => kinds.get(fd) ?? 'file'
  return {
    ...disk,
    open: (path, how) => {
      const fd = around(kindOfFile(path), 'open', () => disk.open(path, how))
      kinds.set(fd, kindOfFile(path))
      return fd
    },
    append: (fd, parts) => around(ofFile(fd), 'write', () => disk.append(fd, parts)),
    writeAt: (fd, bytes, offset) => around(ofFile(fd), 'write', () => disk.writeAt(fd, bytes, offset)),
    syncNow: (fd) => around(ofFile(fd), 'sync', () => disk.syncNow(fd)),
    sync: async (fd) => {
      const kind = ofFile(fd)
      killPoint(`${kind}.sync.before`)
      await disk.sync(fd)
      killPoint(`${kind}.sync.after`)
    },
    truncate: (path, length) => around(kindOfFile(path), 'truncate', () => disk.truncate(path, length)),
    rename: (from, to) => around(kindOfFile(to), 'rename', () => disk.rename(from, to)),
    // in the steps above, each of which is a point
    replaceFiles: undefined,
    remove: (path) => around(kindOfFile(path), 'remove', () => disk.remove(path)),
    syncFolder: (path) => around(basename(path) === 'archive' ? 'archive' : 'journal', 'syncFolder', () => disk.syncFolder(path)),
  }
}

/** The word for a file in the names of its points. */
function kindOfFile(path: string): string {
  const name = basename(path).replace(/\.tmp$/, '')
  if (segmentFirstSeq(name) !== undefined) return path.includes('/archive/') ? 'archived' : 'segment'
  if (baseThrough(name) !== undefined) return 'base'
  if (name.endsWith('.hint')) return 'hint'
  if (name === 'started.marks') return 'marks'
  if (name === 'suspects.json') return 'suspects'
  if (name === durableMarkName) return 'durableMark'
  return name.endsWith('.json') ? 'snapshotFile' : 'file'
}
