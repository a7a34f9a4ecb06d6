/** What is fetched at most for one description. Whoever answers may be slow, endless or hostile. */
export const LIMITS = {
  /** From one address to the next: more than a server needs for its name, its scheme and its newest version. */
  redirects: 5,
  /** A description of a thousand files is large; a server could lead from one to the next for ever. */
  files: 1_000,
  /** Of all files together, unpacked: several times what the largest known descriptions have. */
  bytes: 128_000_000,
  /** Milliseconds for one file, redirects included. */
  time: 30_000,
  /** Milliseconds for all of them: somebody waits for the build. */
  timeInAll: 300_000,
  /** Connections at once: as many as a browser makes, so that no server takes it for an attack. */
  atOnce: 6,
}
