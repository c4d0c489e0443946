/*
 * Takes the place of `@vivjs/loaders` in the page (vite.config.ts): Viv's layers use no more of it than this, and it would bring
 * readers of TIFF and OME-XML, as large again as Viv, that the page never calls.
 */

/** What Viv expects of a source whose request was aborted. */
export const SIGNAL_ABORTED = "__vivSignalAborted";

/** Colours in the samples, which planes of a microscope do not have. */
export function isInterleaved(): boolean {
  return false;
}

export function getImageSize({ shape }: { readonly shape: readonly number[] }): { height: number; width: number } {
  const [height = 0, width = 0] = shape.slice(-2);
  return { height, width };
}
