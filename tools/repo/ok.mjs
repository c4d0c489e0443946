import { install } from "./install.mjs";
import { installed, must } from "./pnpm.mjs";
import { test } from "./test.mjs";

// `npm run ok`, before pushing: puts the formatting right, then checks everything.
install();
must(installed("@biomejs/biome/bin/biome", "check", "--write", "."));
test();
