// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { target: "es2022", assetsDir: "static", sourcemap: false, reportCompressedSize: true, chunkSizeWarningLimit: 200 },
  worker: { format: "es" },
  server: { proxy: { "/api": "http://127.0.0.1:16686" } },
});
