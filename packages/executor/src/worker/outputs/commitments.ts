import {
  compareNatural,
  type Diagnostic,
  type FragmentFolder,
  type Json,
  type MetadataFragment,
  type OutputFile,
  type PlaneKey,
  type SaveReceipt,
  type StartingPoint,
  type StoredPlane,
  type StoredStep,
  type StoredTable,
} from "@ohcs/context";

interface Folder {
  readonly files: string[];
  readonly keys: PlaneKey[];
  readonly extra: Readonly<Record<string, Json>>;
}

interface Step {
  readonly files: string[];
  readonly planes: StoredPlane[];
  readonly tables: StoredTable[];
  writtenBytes: number;
}

/** What one well stored durably: files with their proofs, the images that the plate's metadata will list, and what its steps warned of. */
export class Commitments {
  readonly #outputs: OutputFile[] = [];
  readonly #folders = new Map<string, Folder>();
  readonly #steps = new Map<string, Step>();
  readonly #notices: Diagnostic[] = [];

  readonly #order: readonly string[];

  /**
   * @param order The names of the steps
   * @param begin What an earlier run stored of the steps that are not run again
   */
  constructor(order: readonly string[], begin?: StartingPoint) {
    this.#order = order;
    this.#outputs.push(...(begin?.outputs ?? []));
    for (const { step, files, planes, tables = [] } of begin?.stored ?? [])
      this.#steps.set(step, { files: [...files], planes: [...planes], tables: [...tables], writtenBytes: 0 });
  }

  /** Notes what `step` saved in a backend: `holder` where that does not keep plain files, else null. */
  store(step: string, { path, bytes, sha256, files }: SaveReceipt, holder: string | null): void {
    const saved = files ?? (sha256 === null ? [] : [{ path, bytes, sha256 }]);
    this.#outputs.push(...(holder === null ? saved : saved.map((one) => ({ ...one, backend: holder }))));
    const own = this.#of(step);
    own.files.push(...saved.map((file) => file.path));
    own.writtenBytes += bytes;
  }

  /** What was stored of a step in this run. */
  writtenBytes(step: string): number {
    return this.#steps.get(step)?.writtenBytes ?? 0;
  }

  /** Notes how later steps were given an image, so that a later run can give it to them from its file. */
  keep(step: string, plane: StoredPlane): void {
    this.#of(step).planes.push(plane);
  }

  /** Notes how later steps were given the tables of a file. */
  keepTable(step: string, table: StoredTable): void {
    this.#of(step).tables.push(table);
  }

  /** Notes what a step warned of: one notice for each cause, with the groups it concerns. */
  warn(notice: Omit<Diagnostic, "count" | "examples">, group: string): void {
    const isSame = ({ code, message, where }: Diagnostic) =>
      code === notice.code && message === notice.message && where.step?.index === notice.where.step?.index;
    const place = this.#notices.findIndex(isSame);
    const { count, examples } = this.#notices[place] ?? { count: 0, examples: [] };
    const more = { ...notice, count: count + 1, examples: [...examples, group].slice(0, 5) };
    this.#notices.splice(place < 0 ? this.#notices.length : place, place < 0 ? 0 : 1, more);
  }

  get notices(): readonly Diagnostic[] {
    return this.#notices;
  }

  #of(name: string): Step {
    const step = this.#steps.get(name) ?? { files: [], planes: [], tables: [], writtenBytes: 0 };
    this.#steps.set(name, step);
    return step;
  }

  /** Notes an image for the metadata; `extra` belongs to its directory. */
  list(directory: string, path: string, key: PlaneKey, extra: Readonly<Record<string, Json>>): void {
    const folder = this.#folders.get(directory) ?? { files: [], keys: [], extra };
    folder.files.push(path);
    folder.keys.push(key);
    this.#folders.set(directory, folder);
  }

  /** Sorted by path. */
  get outputs(): readonly OutputFile[] {
    return this.#outputs.toSorted((a, b) => compareNatural(a.path, b.path));
  }

  /** Step by step, whatever the order in which their files became durable. */
  get stored(): readonly StoredStep[] {
    return this.#order.flatMap((step) => {
      const own = this.#steps.get(step);
      if (own === undefined) return [];
      const files = own.files.toSorted(compareNatural);
      const planes = own.planes.toSorted((a, b) => a.group - b.group || a.plane - b.plane);
      return [{ step, files, planes, tables: own.tables }];
    });
  }

  fragment(well: string): MetadataFragment {
    const folders = [...this.#folders].toSorted(([a], [b]) => compareNatural(a, b));
    return {
      well,
      subdirectories: Object.fromEntries(folders.map(([name, folder]) => [name, fragmentFolder(folder)])),
    };
  }
}

function fragmentFolder({ files, keys, extra }: Folder): FragmentFolder {
  return {
    imageFiles: files.toSorted(compareNatural),
    sites: numbers(keys.map((key) => key.site)),
    channels: [...new Set(keys.flatMap((key) => key.channel ?? []))].toSorted(compareNatural),
    zIndexes: numbers(keys.map((key) => key.zIndex)),
    timepoints: numbers(keys.map((key) => key.timepoint)),
    extra,
  };
}

function numbers(values: readonly (number | undefined)[]): readonly number[] {
  return [...new Set(values.filter((value) => value !== undefined))].toSorted((a, b) => a - b);
}
