/**
 * What a viewer shows of a plate: the documents that its server gives to its page.
 *
 * `@ohcs/viewer/disk` opens the images of plates and runs, and serves the page.
 */
export { channelColor, rgbOf } from "./channel-color.ts";
export { type ViewerErrorCode, viewerErrors } from "./errors.ts";
export { lengthText, roundLength } from "./round-length.ts";
export {
  levelsFor,
  type Region,
  type ViewedChannel,
  type ViewedField,
  type ViewedImage,
  type ViewedPlate,
  type ViewedWell,
} from "./viewed-plate.ts";
