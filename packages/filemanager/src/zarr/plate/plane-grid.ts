/** The coordinates along the axes of a field's image; null where the component was reduced and is no part of names. */
export interface PlaneGrid {
  readonly site: number | null;
  readonly channels: readonly string[] | null;
  readonly zIndexes: readonly number[] | null;
  readonly timepoints: readonly number[] | null;
}
