import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** esbuild's plugin that writes the licenses of bundled packages beside the bundle, as they demand. */
export function thirdPartyLicenses(): Plugin {
  return {
    name: "third-party-licenses",
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(({ metafile }) => {
        const folders = new Set(Object.keys(metafile?.inputs ?? {}).flatMap(packageFolder));
        if (folders.size === 0) return;
        const path = resolve("dist/third-party-licenses.txt");
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, [...folders].sort().map(licenseOf).join("\n\n"));
      });
    },
  };
}

/** The folder of the installed package that a file belongs to; none for files of the package that is built. */
function packageFolder(file: string): string[] {
  return /^.*node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.slice(0, 1) ?? [];
}

function licenseOf(folder: string): string {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const by = typeof author === "object" ? author.name : author;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file === undefined
      ? `${license}${by === undefined ? "" : `, ${by}`}`
      : readFileSync(join(folder, file), "utf8").trim();
  return `${name} ${version}\n\n${text}\n`;
}
