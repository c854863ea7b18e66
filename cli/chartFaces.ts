// The fonts of charts, where their packages put them. What a page loads of them is compressed in a way that only browsers read.
import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

/** Paths of the three faces that a chart has. */
export const chartFaces: readonly string[] = [
  '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  '@expo-google-fonts/jetbrains-mono/700Bold/JetBrainsMono_700Bold.ttf',
].map((file) => resolve(file))
