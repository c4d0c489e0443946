import { compareNatural, type StoredEntry } from "@ohcs/context";
import { fail } from "../errors.ts";
import { childOf, nameOf, parentOf } from "../paths/virtual-path.ts";

/** A stored value and how many bytes it counts for. */
interface MemoryFile<Content> {
  readonly kind: "file";
  readonly content: Content;
  readonly bytes: number;
}

interface MemoryDirectory<Content> {
  readonly kind: "directory";
  readonly children: Map<string, MemoryFile<Content> | MemoryDirectory<Content>>;
}

type Node<Content> = MemoryFile<Content> | MemoryDirectory<Content>;

/** Directories and files by normalized path, failing with the same codes as a disk. Keeps count of the bytes. */
export class MemoryTree<Content> {
  #root: MemoryDirectory<Content> = { kind: "directory", children: new Map() };
  readonly #dropped: (content: Content) => void;
  #bytes = 0;
  #peakBytes = 0;

  /** @param dropped Called with each content that is no longer held. */
  constructor(dropped: (content: Content) => void = () => undefined) {
    this.#dropped = dropped;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get peakBytes(): number {
    return this.#peakBytes;
  }

  find(path: string): Node<Content> | null {
    let node: Node<Content> = this.#root;
    for (const segment of segmentsOf(path)) {
      const next: Node<Content> | undefined = node.kind === "directory" ? node.children.get(segment) : undefined;
      if (next === undefined) return null;
      node = next;
    }
    return node;
  }

  /** @throws `FILE_NOT_FOUND`, `PATH_KIND_MISMATCH` */
  file(path: string): MemoryFile<Content> {
    const node = this.find(path);
    if (node === null) throw notFound(path);
    if (node.kind === "directory") throw mismatch(path, "a file", "a directory");
    return node;
  }

  /** @throws `FILE_EXISTS`, `PATH_KIND_MISMATCH` */
  put(path: string, content: Content, bytes: number, ifExists: "error" | "replace"): void {
    const { children } = this.ensureDirectory(parentOf(path));
    const previous = children.get(nameOf(path));
    if (path === "" || previous?.kind === "directory") throw mismatch(path, "a file", "a directory");
    if (previous !== undefined && ifExists === "error") throw exists(path);
    children.set(nameOf(path), { kind: "file", content, bytes });
    this.#count(bytes - (previous?.bytes ?? 0));
    if (previous !== undefined) this.#dropped(previous.content);
  }

  /** @throws `PATH_KIND_MISMATCH` */
  ensureDirectory(path: string): MemoryDirectory<Content> {
    let node = this.#root;
    for (const segment of segmentsOf(path)) {
      const next: Node<Content> = node.children.get(segment) ?? { kind: "directory", children: new Map() };
      if (next.kind === "file") throw mismatch(path, "a directory", "a file");
      node.children.set(segment, next);
      node = next;
    }
    return node;
  }

  list(directory: string): StoredEntry[] {
    const node = this.find(directory);
    if (node === null) throw notFound(directory);
    if (node.kind === "file") throw mismatch(directory, "a directory", "a file");
    const names = [...node.children.keys()].sort(compareNatural);
    return names.map((name) => this.stat(childOf(directory, name)));
  }

  stat(path: string): StoredEntry {
    const node = this.find(path);
    if (node === null) throw notFound(path);
    return { path, kind: node.kind, bytes: node.kind === "file" ? node.bytes : 0 };
  }

  remove(path: string): void {
    this.#dropAll(this.#takeOut(path));
  }

  /** Removes a file whose content the caller holds from then on. @throws `FILE_NOT_FOUND`, `PATH_KIND_MISMATCH` */
  take(path: string): Content {
    const { content } = this.file(path);
    this.#takeOut(path);
    return content;
  }

  clear(): void {
    this.#dropAll(this.#root);
    this.#root = { kind: "directory", children: new Map() };
    this.#bytes = 0;
  }

  #takeOut(path: string): Node<Content> {
    const node = this.find(path);
    if (node === null) throw notFound(path);
    const parent = this.find(parentOf(path));
    if (path === "" || parent?.kind !== "directory") throw mismatch(path, "a path below the root", "the root");
    parent.children.delete(nameOf(path));
    this.#count(-bytesOf(node));
    return node;
  }

  #dropAll(node: Node<Content>): void {
    if (node.kind === "file") this.#dropped(node.content);
    else for (const child of node.children.values()) this.#dropAll(child);
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#peakBytes = Math.max(this.#peakBytes, this.#bytes);
  }
}

function segmentsOf(path: string): readonly string[] {
  return path === "" ? [] : path.split("/");
}

function bytesOf<Content>(node: Node<Content>): number {
  if (node.kind === "file") return node.bytes;
  return [...node.children.values()].reduce((sum, child) => sum + bytesOf(child), 0);
}

function notFound(path: string): Error {
  return fail("FILE_NOT_FOUND", `Cannot find '${path}': nothing is stored there`, { details: { path } });
}

function exists(path: string): Error {
  return fail("FILE_EXISTS", `Cannot save '${path}': a value is already stored there`, { details: { path } });
}

function mismatch(path: string, expected: string, got: string): Error {
  return fail("PATH_KIND_MISMATCH", `Cannot use '${path}': expected ${expected}, got ${got}`, { details: { path } });
}
