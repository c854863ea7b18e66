// Server-sent events, by the browser's own EventSource: it comes back by itself and says where it was.

/** Who listens. None of these may throw. */
export interface StreamListener {
  opened(): void
  told(data: string): void
  /** The connection broke; the browser tries again. */
  lost(): void
  /** The daemon refused to go on: the browser does not try again. */
  ended(): void
}
export interface OpenStream {
  close(): void
}

/** @param path of this origin */
export function eventStream(path: string, { opened, told, lost, ended }: StreamListener): OpenStream {
  const source = new EventSource(path)
  source.addEventListener('open', opened)
  source.addEventListener('turn', ({ data }: MessageEvent<string>) => told(data))
  source.addEventListener('error', () => (source.readyState === EventSource.CLOSED ? ended() : lost()))
  return { close: () => source.close() }
}
