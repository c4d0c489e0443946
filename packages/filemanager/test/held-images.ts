import type { StoredImage } from "@ohcs/context";

const image = (value: number, dtype: "uint8" | "uint16" = "uint16"): StoredImage => {
  const data = dtype === "uint8" ? new Uint8Array(15).fill(value) : new Uint16Array(15).fill(value);
  return { data, shape: [3, 5], dtype, pixelSizeUm: 0.5 };
};

/** What the stores of read-only backends hold in tests: numbers of unequal length, two dtypes, two directories. */
export const heldImages: Readonly<Record<string, StoredImage>> = {
  "A01/s2_w1.tif": image(2),
  "A01/s10_w1.tif": image(10),
  "A02/s1_w1.tif": image(1, "uint8"),
};
