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

const sources = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .toSorted()
    .map((name) => [`assembly/${name}`, readFileSync(new URL(name, folder), "utf8")]),
);
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

async function compile() {
  let binary;
  const { error, stderr } = await asc.main(["assembly/index.ts", ...OPTIONS, "--outFile", "kernels.wasm"], {
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
