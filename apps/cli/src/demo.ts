/** `npm run demo`: a synthetic plate from images to a table. */
export {};
