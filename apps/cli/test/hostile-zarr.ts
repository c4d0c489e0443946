import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { allocatePixels } from "@ohcs/context";
import { type PlateStorage, writePlateSkeleton, zarrBackend } from "@ohcs/filemanager/zarr";

/** The files of a plate by path. */
export type PlateFiles = ReadonlyMap<string, Uint8Array>;

const SIDE = 24;
const BOMB_BYTES = 64 * 2 ** 20;
const DEEP = 100_000;

/** A sound plate of one well with two fields of two channels, stored as asked. */
export async function soundPlate(storage: PlateStorage): Promise<PlateFiles> {
  const root = await mkdtemp(join(tmpdir(), "ohcs-sound-"));
  try {
    const displays = ["1", "2"].map((name) => ({ name, window: { start: 0, end: 9 }, color: null }));
    const planes = {
      width: SIDE,
      height: SIDE,
      dtype: "uint16",
      pixelSizeUm: 1,
      zStepUm: null,
      intervalS: null,
      displays,
    } as const;
    const axes = { channels: ["1", "2"], zIndexes: null, timepoints: null };
    const fields = [1, 2].map((site) => ({ ...axes, site, position: { xUm: site, yUm: 0 }, planes }));
    const plate = { name: "p", wells: [{ well: "A01", fields }], labels: [] };
    await writePlateSkeleton({ root, path: "", plate, storage: { levels: 2, chunk: 16, ...storage } });
    const backend = await zarrBackend.create({ root });
    const data = allocatePixels("uint16", SIDE * SIDE).map((_, i) => (i * 37) % 5000);
    for (const name of ["A01_s001_w1", "A01_s001_w2", "A01_s002_w1", "A01_s002_w2"])
      await backend.save(name, { data, shape: [SIDE, SIDE], dtype: "uint16", pixelSizeUm: 1 });
    await backend.close();
    return await filesIn(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

/** Writes a plate into a folder of its own. */
export async function writeFiles(root: string, files: PlateFiles): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), bytes);
  }
}

/** The plate with one to three of its files changed for the worse. */
export function damagedPlate(files: PlateFiles, random: () => number): PlateFiles {
  const damaged = new Map(files);
  const documents = [...files.keys()].filter((path) => /\.z|zarr\.json/.test(path));
  const chunks = [...files.keys()].filter((path) => !documents.includes(path));
  for (let changes = 1 + Math.floor(random() * 3); changes > 0; changes--) {
    const isDocument = random() < 0.75;
    const path = pick(isDocument ? documents : chunks, random);
    const bytes = damaged.get(path) ?? new Uint8Array(0);
    damaged.set(path, isDocument ? damagedDocument(bytes, random) : damagedChunk(bytes, random));
  }
  return damaged;
}

function damagedDocument(bytes: Uint8Array, random: () => number): Uint8Array {
  const text = Buffer.from(bytes).toString();
  if (random() < 0.06) return bytes.slice(0, Math.floor(random() * bytes.length));
  if (random() < 0.04) return Buffer.from(pick(WHOLE, random));
  const document: unknown = JSON.parse(isJson(text) ? text : "{}");
  const places = placesIn(document);
  // Half of the changes hit what is walked: shapes, chunks, lists, paths.
  const walked = places.filter(({ key }) =>
    /shape|chunk|path|codec|compressor|filters|wells|images|datasets|ohcs|^\d+$/.test(key),
  );
  for (let changes = 1 + Math.floor(random() * 2); changes > 0; changes--) {
    const among = walked.length > 0 && random() < 0.5 ? walked : places;
    if (among.length === 0) break;
    const { holder, key } = pick(among, random);
    if (random() < 0.15) delete holder[key];
    else holder[key] = structuredClone(pick(VALUES, random)(holder[key]));
  }
  const changed = JSON.stringify(document)
    .replaceAll('"@infinite"', "1e999")
    .replaceAll('"@deep"', () => "[".repeat(DEEP) + "]".repeat(DEEP));
  return Buffer.from(changed.replaceAll('"@proto"', '{"__proto__":{"path":"0"},"constructor":1,"toString":1}'));
}

