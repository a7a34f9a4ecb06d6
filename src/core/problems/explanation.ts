/** What there is to know about a code, for people who have never met it. Whole sentences in plain words. */
export interface Explanation {
  /** What happened. */
  what: string
  /** Why it matters. */
  why: string
  /** What to do about it. */
  remedy: string
}
