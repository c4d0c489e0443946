import {
  type Problem,
  type RepositoryFiles,
  type WorkspacePackage,
  workspacePackages,
} from "../repository/repository-files.ts";

const SECTIONS = ["## Install", "## API", "## Errors"];

/** Script → which test files it runs. A script without files would fail, files without a script would never run. */
const SUITES: Readonly<Record<string, RegExp>> = {
  test: /(?<!\.dist|\.data|\.deep)\.test\.ts$/,
  "test:dist": /\.dist\.test\.ts$/,
  "test:data": /\.data\.test\.ts$/,
  "test:deep": /\.deep\.test\.ts$/,
};

/** Texts in tests that read real plates, which no cache key covers. */
const REAL_DATA = /shared\/data|"shared", "data"|OHCS_TEST_DATA/;

/** Every test file is run by a script of its package, and tests on real data are in the suite that is never cached. */
export function testSuites(files: RepositoryFiles): Problem[] {
  return workspacePackages(files).flatMap((workspacePackage) => [
    ...scriptProblems(workspacePackage),
    ...cachedDataProblems(workspacePackage),
  ]);
}

function scriptProblems({ folder, manifest, files }: WorkspacePackage): Problem[] {
  return Object.entries(SUITES).flatMap(([script, suite]) => {
    const tests = [...files.keys()].filter((path) => suite.test(path));
    const has = manifest.scripts?.[script] !== undefined;
    if (has === tests.length > 0) return [];
    const got = has ? "no such tests" : `'${tests[0]}' and no script`;
    return [
      {
        path: `${folder}/package.json`,
        message: `expected a script '${script}' exactly when it has tests, got ${got}`,
      },
    ];
  });
}

function cachedDataProblems({ folder, files }: WorkspacePackage): Problem[] {
  if (folder === "tools/repo-checks") return [];
  return [...files]
    .filter(([path, text]) => path.endsWith(".test.ts") && !path.endsWith(".data.test.ts") && REAL_DATA.test(text))
    .map(([path]) => ({
      path,
      message: "expected a test on real data to be named '*.data.test.ts', which is never cached",
    }));
}

/** Every package has a README: its name, a sentence, installation, exports, errors. */
export function readmeSections(files: RepositoryFiles): Problem[] {
  return workspacePackages(files).flatMap((workspacePackage) => {
    const path = `${workspacePackage.folder}/README.md`;
    const text = files.get(path);
    if (text === undefined) return [{ path, message: "there is no README" }];
    const lines = text.split("\n");
    const missing = SECTIONS.filter((section) => !lines.includes(section));
    return [
      ...titleProblems(workspacePackage, lines, path),
      ...missing.map((section) => ({ path, message: `expected a section '${section}'` })),
    ];
  });
}

function titleProblems({ manifest }: WorkspacePackage, lines: string[], path: string): Problem[] {
  const [title, sentence] = lines.filter((line) => line.trim() !== "");
  if (title !== `# ${manifest.name}`)
    return [{ path, message: `expected the title '# ${manifest.name}', got '${title}'` }];
  const isProse = sentence !== undefined && /^[^#|`>-]/.test(sentence);
  return isProse ? [] : [{ path, message: `expected a sentence below the title, got '${sentence}'` }];
}
