import {
  compareNatural,
  type FragmentFolder,
  type Json,
  type MetadataFragment,
  type OutputFile,
  type PlaneKey,
  type SaveReceipt,
} from "@ohcs/context";

interface Folder {
  readonly files: string[];
  readonly keys: PlaneKey[];
  readonly extra: Readonly<Record<string, Json>>;
}

/** What one well stored durably: files with their proofs, and the images that the plate's metadata will list. */
export class Commitments {
  readonly #outputs: OutputFile[] = [];
  readonly #folders = new Map<string, Folder>();

  store({ path, bytes, sha256, files }: SaveReceipt): void {
    if (files !== undefined) this.#outputs.push(...files);
    else if (sha256 !== null) this.#outputs.push({ path, bytes, sha256 });
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
