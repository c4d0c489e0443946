import { deflateSync } from "node:zlib";
import { isOhcsError } from "@ohcs/context";
import { encodeLzw } from "@ohcs/kernels/codecs";
import { describe, expect, test } from "vitest";
import { buildTiff, type TiffDraft, type TypedValues } from "../../../../test/build-tiff.ts";
import { bytesSource } from "../../../../test/bytes-source.ts";
import { readTiff, readTiffHeader } from "./read-tiff.ts";

/** Tags of a grey image, 3 × 2 pixels. */
const grey = (bits: number, format = 1, more: TiffDraft["tags"] = {}) => ({
  256: 3,
  257: 2,
  258: bits,
  259: 1,
  262: 1,
  277: 1,
  278: 2,
  339: format,
  ...more,
});
const read = async (draft: TiffDraft, page = 0) => readTiff(bytesSource(buildTiff(draft)), page);

/** `samples` in the order of bytes that a file has. */
function bytesOf(
  samples: readonly number[],
  type: "Int8" | "Uint8" | "Int16" | "Uint16" | "Uint32" | "Float32" | "Float64",
  order: "II" | "MM",
) {
  const size = Number(/\d+/.exec(type)?.[0]) / 8;
  const view = new DataView(new ArrayBuffer(samples.length * size));
  samples.forEach((sample, i) => {
    view[`set${type}`](i * size, sample, order === "II");
  });
  return new Uint8Array(view.buffer);
}

const VALUES = [0, 1, 2, 100, 120, 127];

describe.each(["II", "MM"] as const)("readTiff() of byte order %s", (order) => {
  test.each([
    ["Uint8", 8, 1, "uint8"],
    ["Uint16", 16, 1, "uint16"],
    ["Uint32", 32, 1, "uint32"],
    ["Int8", 8, 2, "int32"],
    ["Int16", 16, 2, "int32"],
    ["Float32", 32, 3, "float32"],
    ["Float64", 64, 3, "float64"],
  ] as const)(
    "trap: big-endian bytes and others: %s samples are read, in classic and in big TIFFs",
    async (type, bits, format, dtype) => {
      const values = format === 1 ? VALUES : VALUES.map((value) => -value);
      for (const big of [false, true]) {
        const image = await read({ order, big, tags: grey(bits, format), segments: [bytesOf(values, type, order)] });
        expect(image).toMatchObject({ shape: [2, 3], dtype, pixelSizeUm: null });
        expect(Array.from(image.data, (value) => value + 0)).toEqual(values.map((value) => value + 0));
      }
    },
  );

  test("trap: 16 bits by LZW or Deflate with predictor 2, by PackBits without", async () => {
    const differences = bytesOf([10, 1, 65535, 7, 0, 1], "Uint16", order);
    const plain = bytesOf([10, 11, 10, 7, 7, 8], "Uint16", order);
    const drafts = [
      { tags: { 259: 5, 317: 2 }, segments: [encodeLzw(differences)] },
      { tags: { 259: 8, 317: 2 }, segments: [deflateSync(differences)] },
      { tags: { 259: 32_773 }, segments: [Uint8Array.of(plain.length - 1, ...plain)] },
    ];
    for (const { tags, segments } of drafts)
      expect([...(await read({ order, tags: grey(16, 1, tags), segments })).data]).toEqual([10, 11, 10, 7, 7, 8]);
  });

  test("undoes predictor 2 in strips of one row", async () => {
    const rows = [bytesOf([10, 1, 65535], "Uint16", order), bytesOf([7, 0, 1], "Uint16", order)];
    const tags = grey(16, 1, { 259: 8, 278: 1, 317: 2 });
    const { data } = await read({ order, tags, segments: rows.map((row) => deflateSync(row)) });
    expect([...data]).toEqual([10, 11, 10, 7, 7, 8]);
  });

  test("reads tiles that reach beyond the image", async () => {
    const tile = (from: number) => bytesOf([from, from + 1, from + 2, from + 3], "Uint16", order);
    const tags = { ...grey(16), 322: 2, 323: 2 };
    const { data } = await read({ order, tags, tiled: true, segments: [tile(10), tile(20)] });
    expect([...data]).toEqual([10, 11, 20, 12, 13, 22]);
  });
});

