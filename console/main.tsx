// The console: what the browser runs first.
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import './style/base.css'
import './style/shell.css'
import './style/parts.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { applyTheme } from '#console/shell/theme.ts'

applyTheme()
const place = document.querySelector('#page')
if (place === null) throw new Error('the page has no place for the console')
createRoot(place).render(<App />)
