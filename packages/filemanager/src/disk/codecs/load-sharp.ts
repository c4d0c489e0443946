/** The binding to libvips, loaded at the first PNG or JPEG: most plates have none, and it costs 50 ms. */
export async function loadSharp() {
  const { default: sharp } = await import("sharp");
  // One well is one core's work, and its pixels are not needed twice.
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}