test("readTiff() reads bits packed from the most significant on, each row from a new byte", async () => {
  const segments = [Uint8Array.of(0b101_00000, 0b010_00000)];
  expect([...(await read({ tags: grey(1), segments })).data]).toEqual([1, 0, 1, 0, 1, 0]);
  const twelve = [Uint8Array.of(0xab, 0xc1, 0x23, 0x45, 0x60, 0x00, 0x10, 0x02, 0x00, 0x30)];
  const { data, dtype } = await read({ tags: grey(12), segments: twelve });
  expect([dtype, ...data]).toEqual(["uint16", 0xabc, 0x123, 0x456, 0x001, 0x002, 0x003]);
});

test("readTiff() inverts nothing and expands no palette", async () => {
  const segments = [Uint8Array.from(VALUES)];
  for (const photometric of [0, 3])
    expect([...(await read({ tags: grey(8, 1, { 262: photometric }), segments })).data]).toEqual(VALUES);
});

test("readTiff() reads planes behind the only directory of an ImageJ stack", async () => {
  const planes = bytesOf([...VALUES, ...VALUES.map((value) => value + 1)], "Uint8", "II");
  const description = "ImageJ=1.53t\nimages=2\nslices=2\n";
  const bytes = buildTiff({ tags: grey(8, 1, { 270: description, 279: 6 }), segments: [planes] });
  expect([...(await readTiff(bytesSource(bytes), 1)).data]).toEqual(VALUES.map((value) => value + 1));
  expect((await readTiffHeader(bytesSource(bytes))).pages).toBe(2);
  await expect(readTiff(bytesSource(bytes), 2)).rejects.toMatchObject({ code: "IMAGE_UNREADABLE" });
});

test.each([
  ["unit=micron in ImageJ's description", { 270: "ImageJ=1.53t\nunit=micron\n" }, null],
  ["OME-XML", { 270: '<OME><Image><Pixels SizeX="3" PhysicalSizeX="0.325"/></Image></OME>' }, 0.325],
  ["OME-XML in nanometres", { 270: '<Pixels PhysicalSizeX="325" PhysicalSizeXUnit="nm"/>' }, null],
  ["nothing", {}, null],
])("landmine 28: a pixel size that no tag states is null, never made up: %s", async (_, tags, expected) => {
  const header = await readTiffHeader(
    bytesSource(buildTiff({ tags: grey(8, 1, tags), segments: [Uint8Array.from(VALUES)] })),
  );
  expect(header.pixelSizeUm).toBe(expected);
});

const failures: readonly (readonly [string, TiffDraft, string])[] = [
  ["colour", { tags: grey(8, 1, { 262: 2, 277: 3 }), segments: [new Uint8Array(18)] }, "IMAGE_UNSUPPORTED"],
  ["64-bit integers", { tags: grey(64), segments: [new Uint8Array(48)] }, "IMAGE_UNSUPPORTED"],
  ["a fax of Group 3", { tags: grey(1, 1, { 259: 3 }), segments: [new Uint8Array(6)] }, "IMAGE_UNSUPPORTED"],
  ["a fax of Group 4", { tags: grey(1, 1, { 259: 4 }), segments: [new Uint8Array(6)] }, "IMAGE_UNSUPPORTED"],
  ["JPEG of 16 bits", { tags: grey(16, 1, { 259: 7 }), segments: [new Uint8Array(6)] }, "IMAGE_UNSUPPORTED"],
  ["an unknown compression", { tags: grey(8, 1, { 259: 34_712 }), segments: [new Uint8Array(6)] }, "IMAGE_UNSUPPORTED"],
  [
    "predictor 3 on integers",
    { tags: grey(8, 1, { 259: 8, 317: 3 }), segments: [deflateSync(new Uint8Array(6))] },
    "IMAGE_UNSUPPORTED",
  ],
  ["a strip shorter than its rows", { tags: grey(64, 3), segments: [new Uint8Array(6)] }, "IMAGE_TRUNCATED"],
  ["no strip at all", { tags: grey(8), segments: [] }, "IMAGE_UNREADABLE"],
  ["no width", { tags: grey(8, 1, { 256: 0 }), segments: [new Uint8Array(6)] }, "IMAGE_UNREADABLE"],
  ["damaged Deflate", { tags: grey(8, 1, { 259: 8 }), segments: [Uint8Array.of(1, 2, 3)] }, "IMAGE_UNREADABLE"],
  ["damaged LZW", { tags: grey(8, 1, { 259: 5 }), segments: [Uint8Array.of(255, 255, 255)] }, "IMAGE_UNREADABLE"],
  [
    "Deflate that ends early",
    { tags: grey(8, 1, { 259: 8 }), segments: [deflateSync(new Uint8Array(3))] },
    "IMAGE_UNREADABLE",
  ],
  [
    "more pixels than bytes can decode to",
    { tags: grey(8, 1, { 256: 1e6, 257: 1e6, 259: 5, 278: 1e6 }), segments: [new Uint8Array(99)] },
    "IMAGE_TRUNCATED",
  ],
];

