/** Arrays and buffers of at least some size that were made since counting began. */
export interface AllocationCount {
  /** What was made: the constructor or method, and how many bytes. */
  readonly seen: string[];
  readonly stop: () => void;
}

const NAMES = ["Uint8Array", "Uint16Array", "Uint32Array", "Int32Array", "Float32Array", "Float64Array"] as const;
const BUFFER_METHODS = ["alloc", "allocUnsafe", "allocUnsafeSlow"] as const;

/**
 * Counts every array of samples of at least `least` bytes that JavaScript makes from now on, by standing in for the
 * constructors. Modules that keep a constructor at hand must be imported afterwards.
 */
export function countAllocations(least: number): AllocationCount {
  const seen: string[] = [];
  const note = (what: string, bytes: number) => void (bytes >= least && seen.push(`${what} ${bytes}`));
  const undo = [
    ...NAMES.map((name) => watchArrays(name, note)),
    watchBuffers(note),
    watchSlices(note),
    ...BUFFER_METHODS.map((method) => watchNodeBuffers(method, note)),
  ];
  return { seen, stop: () => undo.forEach((one) => void one()) };
}

type Note = (what: string, bytes: number) => void;
type Maker = new (...args: unknown[]) => ArrayBufferView;
const globals = globalThis as unknown as Record<string, unknown>;

function watchArrays(name: (typeof NAMES)[number], note: Note): () => void {
  return replaceGlobal(
    name,
    new Proxy(globals[name] as Maker, {
      construct: (target, args: unknown[], newTarget) => {
        const made = Reflect.construct(target, args, newTarget) as ArrayBufferView;
        if (!(args[0] instanceof ArrayBuffer) && !(args[0] instanceof SharedArrayBuffer)) note(name, made.byteLength);
        return made;
      },
    }),
  );
}

function watchBuffers(note: Note): () => void {
  return replaceGlobal(
    "ArrayBuffer",
    new Proxy(ArrayBuffer, {
      construct: (target, args: [number], newTarget) => {
        note("ArrayBuffer", args[0]);
        return Reflect.construct(target, args, newTarget) as ArrayBuffer;
      },
    }),
  );
}

function watchSlices(note: Note): () => void {
  const arrays = Object.getPrototypeOf(Uint8Array.prototype) as { slice: (...args: number[]) => ArrayBufferView };
  const { slice } = arrays;
  arrays.slice = function counted(this: ArrayBufferView, ...args: number[]) {
    const made = slice.apply(this, args);
    note("slice", made.byteLength);
    return made;
  };
  return () => {
    arrays.slice = slice;
  };
}

function watchNodeBuffers(method: (typeof BUFFER_METHODS)[number], note: Note): () => void {
  const original = Buffer[method] as (size: number, ...rest: unknown[]) => Buffer;
  Object.assign(Buffer, {
    [method]: (size: number, ...rest: unknown[]) => {
      note(method, size);
      return original(size, ...rest);
    },
  });
  return () => void Object.assign(Buffer, { [method]: original });
}

function replaceGlobal(name: string, value: unknown): () => void {
  const before = globals[name];
  globals[name] = value;
  return () => {
    globals[name] = before;
  };
}
