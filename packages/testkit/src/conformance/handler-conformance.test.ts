import {
  formatPlaneKey,
  type MicroscopeHandler,
  type OpenPlateOptions,
  type PlateManifest,
  type PlateReader,
  type SourceImage,
} from "@ohcs/context";
import { expect, test } from "vitest";
import { memoryPlateReader } from "../plate/memory-plate-reader.ts";
import { handlerConformance } from "./handler-conformance.ts";

const NAME = /^(?<well>[A-P]\d\d)-(?<channel>\d)\.tif$/;
const plate = memoryPlateReader({
  name: "own",
  files: ["A01-1.tif", "A01-2.tif", "B02-1.tif", "B02-2.tif", "readme.txt"].map((path) => [path, path]),
  readHeader: () => ({ width: 4, height: 4, dtype: "uint8", pages: 1, description: null, pixelSizeUm: 0.5 }),
});

/** A handler that keeps every promise, written by hand. */
const sound: MicroscopeHandler = {
  recognizes: async (reader) => {
    const { files } = await reader.list();
    return files.filter(({ path }) => NAME.test(path)).length / Math.max(1, files.length);
  },
  open: async (reader, { signal } = {}) => {
    const { files } = await reader.list(signal);
    const images = files.flatMap((file): SourceImage[] => {
      const { well, channel } = NAME.exec(file.path)?.groups ?? {};
      if (well === undefined || channel === undefined) return [];
      const place = { well, channel, site: 1, zIndex: 1, timepoint: 1 };
      return [{ ...file, ...place, page: 0, header: null, position: null }];
    });
    const [first] = images;
    const header = first && (await reader.readHeader?.(first.path, signal));
    signal?.throwIfAborted();
    return manifestOf(reader, images, header?.pixelSizeUm ?? null);
  },
};

function manifestOf(
  { root, name }: PlateReader,
  found: readonly SourceImage[],
  pixelSizeUm: number | null,
): PlateManifest {
  const images = found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const wells = [...new Set(images.map(({ well }) => well))];
  const ids = [...new Set(images.map(({ channel }) => channel))];
  const missing = 2 * wells.length - images.length;
  const rest = { where: {}, expected: null, got: null, hint: null, count: 1, examples: [] } as const;
  return {
    specVersion: 1,
    plateId: name,
    root,
    handler: "own",
    images,
    wells,
    grid: null,
    calibration: { pixelSizeUm },
    channels: ids.map((id) => ({ id, name: null })),
    notices: [
      ...(missing > 0 ? [{ severity: "warning", code: "GAPS", message: "Gaps", ...rest } as const] : []),
      ...(pixelSizeUm === null ? [{ severity: "warning", code: "SIZE", message: "No size", ...rest } as const] : []),
    ],
  };
}

/** Runs the suite; the names of the tests that failed. */
async function failuresOf(handler: Partial<MicroscopeHandler>, plates: readonly PlateReader[] = [plate]) {
  const tests: [string, () => Promise<void>][] = [];
  const create = () => ({ ...sound, ...handler });
  handlerConformance({ test: (name, body) => tests.push([name, body]), create, plates });
  const failed: string[] = [];
  for (const [name, body] of tests) await body().catch(() => failed.push(name));
  return failed;
}

/** A handler that opens plates like the correct one, with `change` applied to its manifests. */
const changing = (change: (manifest: PlateManifest, reader: PlateReader) => unknown) => ({
  open: async (reader: PlateReader, options?: OpenPlateOptions) =>
    change(await sound.open(reader, options), reader) as PlateManifest,
});

test("handlerConformance() passes a handler that keeps its promises", async () => {
  expect(await failuresOf({})).toEqual([]);
});

let openings = 0;
const BROKEN: readonly (readonly [promise: RegExp, breaks: string, handler: Partial<MicroscopeHandler>])[] = [
  [/recognizes its plate/, "recognizes nothing", { recognizes: async () => 0 }],
  [/not of its format/, "recognizes everything", { recognizes: async () => 1 }],
  [
    /landmine 13/,
    "gives two files one plane",
    changing((said) => ({ ...said, images: said.images.map((one) => ({ ...one, channel: "1" })) })),
  ],
  [
    /lists, with their lengths/,
    "makes up lengths",
    changing((said) => ({ ...said, images: said.images.map((one) => ({ ...one, bytes: 7 })) })),
  ],
  [
    /gives the same/,
    "takes the first file that is listed for the name of a channel",
    {
      open: async (reader, options) => {
        const { channels, ...said } = await sound.open(reader, options);
        const [first] = (await reader.list()).files;
        return { ...said, channels: channels.map(({ id }) => ({ id, name: first?.path ?? null })) };
      },
    },
  ],
  [/gives the same/, "differs from time to time", changing((said) => ({ ...said, plateId: `p${openings++}` }))],
  [
    /landmine 28/,
    "makes up a pixel size",
    changing((said) => ({ ...said, calibration: { pixelSizeUm: said.calibration.pixelSizeUm ?? 1 } })),
  ],
  [
    /landmine 28/,
    "gives no notice of an unknown pixel size",
    changing((said) => ({ ...said, notices: said.notices.filter(({ code }) => code !== "SIZE") })),
  ],
  [
    /landmine 11/,
    "changes what the reader gives",
    {
      open: async (reader, options) => {
        const { files } = await reader.list();
        (files as unknown as { mtimeMs: number }[]).forEach((file) => {
          file.mtimeMs += 0;
        });
        return sound.open(reader, options);
      },
    },
  ],
  [/signal aborts/, "continues when aborted", { open: (reader) => sound.open(reader) }],
  [
    /leave the root|absolute paths/,
    "throws errors without a code for names of other formats",
    {
      open: async (reader, options) => {
        const { files } = await reader.list();
        if (files.some(({ path }) => /^(\.\.)?\//.test(path))) throw new TypeError("what is this?");
        return sound.open(reader, options);
      },
    },
  ],
  [
    /landmine 12/,
    "gives no notice of gaps",
    changing((said) => ({ ...said, notices: said.notices.filter(({ code }) => code !== "GAPS") })),
  ],
  [
    /landmine 12/,
    "puts another image in the place of a missing one",
    changing((said) => {
      const [first] = said.images;
      if (first === undefined || said.images.length === 4) return said;
      const other = { ...first, page: 1, zIndex: 2 };
      return {
        ...said,
        images: [...said.images, other].toSorted((a, b) =>
          a.well + formatPlaneKey(a) < b.well + formatPlaneKey(b) ? -1 : 1,
        ),
      };
    }),
  ],
];

test.each(BROKEN)("handlerConformance() finds '%s' broken by a handler that %s", async (promise, _, handler) => {
  const failures = await failuresOf(handler);
  expect(failures.some((name) => promise.test(name))).toBe(true);
});

test("handlerConformance() requires plates, of which one can lack an image", async () => {
  expect(await failuresOf({}, [])).toHaveLength(1);
  const single = memoryPlateReader({ name: "single", files: [["A01-1.tif", ""]] });
  expect(await failuresOf({}, [single])).toEqual([expect.stringMatching(/landmine 12/)]);
});
