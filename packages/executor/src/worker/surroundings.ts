/** What of Node's `process` is looked at; absent in browsers. */
interface HostProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: () => string;
  readonly eventNames: () => readonly (string | symbol)[];
  readonly listenerCount: (event: string | symbol) => number;
  readonly stdout: object;
  readonly stderr: object;
}

interface Accessor {
  readonly key: PropertyKey;
  readonly get: PropertyDescriptor["get"];
  readonly set: PropertyDescriptor["set"];
}

/** An object that all wells of a thread share, as it was. */
interface SharedObject {
  readonly name: string;
  readonly object: object;
  readonly prototype: object | null;
  readonly keys: readonly PropertyKey[];
  readonly values: readonly unknown[];
  readonly accessors: readonly Accessor[];
  /** Properties that `for … in` finds; what is added by assignment is among them. */
  readonly enumerable: number;
}

/** Globals whose own members and prototypes are looked at, too. */
const WHOLE =
  "Array ArrayBuffer DataView Date Error Function JSON Map Math Number Object Promise Reflect RegExp Set String Symbol WeakMap".split(
    " ",
  );

const OTHERS =
  `AbortController AbortSignal AggregateError Atomics BigInt BigInt64Array BigUint64Array Boolean EvalError Event EventTarget
  FinalizationRegistry Float32Array Float64Array Int16Array Int32Array Int8Array Proxy RangeError ReferenceError SharedArrayBuffer SyntaxError
  TextDecoder TextEncoder TypeError URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakRef WeakSet
  clearInterval clearTimeout console globalThis isFinite isNaN parseFloat parseInt process queueMicrotask setImmediate setInterval setTimeout
  structuredClone`.split(/\s+/);

const OF_PROCESS = "env exit abort kill reallyExit nextTick hrtime emitWarning on once off emit send cwd chdir";

/** As they were before any well. */
const { is, hasOwn, keys: namesOf, getOwnPropertyDescriptor, getPrototypeOf } = Object;

const MOST_NAMED = 5;

/**
 * A snapshot of the implicit state that consecutive wells in a thread share: globals, built-in objects with their
 * prototypes, and of the process its environment, folder and listeners. Comparing costs microseconds, so it is done for
 * each well; its limits are in the README.
 */
export class Surroundings {
  readonly #withConsole: boolean;
  #shared: readonly SharedObject[] = [];
  #process: ProcessState | null = null;

  /** @param withConsole Is the console the same for all wells? */
  constructor({ withConsole }: { readonly withConsole: boolean }) {
    this.#withConsole = withConsole;
    this.accept();
  }

  /** Takes what is there now for what wells are to find. */
  accept(): void {
    this.#shared = sharedObjects(this.#withConsole);
    this.#process = processState();
  }

