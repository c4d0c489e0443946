/** An object of a JSON document from any writer: each member is checked before it is used. */
export type Metadata = Readonly<Record<string, unknown>>;

/** The value if it is an object, else an empty one. */
export function objectOf(value: unknown): Metadata {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Metadata) : {};
}

/** The items of a list, with an empty object for each item that is not an object; none if there is no list. */
export function objectsIn(value: unknown): readonly Metadata[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** The value if it is a text, else null. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** The `configuration` of a codec or another extension of Zarr v3. */
export function configurationOf(extension: unknown): Metadata {
  return objectOf(objectOf(extension).configuration);
}
