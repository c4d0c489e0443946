import {
  type ExportTarget,
  type Problem,
  type RepositoryFiles,
  type WorkspacePackage,
  workspacePackages,
} from "../repository/repository-files.ts";

const URL = "git+https://github.com/ohcs/ohcs.git";

/**
 * Every export is built from a source at the path stated by the export, under the conditions `@ohcs/source`, `types`,
 * `default` in this order. A worker entry has no source condition, so that it resolves to the built file. JSON is
 * exported from its place.
 */
export function exportEntries(files: RepositoryFiles): Problem[] {
  return workspacePackages(files).flatMap((workspacePackage) => [
    ...Object.entries(workspacePackage.manifest.exports ?? {}).flatMap(([subpath, target]) =>
      exportProblems(workspacePackage, subpath, target),
    ),
    ...Object.values(workspacePackage.manifest.bin ?? {}).flatMap((built) => sourceProblems(workspacePackage, built)),
  ]);
}

function exportProblems(workspacePackage: WorkspacePackage, subpath: string, target: ExportTarget): Problem[] {
  if (subpath === "./package.json") return [];
  if (target === subpath && subpath.endsWith(".json")) return dataProblems(workspacePackage, subpath);
  if (typeof target === "string")
    return [problem(workspacePackage, `expected conditions under '${subpath}', got '${target}'`)];
  const built = target.default ?? "";
  const stem = built.replace(/^\.\/dist\//, "").replace(/\.js$/, "");
  const whole = { "@ohcs/source": `./src/${stem}.ts`, types: `./dist/${stem}.d.ts`, default: `./dist/${stem}.js` };
  const { "@ohcs/source": _, ...builtOnly } = whole;
  const expected = target["@ohcs/source"] ? whole : builtOnly;
  const got = JSON.stringify(target);
  if (got === JSON.stringify(expected)) return sourceProblems(workspacePackage, built);
  return [problem(workspacePackage, `expected '${subpath}' to be ${JSON.stringify(expected)}, got ${got}`)];
}

/** Data is shipped unchanged from the repository. */
function dataProblems(workspacePackage: WorkspacePackage, subpath: string): Problem[] {
  const file = `${workspacePackage.folder}/${subpath.slice(2)}`;
  return workspacePackage.files.has(file) ? [] : [problem(workspacePackage, `expected a file '${file}'`)];
}

/** An entry writes out the names that it exports: its source is the list of them, which a change shows. */
function sourceProblems(workspacePackage: WorkspacePackage, built: string): Problem[] {
  const source = `${workspacePackage.folder}/${built.replace(/^\.\/dist\/(.*)\.js$/, "src/$1.ts")}`;
  const text = workspacePackage.files.get(source);
  if (text === undefined) return [problem(workspacePackage, `expected a source '${source}' for '${built}'`)];
  const all = /^export \*.*/m.exec(text);
  return all === null ? [] : [{ path: source, message: `expected each exported name written out, got '${all[0]}'` }];
}

function problem({ folder }: WorkspacePackage, message: string): Problem {
  return { path: `${folder}/package.json`, message };
}

/** Published packages state where their sources are, and contain declarations when packed. */
export function publishedManifests(files: RepositoryFiles): Problem[] {
  return workspacePackages(files)
    .filter(({ manifest }) => !manifest.private)
    .flatMap((workspacePackage) => [...repositoryProblems(workspacePackage), ...prepackProblems(workspacePackage)]);
}

function repositoryProblems({ folder, manifest: { repository } }: WorkspacePackage): Problem[] {
  const wanted = JSON.stringify({ type: "git", url: URL, directory: folder });
  const got = JSON.stringify(repository);
  if (got === wanted) return [];
  return [{ path: `${folder}/package.json`, message: `expected the repository ${wanted}, got ${got}` }];
}

/** The build makes JavaScript only. */
function prepackProblems({ folder, manifest: { scripts } }: WorkspacePackage): Problem[] {
  if (scripts?.prepack?.startsWith("tsc -b")) return [];
  const got = scripts?.prepack === undefined ? "none" : `'${scripts.prepack}'`;
  return [
    { path: `${folder}/package.json`, message: `expected a script 'prepack' that makes declarations, got ${got}` },
  ];
}
