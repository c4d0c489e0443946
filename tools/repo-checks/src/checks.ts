import { ARCHITECTURE, CLOSED_FOLDERS } from "./architecture.ts";
import { closedFolders } from "./checks/closed-folders.ts";
import { declaredImports } from "./checks/declared-imports.ts";
import { exportEntries, publishedManifests } from "./checks/export-entries.ts";
import { folderNames } from "./checks/folder-names.ts";
import { moduleComments } from "./checks/module-comments.ts";
import { neutralEntries } from "./checks/neutral-entries.ts";
import { packageGraph, projectReferences } from "./checks/project-references.ts";
import { sizeBudgets } from "./checks/size-budgets.ts";
import { readmeSections, testSuites } from "./checks/test-suites.ts";
import type { Problem, RepositoryFiles } from "./repository/repository-files.ts";

/** Every automated rule of the repository, by the sentence it enforces. */
export const CHECKS: Readonly<Record<string, (files: RepositoryFiles) => Problem[]>> = {
  "packages depend on each other as drawn": (files) => packageGraph(files, ARCHITECTURE),
  "closed folders are imported by their index, and depend on what is drawn": (files) =>
    closedFolders(files, CLOSED_FOLDERS),
  "imports are declared, and declarations used": declaredImports,
  "files and functions stay within their budgets": sizeBudgets,
  "an index begins with a comment that describes the module": moduleComments,
  "neutral entries reach nothing of Node": neutralEntries,
  "exports have sources at the stated paths": exportEntries,
  "folders name subjects": folderNames,
  "every package has a README with its sections": readmeSections,
  "project references follow the manifests": projectReferences,
  "every test file is run by a script": testSuites,
  "published packages state their repository folder, and are packed with declarations": publishedManifests,
};
