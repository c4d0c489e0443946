/**
 * Folders that the rest of their package imports by `index.ts` only, each with its allowed dependencies on the rest:
 * files, and folders with a slash.
 */
export const CLOSED_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  "packages/executor/src/worker": ["cancel/", "errors.ts", "helper-counts.ts", "memory/", "protocol.ts", "well/"],
};

/**
 * The packages as drawn: each with the packages it may and must build upon. Packages that are not listed here are
 * errors. Test dependencies (`devDependencies`) are free, as long as there is no cycle.
 */
export const ARCHITECTURE: Readonly<Record<string, readonly string[]>> = {
  // ground
  "@ohcs/context": [],
  "@ohcs/testkit": ["@ohcs/context"],
  "@ohcs/locks": ["@ohcs/context"],
  // floor 1
  "@ohcs/ngff": ["@ohcs/context"],
  "@ohcs/kernels": ["@ohcs/context"],
  "@ohcs/filemanager": ["@ohcs/context", "@ohcs/kernels", "@ohcs/ngff"],
  "@ohcs/microscopes": ["@ohcs/context"],
  "@ohcs/functions": ["@ohcs/context", "@ohcs/kernels"],
  "@ohcs/compiler": ["@ohcs/context"],
  "@ohcs/gpu-registry": ["@ohcs/context", "@ohcs/locks"],
  // floor 2
  "@ohcs/records": ["@ohcs/context", "@ohcs/filemanager", "@ohcs/locks"],
  // floor 3
  "@ohcs/executor": ["@ohcs/context", "@ohcs/filemanager", "@ohcs/gpu-registry", "@ohcs/kernels", "@ohcs/records"],
  "@ohcs/report": ["@ohcs/context", "@ohcs/filemanager", "@ohcs/kernels", "@ohcs/records"],
  "@ohcs/viewer": ["@ohcs/context", "@ohcs/filemanager", "@ohcs/kernels", "@ohcs/records"],
  // floor 4
  "@ohcs/distributed": ["@ohcs/context", "@ohcs/executor", "@ohcs/filemanager", "@ohcs/records"],
  "@ohcs/orchestrator": ["@ohcs/compiler", "@ohcs/context", "@ohcs/executor", "@ohcs/filemanager", "@ohcs/records"],
  // floor 5
  ohcs: [
    "@ohcs/compiler",
    "@ohcs/context",
    "@ohcs/executor",
    "@ohcs/filemanager",
    "@ohcs/functions",
    "@ohcs/gpu-registry",
    "@ohcs/kernels",
    "@ohcs/microscopes",
    "@ohcs/ngff",
    "@ohcs/orchestrator",
    "@ohcs/testkit",
  ],
  // apps and tools: nothing depends on them
  "@ohcs/cli": [
    "@ohcs/compiler",
    "@ohcs/context",
    "@ohcs/executor",
    "@ohcs/filemanager",
    "@ohcs/functions",
    "@ohcs/gpu-registry",
    "@ohcs/locks",
    "@ohcs/microscopes",
    "@ohcs/ngff",
    "@ohcs/orchestrator",
    "@ohcs/records",
    "@ohcs/report",
    "@ohcs/testkit",
    "@ohcs/viewer",
    "ohcs",
  ],
  "@ohcs/bench": [
    "@ohcs/compiler",
    "@ohcs/context",
    "@ohcs/distributed",
    "@ohcs/executor",
    "@ohcs/filemanager",
    "@ohcs/functions",
    "@ohcs/gpu-registry",
    "@ohcs/kernels",
    "@ohcs/microscopes",
    "@ohcs/orchestrator",
    "@ohcs/records",
    "@ohcs/testkit",
  ],
  "@ohcs/chaos": ["@ohcs/context", "@ohcs/testkit"],
  "@ohcs/repo-checks": [],
  "@ohcs/deep-tests": [],
  // examples of third-party packages; nothing depends on them
  "@ohcs/example-backend-sqlite": ["@ohcs/context"],
  "@ohcs/example-browser": [
    "@ohcs/compiler",
    "@ohcs/context",
    "@ohcs/executor",
    "@ohcs/filemanager",
    "@ohcs/functions",
    "@ohcs/kernels",
    "@ohcs/microscopes",
    "@ohcs/records",
    "@ohcs/testkit",
  ],
  "@ohcs/example-embed": ["ohcs"],
  "@ohcs/example-handler-scout": ["@ohcs/context", "@ohcs/microscopes"],
};
