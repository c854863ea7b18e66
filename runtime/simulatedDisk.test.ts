import { describe, expect, it } from 'vitest'
import { SimulatedDisk, type DiskUser } from './simulatedDisk.ts'
import { ProcessGone, SimulatedProcessDisk } from './simulatedProcessDisk.ts'
import { SimulatedTime } from './simulatedTime.ts'

const text = (bytes: Buffer | undefined): string | undefined => bytes?.toString('utf8')

function machine(seed = 1) {
  const time = new SimulatedTime(seed)
  const device = new SimulatedDisk(seed, time)
  let alive = true
  const user: DiskUser = { isAlive: () => alive, die: () => void (alive = false) }
  const disk = new SimulatedProcessDisk(device, user)
  disk.makeFolder('/a')
  disk.syncFolder('/')
  return { time, device, user, disk }
}
const nextDisk = (device: SimulatedDisk): SimulatedProcessDisk =>
  new SimulatedProcessDisk(device, { isAlive: () => true, die: () => undefined })

function later(time: SimulatedTime, promise: Promise<void>): Promise<void> {
  while (time.step());
  return promise
}

function written(seed: number, keep: { readonly file: boolean; readonly folder: boolean }) {
  const { device, disk } = machine(seed)
  const fd = disk.open('/a/x', 'append')
  disk.append(fd, [Buffer.from('first ')])
  if (keep.file) disk.syncNow(fd)
  if (keep.folder) disk.syncFolder('/a')
  disk.append(fd, [Buffer.from('second')])
  const loss = device.losePower()
  return { left: text(nextDisk(device).readFile('/a/x')), loss }
}
const seeds = Array.from({ length: 200 }, (_, seed) => seed)

describe('a power cut', () => {
  it('keeps what was synced under a name that was synced, and of the rest nothing, all or a torn part', () => {
    const left = seeds.map((seed) => written(seed, { file: true, folder: true }).left)
    for (const one of left) expect('first second'.startsWith(one ?? '-')).toBe(true)
    for (const one of left) expect(one?.startsWith('first ')).toBe(true)
    expect(new Set(left)).toContain('first ')
    expect(new Set(left)).toContain('first second')
    expect(new Set(left).size).toBeGreaterThan(3)
    expect(seeds.some((seed) => written(seed, { file: true, folder: true }).loss.tornWrites > 0)).toBe(true)
  })

  it('may forget a file whose name was not synced, and may leave one whose bytes were not', () => {
    expect(seeds.map((seed) => written(seed, { file: true, folder: false }).left)).toContain(undefined)
    expect(seeds.map((seed) => written(seed, { file: false, folder: true }).left)).toContain('')
  })

  it('may undo a rename and a removal, and never leaves one file under two names', () => {
    const outcomes = seeds.map((seed) => {
      const { device, disk } = machine(seed)
      for (const name of ['old', 'gone']) disk.close(disk.open(`/a/${name}`, 'append'))
      disk.syncFolder('/a')
      disk.rename('/a/old', '/a/new')
      disk.remove('/a/gone')
      device.losePower()
      return device.folders.list('/a').toSorted().join(' ')
    })
    expect([...new Set(outcomes)].toSorted()).toEqual(['gone new', 'gone old', 'new', 'old'])
  })

  it('makes a rename between folders durable with either of them', () => {
    for (const synced of ['/a', '/a/b']) {
      const { device, disk } = machine()
      disk.makeFolder('/a/b')
      disk.close(disk.open('/a/x', 'append'))
      disk.syncFolder('/a')
      disk.rename('/a/x', '/a/b/x')
      disk.syncFolder(synced)
      device.folders.lose('none', undefined as never)
      expect([device.folders.list('/a'), device.folders.list('/a/b')]).toEqual([['b'], ['x']])
    }
  })

  it('may keep a later sector without an earlier one', () => {
    const holes = seeds.filter((seed) => {
      const { device, disk } = machine(seed)
      const fd = disk.open('/a/x', 'append')
      disk.syncFolder('/a')
      disk.append(fd, [Buffer.alloc(2_048, 'x')])
      device.losePower()
      const left = text(device.folders.file('/a/x')?.read(0, 4_096)) ?? ''
      return /\0+x/.test(left)
    })
    expect(holes.length).toBeGreaterThan(5)
  })

  it('voids a sync that was under way', async () => {
    const { device, disk, time } = machine()
    const fd = disk.open('/a/x', 'append')
    disk.syncFolder('/a')
    disk.append(fd, [Buffer.from('never')])
    const synced = disk.sync(fd)
    device.losePower()
    const left = device.folders.file('/a/x')?.durableSize
    while (time.step());
    await synced
    expect(device.folders.file('/a/x')?.durableSize).toBe(left)
  })
})

