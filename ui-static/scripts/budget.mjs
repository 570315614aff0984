// SPDX-License-Identifier: Apache-2.0
// First load must stay small: what index.html names, gzipped, is compared with the budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 60 * 1024;
const dist = new URL("../dist/", import.meta.url);
const html = readFileSync(new URL("index.html", dist));
const files = [...html.toString().matchAll(/(?:src|href)="\.\/(static\/[^"]+)"/g)].map((match) => match[1]);
let total = gzipSync(html).length;
for (const file of files) {
  const size = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
  console.log(`${file}: ${size} bytes gzip`);
  total += size;
}
console.log(`first load: ${total} of ${BUDGET_BYTES} bytes gzip`);
if (total > BUDGET_BYTES) {
  console.error("first load is over its budget: load something lazily");
  process.exit(1);
}
