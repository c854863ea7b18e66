// A file for the one who reads the page.

/** @param parts its text, in order */
export function saveFile(name: string, type: string, parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // the browser has taken it by the next turn of its loop
  setTimeout(() => URL.revokeObjectURL(url), 0)
}
