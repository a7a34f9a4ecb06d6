/** A command line as it is typed into a shell of the platform. */
export const shellLine = (words: readonly string[], platform: NodeJS.Platform = process.platform): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) && !word.includes('%') ? word : quoted(word, platform))).join(' ')

/** Double quotes mean the same to all shells, unless there is something in them that some shell reads. */
function quoted(word: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') return `"${word.replaceAll('"', '\\"')}"`
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`
}

/** What a terminal would obey instead of showing it, or could not be copied from it. */
const UNSHOWABLE = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u

/** A command line of ours, as it can be copied into a shell. */
export const commandText = (words: readonly string[]): string => {
  // By the name of the package, npx finds it wherever it is.
  const line = shellLine(['npx', 'unplugin-openapi-slice', ...words])
  return UNSHOWABLE.test(line) ? '(It cannot be shown: there are invisible characters in the path.)' : line
}
