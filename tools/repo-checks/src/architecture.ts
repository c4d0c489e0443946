/**
 * The packages as drawn: each with the packages it may and must build upon. A package that is not here does not exist.
 * What tests need besides (`devDependencies`) is free, as long as no cycle arises.
 */
export const ARCHITECTURE: Readonly<Record<string, readonly string[]>> = {
  // ground
  "@ohcs/context": [],
  "@ohcs/testkit": ["@ohcs/context"],
  // floor 1
  "@ohcs/ngff": ["@ohcs/context"],
  "@ohcs/filemanager": ["@ohcs/context", "@ohcs/ngff"],
  "@ohcs/microscopes": ["@ohcs/context"],
  "@ohcs/functions": ["@ohcs/context"],
  "@ohcs/compiler": ["@ohcs/context"],
  "@ohcs/gpu-registry": ["@ohcs/context"],
  // floor 2
  "@ohcs/executor": ["@ohcs/context", "@ohcs/filemanager", "@ohcs/gpu-registry"],
  // floor 3
  "@ohcs/orchestrator": ["@ohcs/compiler", "@ohcs/context", "@ohcs/executor", "@ohcs/filemanager"],
  // apps and tools: nothing depends on them
  "@ohcs/cli": [
    "@ohcs/compiler",
    "@ohcs/context",
    "@ohcs/executor",
    "@ohcs/filemanager",
    "@ohcs/functions",
    "@ohcs/gpu-registry",
    "@ohcs/microscopes",
    "@ohcs/ngff",
    "@ohcs/orchestrator",
    "@ohcs/testkit",
  ],
  "@ohcs/bench": [
    "@ohcs/compiler",
    "@ohcs/context",
    "@ohcs/executor",
    "@ohcs/filemanager",
    "@ohcs/functions",
    "@ohcs/gpu-registry",
    "@ohcs/microscopes",
    "@ohcs/orchestrator",
    "@ohcs/testkit",
  ],
  "@ohcs/chaos": ["@ohcs/context", "@ohcs/testkit"],
  "@ohcs/repo-checks": [],
  // examples: what an outsider would write; nothing depends on them
  "@ohcs/example-backend-sqlite": ["@ohcs/context"],
};
