/** A part cannot be written so that it reads back the same. */
export class RenderError extends Error {}
