// Light, dark, or as the system has it; remembered by this browser.

/** What a person chose. */
export type Theme = 'auto' | 'light' | 'dark'
const themes: readonly Theme[] = ['auto', 'light', 'dark']
const key = 'quorate.theme'

/** Absent or unreadable: as the system has it. */
export function chosenTheme(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? 'auto'
  } catch {
    return 'auto' // a browser that keeps nothing
  }
}

/** Puts the chosen theme, or another one that is remembered from now on, on the page. */
export function applyTheme(theme: Theme = chosenTheme()): void {
  try {
    localStorage.setItem(key, theme)
  } catch {
    // not remembered, but shown
  }
  if (theme === 'auto') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

/** The one after it, for a button that goes through them. */
export const nextTheme = (theme: Theme): Theme => themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto'
