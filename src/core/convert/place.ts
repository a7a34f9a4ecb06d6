import { childPointer } from '../model/pointer.ts'

/** Where a value stood in the document that came in; its pointer is written out only when a change is told. */
export type Place = { readonly parent: Place; readonly token: string } | { readonly pointer: string }

export const placeAt = (pointer: string): Place => ({ pointer })

export const below = (place: Place, ...tokens: (string | number)[]): Place =>
  tokens.reduce<Place>((parent, token) => ({ parent, token: String(token) }), place)

export const pointerTo = (place: Place): string => ('pointer' in place ? place.pointer : childPointer(pointerTo(place.parent), place.token))
