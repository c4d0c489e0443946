/**
 * Compiles `assembly/` to WebAssembly and writes it into `src/wasm/compiled.ts`, as a module that loads the same way in
 * threads, processes and browsers. Does nothing where that file already holds what these sources give.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import asc from "assemblyscript/asc";

const folder = new URL("./assembly/", import.meta.url);
const target = new URL("./src/wasm/compiled.ts", import.meta.url);
const OPTIONS = [
  "--runtime",
  "stub",
  "--importMemory",
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

const files = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .toSorted()
    .map((name) => [`assembly/${name}`, readFileSync(new URL(name, folder), "utf8")]),
);
const sources = { ...files, "assembly/kernels.ts": everyType(files) };
const hash = createHash("sha256")
  .update(JSON.stringify([sources, OPTIONS, asc.version]))
  .digest("hex");
if (!isCurrent()) writeFileSync(target, moduleOf(await compile()));

function isCurrent() {
  try {
    return readFileSync(target, "utf8").includes(hash);
  } catch {
    return false;
  }
}

/**
 * The entry: what `assembly/index.ts` exports. A kernel of samples of any type, `export function sobelPlane<T>(…)`, is compiled for each of them; what is
 * exported takes the number of the type first.
 */
function everyType(sources) {
  const exports = sources["assembly/index.ts"].matchAll(/export \{([^}]*)\} from "\.\/(.*)"/g);
  return [...exports]
    .flatMap(([, names, file]) => names.match(/\w+/g).map((name) => kernelOf(sources, file, name)))
    .join("\n");
}

function kernelOf(sources, file, name) {
  const [, parameters, result] =
    new RegExp(`function ${name}<T>\\(([^)]*)\\): (\\w+)`).exec(sources[`assembly/${file}.ts`]) ?? [];
  if (parameters === undefined) return `export { ${name} } from "./${file}";`;
  const passed = [...parameters.matchAll(/(\w+):/g)].map(([, parameter]) => parameter).join(", ");
  const calls = SAMPLE_TYPES.map((type) => `${result === "void" ? "" : "return "}${name}Of<${type}>(${passed});`);
  const branches = calls.map((call, type) => `if (type === ${type}) { ${call} }`).join(" else ");
  const otherwise = result === "void" ? "" : "return 0;";
  return `import { ${name} as ${name}Of } from "./${file}";
export function ${name}(type: i32, ${parameters}): ${result} { ${branches} ${otherwise} }`;
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
  return `// Made by compile-wasm.mjs from sources ${hash}\nexport const compiled: string =\n  "${Buffer.from(binary).toString("base64")}";\n`;
}
