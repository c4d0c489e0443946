import { defineHandler, type PlateManifest } from "@ohcs/context";
import { memoryPlateReader } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { rejectionOf } from "../../test/expect-code.ts";
import { formatHandler } from "../format/format-handler.ts";
import { patternFormat, patternHandler } from "../format/pattern-format.ts";
import { parsePattern } from "../grammar/parse-pattern.ts";
import { openReader } from "./open-reader.ts";

const reader = memoryPlateReader({
  name: "p",
  files: ["A01-1.tif", "A01-2.tif", "B02-1.tif"].map((path) => [path, ""]),
});
const handler = patternHandler();
const PATTERN = { pattern: "^(?<well>[A-P]\\d+)-(?<ch>\\d)\\.tif$" };
const sound = () => handler.create(PATTERN).open(reader);

/** A handler that returns a valid manifest with `change` applied. */
const saying = (change: (sound: PlateManifest) => unknown) =>
  defineHandler({
    name: "acme",
    version: "2.0.0",
    summary: "A test",
    create: () => ({ recognizes: async () => 1, open: async () => change(await sound()) as PlateManifest }),
  });

const image = (of: number, what: object) => (manifest: PlateManifest) => ({
  ...manifest,
  images: manifest.images.map((one, i) => (i === of ? { ...one, ...what } : one)),
});

const WRONG: readonly (readonly [what: string, change: (manifest: PlateManifest) => unknown, place: string])[] = [
  ["nothing", () => undefined, "manifest"],
  ["another version", (manifest) => ({ ...manifest, specVersion: 2 }), "specVersion"],
  ["a name that no folder can have", (manifest) => ({ ...manifest, plateId: "../p" }), "plateId"],
  ["another root", (manifest) => ({ ...manifest, root: "/etc" }), "root"],
  ["a backend that has no name", (manifest) => ({ ...manifest, backend: "" }), "backend"],
  ["an acquisition that is a text", (manifest) => ({ ...manifest, acquisition: "1" }), "acquisition"],
  ["no list of images", (manifest) => ({ ...manifest, images: {} }), "images"],
  ["a path above the root", image(0, { path: "../A01-1.tif" }), "images[0].path"],
  ["an absolute path", image(1, { path: "/etc/passwd" }), "images[1].path"],
  ["a path of no end", image(1, { path: "x".repeat(5000) }), "images[1].path"],
  ["a well that does not exist", image(2, { well: "ZZ99" }), "images[2].well"],
  ["a well in another form", image(2, { well: "b2" }), "images[2].well"],
  ["a channel that is a path", image(0, { channel: "../1" }), "images[0].channel"],
  ["a site that is a text", image(0, { site: "1" }), "images[0].site"],
  ["a page below 0", image(0, { page: -1 }), "images[0].page"],
  ["a length that is not a number", image(0, { bytes: Number.NaN }), "images[0].bytes"],
  ["half a header", image(0, { header: { width: 4, height: 4 } }), "images[0].header"],
  ["a position without y", image(0, { position: { xUm: 1 } }), "images[0].position"],
  ["a time in other words", image(0, { acquiredAt: "9 July" as never }), "images[0].acquiredAt"],
  ["two images of one plane", image(1, { channel: "1" }), "images"],
  ["a sample below 0", image(0, { sample: -1 }), "images[0].sample"],
  ["two planes of one page", image(1, { path: "A01-1.tif" }), "images"],
  ["images in another order", (manifest) => ({ ...manifest, images: manifest.images.toReversed() }), "images[1]"],
  ["wells that are not imaged", (manifest) => ({ ...manifest, wells: ["A01", "B02", "C03"] }), "wells"],
  ["an absent well that is there", (manifest) => ({ ...manifest, absentWells: ["C03", "A01"] }), "absentWells"],
  ["a channel too few", (manifest) => ({ ...manifest, channels: manifest.channels.slice(1) }), "channels"],
  ["a grid without columns", (manifest) => ({ ...manifest, grid: { rows: 2 } }), "grid"],
  ["a made-up pixel size", (manifest) => ({ ...manifest, calibration: { pixelSizeUm: 0 } }), "calibration.pixelSizeUm"],
  ["a pixel size that is not stated", (manifest) => ({ ...manifest, calibration: {} }), "calibration.pixelSizeUm"],
  ["a notice that is a text", (manifest) => ({ ...manifest, notices: ["careful"] }), "notices[0]"],
];

test.each(WRONG)(
  "a manifest with %s is refused with a code, naming the handler and the place",
  async (_, change, place) => {
    const error = await rejectionOf(openReader(reader, { handlers: [saying(change)] }), "MANIFEST_INVALID");
    expect(error.message).toMatch(/^Cannot use the manifest of '\/memory\/p' from handler 'acme': expected .+, got /);
    expect(error.details).toMatchObject({ handler: "acme", place });
  },
);

test("a manifest states which handler made it, and its version", async () => {
  const manifest = await openReader(reader, { handlers: [saying((said) => ({ ...said, handler: "another" }))] });
  expect(manifest).toMatchObject({
    handler: "acme",
    handlerSource: { version: "2.0.0", module: null, export: null },
  });
});

