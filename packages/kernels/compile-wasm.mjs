/**
 * Compiles `assembly/` to WebAssembly and writes it into `src/wasm/compiled.ts`, as a module that loads the same way in
 * threads, processes and browsers, with the types of what it exports. Does nothing where that file already holds what these sources give.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import asc from "assemblyscript/asc";

const folder = new URL("./assembly/", import.meta.url);
const target = new URL("./src/wasm/compiled.ts", import.meta.url);
// Memory is made anew for each instance (`src/wasm/instance-arena.ts`): zeros that tables begin with need not be shipped.
const OPTIONS = [
  "--runtime",
  "stub",
  "--importMemory",
  "--zeroFilledMemory",
  "--noAssert",
  "--enable",
  "simd",
  "--optimizeLevel",
  "3",
  "--shrinkLevel",
  "0",
];

/** As `src/wasm/sample-type.ts` counts them. */
const SAMPLE_TYPES = ["u8", "u16", "u32", "i32", "f32", "f64"];
/** What a type parameter stands for in kernels: samples of any type, or of 8 and 16 bits. */
const TYPES_OF = { T: SAMPLE_TYPES, Narrow: SAMPLE_TYPES.slice(0, 2) };

const files = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .toSorted()
    .map((name) => [`assembly/${name}`, readFileSync(new URL(name, folder), "utf8")]),
);
const kernels = [...files["assembly/index.ts"].matchAll(/export \{([^}]*)\} from "\.\/(.*)"/g)].flatMap(
  ([, names, file]) => names.match(/\w+/g).map((name) => signatureOf(file, name)),
);
const sources = { ...files, "assembly/kernels.ts": kernels.map(exported).join("\n") };
const declared = kernels.map(declaration).join("");
const hash = createHash("sha256")
  .update(JSON.stringify([sources, declared, OPTIONS, asc.version]))
  .digest("hex");
if (!isCurrent()) writeFileSync(target, moduleOf(await compile()));

function isCurrent() {
  try {
    return readFileSync(target, "utf8").includes(hash);
  } catch {
    return false;
  }
}

/** What `assembly/index.ts` exports; generic is a kernel of samples of any type, `export function sobelPlane<T>(…)`. */
function signatureOf(file, name) {
  const found = new RegExp(`export function ${name}(?:<(T|Narrow)>)?\\(([^)]*)\\): (\\w+)`).exec(
    files[`assembly/${file}.ts`],
  );
  if (found === null) throw new Error(`Cannot compile assembly/: expected a function '${name}' in '${file}.ts'`);
  const [, type, parameters, result] = found;
  return { file, name, types: TYPES_OF[type], parameters: [...parameters.matchAll(/(\w+): (\w+)/g)], result };
}

/** Its export. A generic one is compiled for each of its types, and what is exported takes the number of the type first. */
function exported({ file, name, types, parameters, result }) {
  if (types === undefined) return `export { ${name} } from "./${file}";`;
  const passed = parameters.map(([, parameter]) => parameter).join(", ");
  const calls = types.map((type) => `${result === "void" ? "" : "return "}${name}Of<${type}>(${passed});`);
  const branches = calls.map((call, type) => `if (type === ${type}) { ${call} }`).join(" else ");
  return `import { ${name} as ${name}Of } from "./${file}";
export function ${name}(type: i32, ${parameters.map(([parameter]) => parameter).join(", ")}): ${result} {
  ${branches} ${result === "void" ? "" : "return 0;"}
}`;
}

/** The same as JavaScript sees it. */
function declaration({ name, types, parameters, result }) {
  const numbers = parameters.map(([, parameter, type]) => `${parameter}: ${type === "bool" ? "boolean" : "number"}`);
  const all = [...(types === undefined ? [] : ["type: number"]), ...numbers].join(", ");
  return `  ${name}(${all}): ${result === "void" ? "void" : "number"};\n`;
}

async function compile() {
  let binary;
  const { error, stderr } = await asc.main(["assembly/kernels.ts", ...OPTIONS, "--outFile", "kernels.wasm"], {
    readFile: (name) => sources[name] ?? null,
    writeFile: (_, data) => {
      binary = data;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`Cannot compile assembly/: ${stderr.toString()}`, { cause: error });
  return binary;
}

function moduleOf(binary) {
  return `// Made by compile-wasm.mjs from sources ${hash}
/** What the module exports. Addresses are bytes in its memory, types those of \`sampleType()\`; \`assembly/\` says what each does. */
export interface WasmKernels {
  readonly memory: WebAssembly.Memory;
${declared}}

export const compiled: string =
  "${Buffer.from(binary).toString("base64")}";
`;
}
