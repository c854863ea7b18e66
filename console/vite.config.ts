// How the page is built: scripts/buildConsole.ts runs it. Nothing is written into the page itself, so that the door may
// refuse all that is inline.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    rolldownOptions: { input: `${import.meta.dirname}/page.html` },
    target: 'es2023',
    emptyOutDir: true,
    // for tests, which tell from them which lines ran; scripts/buildConsole.ts puts them where no page is served from
    sourcemap: 'hidden',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
  worker: { format: 'es' },
})