  /** What differs from what was there, in words; null where nothing does. Calls no method that a well may have replaced. */
  changes(): string | null {
    const found: Found = { words: "", count: 0 };
    for (let i = 0; i < this.#shared.length; i++) changesIn(this.#shared[i] as SharedObject, found);
    if (this.#process !== null) processChanges(this.#process, found);
    if (found.count === 0) return null;
    return found.count > MOST_NAMED ? `${found.words} and ${found.count - MOST_NAMED} more` : found.words;
  }
}

interface Found {
  words: string;
  count: number;
}

function find(found: Found, name: string): void {
  if (found.count < MOST_NAMED) found.words += found.count === 0 ? name : `, ${name}`;
  found.count++;
}

function sharedObjects(withConsole: boolean): readonly SharedObject[] {
  const globals = globalThis as unknown as Readonly<Record<string, unknown>>;
  const { process, console } = globals as { readonly process?: HostProcess; readonly console: object };
  const named = WHOLE.flatMap((name) => ofGlobal(name, globals[name]));
  const typedArray = Object.getPrototypeOf(Int8Array) as object & { readonly prototype: object };
  return [
    shared("", globalThis, [...WHOLE, ...OTHERS]),
    ...[...named, ...ofGlobal("TypedArray", typedArray)].map(([name, object]) => shared(name, object)),
    ...(withConsole ? [shared("console", console)] : []),
    ...(process === undefined ? [] : ofProcess(process)),
  ];
}

function ofGlobal(name: string, value: unknown): readonly (readonly [string, object])[] {
  if (typeof value === "object" && value !== null) return [[name, value]];
  if (typeof value !== "function") return [];
  const { prototype } = value as { readonly prototype?: object };
  return prototype === undefined
    ? [[name, value]]
    : [
        [name, value],
        [`${name}.prototype`, prototype],
      ];
}

function ofProcess(process: HostProcess): readonly SharedObject[] {
  return [
    shared("process", process, OF_PROCESS.split(" ")),
    shared("process.stdout", process.stdout, ["write"]),
    shared("process.stderr", process.stderr, ["write"]),
  ];
}

/** Of `only` these keys where they are given, by what is read there: other properties come and go, and some globals are made when they are read. */
function shared(name: string, object: object, only?: readonly string[]): SharedObject {
  const ownKeys: PropertyKey[] = [];
  const values: unknown[] = [];
  const accessors: Accessor[] = [];
  for (const key of only ?? Reflect.ownKeys(object)) {
    const was = only === undefined ? getOwnPropertyDescriptor(object, key) : undefined;
    if (was?.get !== undefined || was?.set !== undefined) accessors.push({ key, get: was.get, set: was.set });
    else {
      ownKeys.push(key);
      values.push((object as Readonly<Record<PropertyKey, unknown>>)[key]);
    }
  }
  const enumerable = only === undefined ? enumerableIn(object) : -1;
  return {
    name,
    object,
    prototype: getPrototypeOf(object) as object | null,
    keys: ownKeys,
    values,
    accessors,
    enumerable,
  };
}

function enumerableIn(object: object): number {
  let count = 0;
  for (const name in object) if (hasOwn(object, name)) count++;
  return count;
}

function changesIn({ name, object, prototype, keys, values, accessors, enumerable }: SharedObject, found: Found): void {
  const { count } = found;
  const members = object as Readonly<Record<PropertyKey, unknown>>;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as PropertyKey;
    if (!is(members[key], values[i])) find(found, memberName(name, key));
  }
  for (let i = 0; i < accessors.length; i++) {
    const { key, get, set } = accessors[i] as Accessor;
    const now = getOwnPropertyDescriptor(object, key);
    if (now?.get !== get || now?.set !== set) find(found, memberName(name, key));
  }
  if (getPrototypeOf(object) !== prototype) find(found, `the prototype of ${name}`);
  // Where a member differs, it is most likely the one that is new to `for … in`.
  if (enumerable >= 0 && found.count === count && enumerableIn(object) !== enumerable)
    find(found, `properties of ${name}`);
}

function memberName(object: string, key: PropertyKey): string {
  const name = typeof key === "symbol" ? `[${key.description}]` : `${key}`;
  return object === "" ? name : `${object}.${name}`;
}

interface ProcessState {
  readonly process: HostProcess;
  readonly folder: string | null;
  readonly variables: Readonly<Record<string, string>>;
  readonly variableCount: number;
  readonly events: readonly (string | symbol)[];
  readonly counts: readonly number[];
}

function processState(): ProcessState | null {
  const { process } = globalThis as unknown as { readonly process?: HostProcess };
  if (process === undefined) return null;
  const variables = Object.assign(Object.create(null), process.env) as Readonly<Record<string, string>>;
  const events = process.eventNames();
  const counts = events.map((event) => process.listenerCount(event));
  const variableCount = Object.keys(variables).length;
  return { process, folder: folderOf(process), variables, variableCount, events, counts };
}

function processChanges(state: ProcessState, found: Found): void {
  const { process, folder, events, counts } = state;
  if (folderOf(process) !== folder) find(found, "the working directory");
  variableChanges(state, found);
  const now = process.eventNames();
  for (let i = 0; i < events.length; i++) {
    const event = events[i] as string;
    if (process.listenerCount(event) !== counts[i]) find(found, listenersOf(event));
  }
  for (let i = 0; i < now.length; i++) {
    const event = now[i] as string;
    let isKnown = false;
    for (let j = 0; j < events.length; j++) isKnown ||= events[j] === event;
    if (!isKnown) find(found, listenersOf(event));
  }
}

function variableChanges({ process: { env }, variables, variableCount }: ProcessState, found: Found): void {
  const names = namesOf(env);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (env[name] !== variables[name]) find(found, `process.env.${name}`);
  }
  if (names.length < variableCount)
    for (const name in variables) if (env[name] === undefined) find(found, `process.env.${name}`);
}

function listenersOf(event: string | symbol): string {
  return `listeners of '${typeof event === "symbol" ? event.description : event}'`;
}

/** A folder that was removed meanwhile is no folder. */
function folderOf(process: HostProcess): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}
