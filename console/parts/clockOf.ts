const second = 1_000

/** `0:07`, `4:59`, `1:04:59`: always as wide as the next one, so that what counts down does not jump. Negative: `0:00`. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / second))
  const two = (figure: number): string => String(figure).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`
}