test.each(failures)("readTiff() refuses %s, naming the file", async (_, draft, code) => {
  const error: unknown = await read(draft).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, message: expect.stringContaining("'image.tif'") });
});

test("readTiff() refuses a file cut short at any byte, and says so", async () => {
  const strips = [Uint8Array.from(VALUES.slice(0, 3)), Uint8Array.from(VALUES.slice(3))];
  const bytes = buildTiff({ tags: grey(8, 1, { 278: 1 }), segments: strips });
  for (let length = 0; length < bytes.length; length++) {
    const error: unknown = await readTiff(bytesSource(bytes.subarray(0, length)), 0).catch((thrown: unknown) => thrown);
    expect(isOhcsError(error, "IMAGE_TRUNCATED"), `cut at ${length} of ${bytes.length}`).toBe(true);
    expect(String(error)).toMatch(/: the file ends too early; expected .+, got (a file of )?\d+( bytes)?$/);
  }
});

const codeOf = (reading: Promise<unknown>) =>
  reading.then(
    () => "read",
    (error: unknown) => (isOhcsError(error) ? error.code : String(error)),
  );

describe.each([
  ["TIFF", false, 8],
  ["BigTIFF", true, 16],
] as const)("in a %s", (_, big, header) => {
  const places: readonly (readonly [string, TypedValues])[] = [
    ["0", { type: 4, values: [0] }],
    ["1", { type: 4, values: [1] }],
    ["the last byte of the header", { type: 4, values: [header - 1] }],
    ["-1", { type: 9, values: [-1] }],
    ["-8 in 64 bits", { type: 17, values: [-8] }],
    ["not a number", { type: 12, values: [Number.NaN] }],
    ["a fraction", { type: 12, values: [header + 0.5] }],
    ["beyond safe integers", { type: 16, values: [2 ** 60] }],
  ];

  test.each(places)("no pixels are read from a strip or tile at an offset that is %s", async (_, offset) => {
    const segments = [new Uint8Array(16)];
    expect(await codeOf(read({ big, tags: grey(8, 1, { 273: offset }), segments }))).toBe("IMAGE_UNREADABLE");
    const tile = { 322: 4, 323: 4, 324: offset };
    expect(await codeOf(read({ big, tags: grey(8, 1, tile), tiled: true, segments }))).toBe("IMAGE_UNREADABLE");
  });

  test("the first offset behind the header is one of pixels", async () => {
    const segments = [Uint8Array.from(VALUES)];
    expect([...(await read({ big, tags: grey(8, 1, { 273: header }), segments })).data]).toEqual(VALUES);
  });

  test.each([-1, Number.NaN, 0.5])("a strip of %d bytes is refused", async (count) => {
    const tags = grey(8, 1, { 259: 32773, 279: { type: 12, values: [count] } });
    expect(await codeOf(read({ big, tags, segments: [Uint8Array.of(5, ...VALUES)] }))).toBe("IMAGE_UNREADABLE");
  });

  test("no directory is read from the header", async () => {
    const bytes = buildTiff({ big, tags: grey(8), segments: [Uint8Array.from(VALUES)] });
    const view = new DataView(bytes.buffer);
    view.setUint32(big ? 8 : 4, 2, true);
    expect(await codeOf(readTiff(bytesSource(bytes), 0))).toBe("IMAGE_UNREADABLE");
    view.setUint32(big ? 8 : 4, 0, true);
    expect(await codeOf(readTiffHeader(bytesSource(bytes)))).toBe("IMAGE_UNREADABLE");
  });
});

