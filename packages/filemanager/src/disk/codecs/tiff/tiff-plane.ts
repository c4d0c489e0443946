/** Where a page of a TIFF lies in the stack that the file describes, everything counted from 1 but pages, which count from 0. */
export interface TiffPlane {
  /** What `load(path, { page })` takes. */
  readonly page: number;
  /** Which `Image` of an OME document; 1 in other files. */
  readonly image: number;
  readonly channel: number;
  readonly zIndex: number;
  readonly timepoint: number;
}
