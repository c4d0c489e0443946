/**
 * Images of plates and runs, read only: opened, served to a page that shows them, and drawn as figures.
 */
export { channelThumbnails, type Thumbnail, type ThumbnailOptions } from "../figures/channel-thumbnails.ts";
export { contactSheet } from "../figures/contact-sheet.ts";
export { encodePng, type Picture } from "../figures/picture.ts";
export { writeFigures } from "../figures/write-figures.ts";
export type { PlateImages, StoredPlane } from "../images/plate-images.ts";
export { type RunImagesOptions, runImages } from "../images/run-images.ts";
export { sourceImages } from "../images/source-images.ts";
export { isLoopback } from "../server/guard.ts";
export { type ServeOptions, serveViewer, type Viewer, viewerPage } from "../server/serve-viewer.ts";
