/** A command line as it is typed into a shell of the platform. */
export const shellLine = (words: readonly string[], platform: NodeJS.Platform = process.platform): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) && !word.includes('%') ? word : quoted(word, platform))).join(' ')

/** Double quotes mean the same to all shells, unless there is something in them that some shell reads. */
function quoted(word: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') return `"${word.replaceAll('"', '\\"')}"`
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`
}
