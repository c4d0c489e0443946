import {
  type Problem,
  type RepositoryFiles,
  type WorkspacePackage,
  workspacePackages,
} from "../repository/repository-files.ts";

const SECTIONS = ["## Install", "## API", "## Errors"];

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
