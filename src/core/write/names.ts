/** Columns and rows about every selected endpoint. */
export const INDEX = 'index.csv'

/** Links to every slice, for language-model tools. */
export const LLMS = 'llms.txt'

/** The validation report beside the index. */
export const REPORT = 'problems.json'

/** The page to look at the slices with. */
export const PAGE = 'report.html'

/** What a shard has made, for the merge of all of them. It begins with no dot: what CI systems hand on leaves such files out. */
export const SHARD = 'shard.json'

/** Lists what a run wrote, so that a later one knows what is ours to replace or remove, and whether it is as we left it. */
export const MANIFEST = '.openapi-slice.json'

/** Is there while a run writes, and stays behind when it is killed. */
export const LOCK = '.openapi-slice.lock'
