type Broken = readonly [what: string, members: string, test: string, errorCode: string];

/** Backends that each break a promise: what they do, the methods that do it, which test finds it, and with which code. */
export const BROKEN_BACKENDS: readonly [Broken, ...Broken[]] = [
  [
    "lists in text order",
    "async list(path) { return (await super.list(path)).toSorted((a, b) => (a.path < b.path ? -1 : 1)); }",
    "landmine 22: list() is in numeric order",
    "CONFORMANCE_FAILED",
  ],
  [
    "replaces without being asked to",
    'save(path, image, options) { return super.save(path, image, { ...options, ifExists: "replace" }); }',
    "save() refuses to replace by default, and keeps the old value",
    "CONFORMANCE_FAILED",
  ],
  [
    "lets paths out of its root",
    "exists(path) { return super.exists(path.replace(/^\\W+|\\.\\./g, '')).catch(() => false); }",
    "exists: no path leaves the root",
    "CONFORMANCE_FAILED",
  ],
  [
    "keeps the arrays that it is given",
    `#kept = new Map();
       async save(path, image, options) { const r = await super.save(path, image, options); this.#kept.set(r.path, image); return r; }
       async load(path, options) { const image = await super.load(path, options); return { ...image, data: options ? image.data : this.#kept.get(path)?.data ?? image.data }; }`,
    "landmine 26: a function that mutates its input does not corrupt the store",
    "CONFORMANCE_FAILED",
  ],
  [
    "deletes before it replaces",
    `async save(path, image, options = {}) {
         if (options.ifExists === "replace" && (await this.exists(path))) {
           await this.delete(path);
           await new Promise((resolve) => setTimeout(resolve, 10));
         }
         return super.save(path, image, options);
       }`,
    "landmine 29: a reader sees the old or the new value, whole, while it is replaced",
    "FILE_NOT_FOUND",
  ],
  [
    "claims a capability that it lacks",
    `capabilities = { images: true, tables: true, json: true, writable: true, durable: false };
       async saveTable() { throw new Error("tables come next year"); }`,
    "loadTable() returns numbers in full precision, texts, booleans and missing cells",
    "UNEXPECTED_ERROR",
  ],
  [
    "states no capabilities",
    "capabilities = { images: true }",
    "create() makes an instance that states its capabilities",
    "CONFORM_CAPABILITIES_INVALID",
  ],
  [
    "ends the process",
    "async ensureDirectory() { process.exit(0); }",
    "landmine 22: list() is in numeric order",
    "CONFORM_WORKER_ENDED",
  ],
  [
    "leaves an error that is not awaited",
    'async move(...all) { void Promise.reject(new Error("nobody")); return super.move(...all); }',
    "copy() leaves the source, move() does not",
    "CONFORM_WORKER_ENDED",
  ],
];

/** A module that exports them all, as `broken0`, `broken1` and so on. */
export function brokenModule(): string {
  const classes = BROKEN_BACKENDS.map(
    ([, members], i) => `
      class Broken${i} extends MemoryBackend { ${members} }
      export const broken${i} = defineBackend({ name: "broken", version: "1.0.0", capabilities: { durable: false }, create: () => new Broken${i}() });`,
  );
  return `
    import { defineBackend } from "@ohcs/context";
    import { MemoryBackend } from "@ohcs/filemanager/memory";
    ${classes.join("\n")}
  `;
}
