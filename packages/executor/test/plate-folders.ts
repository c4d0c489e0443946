import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Json, sha256Hex, type Table, type WorkerStartup } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import { encodeTiff } from "@ohcs/testkit";
import { MODULES } from "@ohcs/testkit/contexts";

/** A picture drawn as rows of samples. */
export type Matrix = readonly (readonly number[])[];

/** A source plate and an output plate, in a folder that is removed after the test. */
export interface PlateFolders {
  readonly startup: Omit<WorkerStartup, "runId">;
  readonly output: string;
  readonly source: string;
  writeSource(path: string, rows: Matrix): Promise<void>;
  /** An image of the output as rows. */
  image(path: string): Promise<Matrix>;
  table(path: string): Promise<Table>;
  json(path: string): Promise<Json>;
  text(path: string): Promise<string>;
  /** Path → hash of every file of the output, without `.ohcs/` unless `all`. */
  tree(all?: boolean): Promise<Readonly<Record<string, string>>>;
  remove(): Promise<void>;
}

export async function makePlateFolders(functionsUrl: string): Promise<PlateFolders> {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-executor-"));
  const [source, output] = [join(folder, "source"), join(folder, "output")];
  await mkdir(source);
  const disk = await diskBackend.create({ root: output, readOnly: true });
  const modules = {
    [MODULES.functions]: functionsUrl,
    [MODULES.disk]: import.meta.resolve(MODULES.disk),
    [MODULES.memory]: import.meta.resolve(MODULES.memory),
  };
  return {
    startup: { modules, roots: { source, output } },
    source,
    output,
    writeSource: (path, rows) => writeTiff(join(source, path), rows),
    image: async (path) => rowsOf(await disk.load(path)),
    table: (path) => disk.loadTable(path),
    json: (path) => disk.loadJson(path),
    text: (path) => readFile(join(output, path), "utf8"),
    tree: (all = false) => treeOf(output, all),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function writeTiff(path: string, rows: Matrix): Promise<void> {
  const page = {
    width: rows[0]?.length ?? 0,
    height: rows.length,
    pixels: Uint16Array.from(rows.flat()),
    description: "",
    software: "",
  };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, encodeTiff(page));
}

function rowsOf({ data, shape }: { readonly data: ArrayLike<number>; readonly shape: readonly number[] }): Matrix {
  const [height = 0, width = 0] = shape;
  const samples = Array.from(data);
  return Array.from({ length: height }, (_, y) => samples.slice(y * width, (y + 1) * width));
}

/** Path → hash of every file below `root`, without `.ohcs/` unless `all`. */
export async function treeOf(root: string, all = false): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const wanted = files.filter((path) => all || !path.startsWith(".ohcs")).toSorted();
  return Object.fromEntries(
    await Promise.all(wanted.map(async (path) => [path, sha256Hex(await readFile(join(root, path)))] as const)),
  );
}