function damagedChunk(bytes: Uint8Array, random: () => number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const at = Math.floor(random() * bytes.length);
  switch (Math.floor(random() * 6)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return bomb;
    case 2:
      return zstdBomb(random() < 0.5);
    case 3:
      return bloscBomb;
    case 4:
      return Buffer.concat([bytes, bytes]);
    default:
      for (let flips = 1 + Math.floor(random() * 8); flips > 0; flips--)
        changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256);
      return changed;
  }
}

const bomb = gzipSync(new Uint8Array(BOMB_BYTES));
/** c-blosc 1 that says that it holds four gigabytes. */
const bloscBomb = Uint8Array.from([2, 1, 0x21, 2, 255, 255, 255, 255, 0, 0, 16, 0, 40, 0, 0, 0, ...Array(24).fill(0)]);

/** Zstandard of runs of zeros, 128 KiB for each four bytes; it states a length of four gigabytes, or none. */
function zstdBomb(isStated: boolean): Uint8Array {
  const head = [0x28, 0xb5, 0x2f, 0xfd, ...(isStated ? [0x80, 0x58, 255, 255, 255, 255] : [0x00, 0x58])];
  const run = (isLast: boolean) => {
    const block = ((128 * 1024) << 3) | 2 | (isLast ? 1 : 0);
    return [block & 255, (block >> 8) & 255, (block >> 16) & 255, 0];
  };
  return Uint8Array.from([...head, ...Array(2_000).fill(run(false)).flat(), ...run(true)]);
}

const WHOLE = [
  "",
  "null",
  "[]",
  "7",
  '"text"',
  "{}",
  `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`,
  `${'{"attributes":'.repeat(DEEP)}1${"}".repeat(DEEP)}`,
];

const LIST = [1, 1, 16, 16];
const VALUES: readonly ((value: unknown) => unknown)[] = [
  ...[
    null,
    true,
    false,
    0,
    1,
    -1,
    0.5,
    2 ** 31,
    2 ** 53,
    1e8,
    1e7,
    100_000,
    4096,
    "",
    "NaN",
    "-Infinity",
    "0",
    "text",
  ].map((value) => () => value),
  ...["../../../etc", "/etc", "a\\b", "\0", "C:", "file://evil/x", "0/../../0", "%zz", "x".repeat(300), "."].map(
    (path) => () => path,
  ),
  ...[
    [],
    {},
    [null],
    [[]],
    [1e5, 1e5],
    [2 ** 31, 2 ** 31],
    LIST,
    [1e8, 1, 8, 8],
    [{ name: "gzip" }],
    [{ name: "blosc", configuration: {} }],
  ].map((value) => () => value),
  ...[
    { id: "blosc", cname: "lz4", clevel: 5, shuffle: 1 },
    { id: "zlib", level: 1 },
    { id: "lz4" },
    { id: "jpegxs" },
  ].map((value) => () => value),
  ...["@deep", "@infinite", "@proto"].map((mark) => () => mark),
  (value) => [value],
  (value) => ({ value }),
  (value) => (typeof value === "string" ? { toString: 1 } : String(value)),
  (value) => (typeof value === "number" ? -value : [value, value]),
  (value) => (Array.isArray(value) ? value.slice(1) : Array.from({ length: 20_000 }, (_, i) => ({ path: String(i) }))),
  (value) => (Array.isArray(value) && value.length > 0 ? Array(3000).fill(value[0]) : value),
  (value) => (Array.isArray(value) ? value.map((item) => (typeof item === "number" ? 1 : item)) : value),
];

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return text.length < DEEP;
  } catch {
    return false;
  }
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

async function filesIn(root: string): Promise<PlateFiles> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files.map(
    async (file) => [file.slice(root.length + 1).replaceAll("\\", "/"), await readFile(file)] as const,
  );
  return new Map(await Promise.all(read));
}
