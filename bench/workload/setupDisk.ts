// The machine's disk for setting up many bots: while `settingUp` their snapshot files, which no recovery reads, are not
// written. A hundred thousand of them would take longer to write and to remove than all that is measured.
import { systemDisk, type Disk } from '#runtime/disk.ts'

/** Set `settingUp` to false when what is to be measured begins. */
export interface SetupDisk {
  readonly disk: Disk
  settingUp: boolean
}

/** A disk that begins with setting up. */
export function setupDisk(): SetupDisk {
  const state: SetupDisk = {
    settingUp: true,
    disk: {
      ...systemDisk,
      replaceFiles: async (files) => {
        if (!state.settingUp) await systemDisk.replaceFiles?.(files)
      },
    },
  }
  return state
}
