// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { postJson } from "../api/client";
import { t } from "../app/i18n";
import { navigate } from "../app/router";
import { ErrorNotice } from "../app/ui";
import { isOtlp, normalizeUpload, uploaded } from "./uploaded";

/** Opens traces from a file: Jaeger's JSON in any of its shapes, OTLP JSON or JSON lines (converted by the server). */
export function Upload() {
  const [error, setError] = useState<unknown>(null);
  const open = async (file: File) => {
    setError(null);
    const text = await file.text();
    const traces = isOtlp(text) ? (await postJson<{ data: unknown[] }>("api/transform", text)).data : normalizeUpload(text);
    const ids = uploaded.add(traces);
    if (ids[0] === undefined) {
      throw new Error(t("The file holds no trace."));
    }
    navigate(ids.length === 1 ? `/trace/${ids[0]}` : "/search?uploaded=1");
  };
  return (
    <label class="card">
      {t("Open a trace from a file")}
      <input
        type="file"
        accept=".json,.jsonl,application/json"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) {
            void open(file).catch(setError);
          }
        }}
      />
      {error !== null && <ErrorNotice error={error} />}
    </label>
  );
}