test("readTiff() refuses a tile of 40,000 × 40,000 pixels in an image of 10 × 10, and reads one of 4096 × 4096", async () => {
  const segments = [deflateSync(new Uint8Array(4096 ** 2))];
  const tile = (side: number) => ({ ...grey(8), 256: 10, 257: 10, 259: 8, 322: side, 323: side });
  expect(await codeOf(read({ tags: tile(40_000), tiled: true, segments }))).toBe("IMAGE_UNREADABLE");
  expect(await codeOf(read({ tags: tile(4096), tiled: true, segments }))).toBe("read");
});

test.each([
  ["rows of a strip", { 278: { type: 12, values: [Number.NaN] } }, "IMAGE_UNREADABLE"],
  ["rows of a strip", { 278: { type: 12, values: [1.5] } }, "IMAGE_UNREADABLE"],
  ["bits of a sample", { 258: { type: 12, values: [Number.NaN] } }, "IMAGE_UNSUPPORTED"],
  ["bits of a sample", { 258: { type: 12, values: [7.5] } }, "IMAGE_UNSUPPORTED"],
] as const)("readTiff() refuses %s that are no whole number", async (_, tags, code) => {
  expect(await codeOf(read({ tags: grey(8, 1, tags), segments: [Uint8Array.from(VALUES)] }))).toBe(code);
});

test("readTiff() refuses 60,000 strips over one range of bytes, without decoding any", async () => {
  const strip = deflateSync(new Uint8Array(1000));
  const at = (value: number) => Array.from({ length: 60_000 }, () => value);
  const tags = grey(8, 1, { 257: 60_000, 259: 8, 278: 1, 273: at(8), 279: at(strip.length) });
  expect(await codeOf(read({ tags, segments: [strip] }))).toBe("IMAGE_UNREADABLE");
});

/** One image, and behind it directories of one field each, the last of which leads back to the image or nowhere. */
function chainOf(count: number, end: "loop" | "end"): Uint8Array {
  const file = buildTiff({ tags: grey(8), segments: [Uint8Array.from(VALUES)] });
  const bytes = new Uint8Array(file.length + 18 * count);
  const view = new DataView(bytes.buffer);
  bytes.set(file);
  const first = view.getUint32(4, true);
  let link = first + 2 + 12 * view.getUint16(first, true);
  for (let place = file.length; place < bytes.length; place += 18) {
    view.setUint32(link, place, true);
    view.setUint16(place, 1, true);
    link = place + 14;
  }
  view.setUint32(link, end === "loop" ? first : 0, true);
  return bytes;
}

test.each([
  [0, "loop", "IMAGE_UNREADABLE"],
  [1000, "loop", "IMAGE_UNREADABLE"],
  [65_536, "end", "IMAGE_UNSUPPORTED"],
  [1_000_000, "end", "IMAGE_UNSUPPORTED"],
  [1_000_000, "loop", "IMAGE_UNSUPPORTED"],
] as const)("%d directories behind the first, up to the %s, are refused in little time", async (count, end, code) => {
  const source = bytesSource(chainOf(count, end));
  const before = process.cpuUsage();
  expect(await codeOf(readTiffHeader(source))).toBe(code);
  expect(await codeOf(readTiff(source, 2_000_000))).toBe(code);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(2500);
});

test("readTiffHeader() counts 65,536 pages", async () => {
  expect((await readTiffHeader(bytesSource(chainOf(65_535, "end")))).pages).toBe(65_536);
});

test("readTiff() refuses a page that there is no memory for", async () => {
  const source = bytesSource(buildTiff({ tags: grey(8), segments: [Uint8Array.from(VALUES)] }));
  const allocate = () => {
    throw new RangeError("Array buffer allocation failed");
  };
  expect(await codeOf(readTiff(source, 0, { allocate }))).toBe("IMAGE_UNSUPPORTED");
});