describe('what was read', () => {
  it('stays as it was, whatever is written, cut off, lost or rots after it', () => {
    const { device, disk } = machine()
    const fd = disk.open('/a/x', 'append')
    disk.append(fd, [Buffer.from('first')])
    const read = [disk.readFile('/a/x')]
    const file = device.folders.file('/a/x')
    const changes = [
      () => disk.writeAt(fd, Buffer.from('F'), 0),
      () => disk.append(fd, [Buffer.from(' second')]),
      () => disk.truncate('/a/x', 2),
      () => disk.append(fd, [Buffer.from('ft')]),
      () => file?.rot(0, 0),
      () => disk.writeAt(fd, Buffer.from('!'), 6),
    ]
    for (const change of changes) {
      change()
      read.push(disk.readFile('/a/x'))
    }
    expect(read.map(text)).toEqual(['first', 'First', 'First second', 'Fi', 'Fift', 'Gift', 'Gift\0\0!'])
  })

  it('is shared by the machines that begin with it, and changed by none', () => {
    const image = new Map([['/a/x', Buffer.from('common')]])
    const [one, other] = [machine(), machine()]
    for (const { device } of [one, other]) device.load(image)
    one.disk.append(one.disk.open('/a/x', 'append'), [Buffer.from(' one')])
    other.disk.writeAt(other.disk.open('/a/x', 'update'), Buffer.from('C'), 0)
    expect([one, other].map(({ disk }) => text(disk.readFile('/a/x')))).toEqual(['common one', 'Common'])
    other.device.losePower()
    expect(text(image.get('/a/x'))).toBe('common')
    expect(['common', 'Common']).toContain(text(nextDisk(other.device).readFile('/a/x')))
  })
})

describe('a process that is killed', () => {
  it('leaves what it wrote to be read, synced or not, and can do nothing more', () => {
    const { device, disk, user } = machine()
    const fd = disk.open('/a/x', 'append')
    disk.append(fd, [Buffer.from('page cache')])
    user.die()
    expect(() => disk.append(fd, [Buffer.from('ghost')])).toThrow(ProcessGone)
    expect(text(nextDisk(device).readFile('/a/x'))).toBe('page cache')
  })

  it('is never told what became of a sync, and hears of no error', async () => {
    for (const fault of ['dieBefore', 'dieWithin', 'dieAfter'] as const) {
      const { device, disk, time, user } = machine()
      const fd = disk.open('/a/x', 'append')
      disk.append(fd, [Buffer.from('on its way')])
      device.arm(fault, 0)
      let answered = false
      const note = (): void => void (answered = true)
      disk.sync(fd).then(note, note)
      while (time.step());
      disk.sync(fd).then(note, note)
      while (time.step());
      await Promise.resolve()
      expect([user.isAlive(), answered]).toEqual([false, false])
    }
  })

  it('lets go of its lock; a living one does not', () => {
    const { device, disk, user } = machine()
    disk.lock('/a')
    const next = nextDisk(device)
    expect(() => next.lock('/a')).toThrow(expect.objectContaining({ code: 'INSTANCE_LOCKED' }))
    user.die()
    next.lock('/a')
    expect(() => nextDisk(device).lock('/a')).toThrow()
  })

  it('can vanish before, within and after a write', () => {
    const left = (['dieBefore', 'dieWithin', 'dieAfter'] as const).map((fault) => {
      const { device, disk } = machine(3)
      const fd = disk.open('/a/x', 'append')
      device.arm(fault, 0)
      expect(() => disk.append(fd, [Buffer.from('0123456789')])).toThrow(ProcessGone)
      return device.folders.file('/a/x')?.size ?? -1
    })
    expect(left[0]).toBe(0)
    expect(left[1]).toBeLessThan(10)
    expect(left[2]).toBe(10)
  })
})

describe('faults while it runs', () => {
  it('takes a part of a write and says so: too few bytes, an error or a full disk', () => {
    for (const [arm, problem] of [
      ['shortWrite', 'the disk took'],
      ['writeError', 'EIO'],
      ['full', 'ENOSPC'],
    ] as const) {
      const { device, disk } = machine()
      const fd = disk.open('/a/x', 'append')
      if (arm === 'full') device.isFull = true
      else device.arm(arm, 1)
      if (arm !== 'full') disk.append(fd, [Buffer.from('well')])
      expect(() => disk.append(fd, [Buffer.from('0123456789')])).toThrow(problem)
      device.heal()
      disk.append(fd, [Buffer.from('well')])
      expect(device.happened.get(arm)).toBe(1)
    }
  })

  it('leaves nobody knows what when a sync fails, at once or later', async () => {
    const sizes = await Promise.all(
      seeds.map(async (seed) => {
        const { device, disk, time } = machine(seed)
        const fd = disk.open('/a/x', 'append')
        disk.append(fd, [Buffer.from('0123456789')])
        device.arm('syncError', 0)
        const problem = await (seed % 2 === 0 ? Promise.resolve().then(() => disk.syncNow(fd)) : later(time, disk.sync(fd))).then(
          () => 'none',
          String,
        )
        const file = device.folders.file('/a/x')
        return { problem, size: file?.size, durable: file?.durableSize }
      }),
    )
    for (const { problem, size, durable } of sizes) expect([problem, size]).toEqual(['Error: EIO: simulated, /a/x', durable])
    expect(new Set(sizes.map(({ size }) => size)).size).toBeGreaterThan(3)
  })

  it('can lie about a sync, for checks that must notice', () => {
    const { device, disk } = machine()
    const fd = disk.open('/a/x', 'append')
    disk.append(fd, [Buffer.from('0123456789')])
    device.arm('syncLies', 0)
    disk.syncNow(fd)
    expect(device.folders.file('/a/x')?.durableSize).toBe(0)
  })
})
