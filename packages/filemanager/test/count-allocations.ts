type Constructor = new (...args: unknown[]) => { readonly byteLength: number };

const CONSTRUCTORS = [
  "ArrayBuffer",
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
] as const;
const BUFFER_MAKERS = ["alloc", "allocUnsafe", "allocUnsafeSlow", "from"] as const;

/**
 * Calls `work` and adds up the bytes of every array buffer that is allocated while it runs, whether it is kept or not:
 * by typed arrays and their methods, by `ArrayBuffer`, and by `Buffer`, which zlib gets its memory from. Views of
 * memory that is there already do not count, nor do texts. Exact and the same each time, unlike what the process
 * occupies. One at a time.
 */
export async function countAllocations<Result>(work: () => Promise<Result>): Promise<[result: Result, bytes: number]> {
  let bytes = 0;
  let depth = 0;
  const undo = [...CONSTRUCTORS.map((name) => countConstructor(name, add)), ...BUFFER_MAKERS.map(countMaker)];
  try {
    const result = await work();
    return [result, bytes];
  } finally {
    for (const restore of undo) restore();
  }

  function add(allocated: number): void {
    bytes += allocated;
  }

  function countMaker(name: (typeof BUFFER_MAKERS)[number]): () => void {
    const original = Buffer[name] as (...args: unknown[]) => Buffer;
    const counted = (...args: unknown[]) => {
      depth++;
      const made = original.apply(Buffer, args);
      depth--;
      if (depth === 0 && typeof args[0] !== "string" && !isMemory(args[0])) add(made.byteLength);
      return made;
    };
    Object.assign(Buffer, { [name]: counted });
    return () => void Object.assign(Buffer, { [name]: original });
  }
}

/** Puts a counting constructor in the place of a global one, also where methods such as `map` look for it. */
function countConstructor(name: (typeof CONSTRUCTORS)[number], add: (bytes: number) => void): () => void {
  const original = globalThis[name] as unknown as Constructor;
  const counted: Constructor = new Proxy(original, {
    construct(target, args, newTarget) {
      const made = Reflect.construct(target, args, newTarget === counted ? target : newTarget);
      if (!isMemory(args[0])) add(made.byteLength);
      return made;
    },
  });
  const put = (made: Constructor) => {
    Object.assign(globalThis, { [name]: made });
    Object.defineProperty(original.prototype, "constructor", { value: made });
  };
  put(counted);
  return () => put(original);
}

function isMemory(value: unknown): boolean {
  return value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
}
