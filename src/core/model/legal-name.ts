/** The names that components may have (OAS 3.0.4 §4.7.7). */
export const isLegalName = (name: string): boolean => /^[A-Za-z0-9._-]+$/.test(name)
