/** The part of fs-native-extensions that is used; the package brings no types. */
declare module 'fs-native-extensions' {
  /** Takes an exclusive lock on an open file; false when another descriptor has it. */
  export function tryLock(fd: number): boolean
  export function unlock(fd: number): void
}