test("readTiffHeader() refuses a page of more bytes than an array buffer holds", async () => {
  const side = 2 ** 31 - 1;
  const bytes = 2 ** 52;
  const tags = grey(8, 1, { 256: side, 257: side, 259: 5, 278: side, 279: { type: 16, values: [bytes] } });
  const file = bytesSource(buildTiff({ tags, segments: [Uint8Array.from(VALUES)] }));
  expect(await codeOf(readTiffHeader({ ...file, size: bytes + 8 }))).toBe("IMAGE_UNSUPPORTED");
});

test("readTiffHeader() refuses a description of more than 16 MiB", async () => {
  const most = 2 ** 24;
  const ofLength = (length: number) => {
    const file = buildTiff({ tags: grey(8, 1, { 270: "text" }), segments: [Uint8Array.from(VALUES)] });
    const bytes = new Uint8Array(file.length + most + 1);
    bytes.set(file);
    const view = new DataView(bytes.buffer);
    const at = file.findIndex((_, i) => i > 8 && i + 4 < file.length && view.getUint32(i, true) === 270 + 2 * 65_536);
    view.setUint32(at + 4, length, true);
    return codeOf(readTiffHeader(bytesSource(bytes)));
  };
  expect([await ofLength(most), await ofLength(most + 1)]).toEqual(["read", "IMAGE_UNSUPPORTED"]);
});

describe("pages with several samples per pixel", () => {
  const [WIDE, HIGH] = [5, 3];
  const rgb = Array.from({ length: 3 * WIDE * HIGH }, (_, i) => (i * 37) % 251);
  const ofSample = (sample: number) => rgb.filter((_, i) => i % 3 === sample);
  const tags = { 256: WIDE, 257: HIGH, 258: [8, 8, 8], 259: 1, 262: 2, 277: 3, 278: HIGH };
  const inRows = (values: readonly number[]) => Uint8Array.from(values);
  const differences = rgb.map((value, i) => value - (i % (3 * WIDE) < 3 ? 0 : (rgb[i - 3] ?? 0)));
  const tile = Array.from({ length: 16 * 16 * 3 }, (_, i) => {
    const [x, y, sample] = [Math.floor(i / 3) % 16, Math.floor(i / 48), i % 3];
    return x < WIDE && y < HIGH ? (rgb[3 * (y * WIDE + x) + sample] ?? 0) : 99;
  });
  const drafts: readonly (readonly [string, TiffDraft])[] = [
    ["side by side", { tags, segments: [inRows(rgb)] }],
    ["in strips of their own", { tags: { ...tags, 284: 2 }, segments: [0, 1, 2].map((s) => inRows(ofSample(s))) }],
    ["as differences to the same sample", { tags: { ...tags, 317: 2 }, segments: [inRows(differences)] }],
    ["in tiles", { tags: { ...tags, 322: 16, 323: 16 }, segments: [inRows(tile)], tiled: true }],
  ];

  test.each(drafts)("readTiff() reads each sample by its number: %s", async (_, draft) => {
    const source = bytesSource(buildTiff(draft));
    expect(await readTiffHeader(source)).toMatchObject({ width: WIDE, height: HIGH, samples: 3, pages: 1 });
    for (const sample of [0, 1, 2]) {
      const image = await readTiff(source, 0, { sample });
      expect([image.shape, [...image.data]]).toEqual([[HIGH, WIDE], ofSample(sample)]);
    }
  });

  test("none of several samples is chosen unasked, and there are no further ones", async () => {
    const source = bytesSource(buildTiff({ tags, segments: [inRows(rgb)] }));
    await expect(readTiff(source, 0)).rejects.toMatchObject({ code: "IMAGE_UNSUPPORTED" });
    for (const sample of [3, -1, 0.5])
      await expect(readTiff(source, 0, { sample })).rejects.toMatchObject({ code: "IMAGE_UNREADABLE" });
  });

  test("samples of different types are refused", async () => {
    const source = bytesSource(buildTiff({ tags: { ...tags, 258: [8, 16, 8] }, segments: [inRows(rgb)] }));
    await expect(readTiff(source, 0, { sample: 0 })).rejects.toMatchObject({ code: "IMAGE_UNSUPPORTED" });
  });
});