test.each([
  [
    "create",
    {
      create: () => {
        throw new TypeError("no such thing");
      },
    },
  ],
  [
    "recognizes",
    {
      recognizes: () => {
        throw new TypeError("no such thing");
      },
    },
  ],
  ["open", { open: async () => Promise.reject(new TypeError("no such thing")) }],
  ["recognizes with a text", { recognizes: async () => "surely" }],
])("an unexpected error or an invalid score of a handler is reported with its name: %s", async (_, part) => {
  const whole = { recognizes: async () => 1, open: sound };
  const broken = defineHandler({
    name: "acme",
    version: "1.0.0",
    summary: "A test",
    create: () => ({ ...whole, ...part }) as never,
    ...("create" in part ? part : {}),
  });
  const error = await rejectionOf(openReader(reader, { handlers: [broken] }), "HANDLER_FAILED");
  expect(error.message).toContain("'acme'");
});

test("the handler with the highest score opens the plate, a certain one ends the search, and a name chooses without it", async () => {
  const tried: string[] = [];
  const scoring = (name: string, score: number) =>
    defineHandler({
      name,
      version: "1.0.0",
      summary: "A test",
      create: () => ({ recognizes: async () => tried.push(name) && score, open: sound }),
    });
  const handlers = [scoring("half", 0.5), scoring("more", 0.7), scoring("certain", 1), scoring("late", 1)];
  const opened = async (handler?: string) =>
    (await openReader(reader, { handlers, ...(handler === undefined ? {} : { handler }) })).handler;
  expect([await opened(), tried]).toEqual(["certain", ["half", "more", "certain"]]);
  expect([await opened("HALF"), tried.length]).toEqual(["half", 3]);
  expect((await openReader(reader, { handlers: handlers.slice(0, 2) })).handler).toBe("more");
  await rejectionOf(openReader(reader, { handlers: [scoring("none", 0.4)] }), "PLATE_UNRECOGNIZED");
});

test("a format may keep several planes in a file, and take metadata from files in any folder", async () => {
  const pages = memoryPlateReader({
    name: "paged",
    files: [
      ...["A01.tif", "B02.tif"].map((path) => [path, "two pages"] as const),
      ["meta/deep/scan.json", '{ "pixelSizeUm": 0.5, "z": 2, "x": [10, 20] }'],
    ],
    readHeader: () => ({ width: 4, height: 4, dtype: "uint8", pages: 4, description: null, pixelSizeUm: 9 }),
  });
  const format = {
    ...patternFormat(parsePattern("^(?<well>[A-P]\\d+)\\.tif$")),
    name: "paged",
    version: "1.0.0",
    summary: "A test",
    companions: (paths: readonly string[]) => paths.filter((path) => path.endsWith("scan.json")),
  };
  const names = format.read;
  const { images, calibration, channels, notices } = await openReader(pages, {
    headers: "none",
    handlers: [
      formatHandler({
        ...format,
        read: (files, companions) => {
          const [scan] = [...companions.values()].map((bytes) => JSON.parse(new TextDecoder().decode(bytes)));
          const description = {
            pixelSizeUm: scan.pixelSizeUm,
            zStepUm: scan.z,
            channels: new Map([["2", { name: "GFP" }]]),
          };
          return { ...names(files, companions), description };
        },
        pages: (plane, header) =>
          Array.from({ length: header.pages }, (_, page) => ({
            ...plane,
            page,
            channel: String(1 + (page % 2)),
            zIndex: 1 + Math.floor(page / 2),
            position: { xUm: 10 * page, yUm: 0 },
          })),
      }),
    ],
  });
  expect(
    images.map(({ path, page, channel, zIndex, position }) => [path, page, channel, zIndex, position?.xUm]),
  ).toEqual(
    ["A01.tif", "B02.tif"].flatMap((path) => [
      [path, 0, "1", 1, 0],
      [path, 2, "1", 2, 20],
      [path, 1, "2", 1, 10],
      [path, 3, "2", 2, 30],
    ]),
  );
  expect(Object.keys(images[0] ?? {}).sort()).toEqual([
    "bytes",
    "channel",
    "header",
    "mtimeMs",
    "page",
    "path",
    "position",
    "site",
    "timepoint",
    "well",
    "zIndex",
  ]);
  expect({ calibration, notices }).toEqual({ calibration: { pixelSizeUm: 0.5, zStepUm: 2 }, notices: [] });
  expect(channels).toEqual([
    { id: "1", name: null },
    { id: "2", name: "GFP" },
  ]);
});

test.each([["../A01.tif"], ["a/../../A01.tif"], ["/A01.tif"], ["a//A01.tif"], [`${"_A".repeat(50_000)}.tif`]])(
  "a path that cannot exist in a folder is refused before any expression of a format is applied: %.20s",
  async (path) => {
    const listing = { files: [{ path, bytes: 1, mtimeMs: 1 }], notices: [] };
    const hostile = { ...reader, list: async () => listing };
    const slow = patternFormat(parsePattern("(?<well>.*)_(?<ch>.*)$"));
    const seen: string[] = [];
    const handler = formatHandler({ ...slow, recognizes: (paths) => seen.push(...paths) && 1 });
    await rejectionOf(openReader(hostile, { handlers: [handler] }), "PLATE_UNREADABLE");
    expect(seen).toEqual([]);
  },
);
