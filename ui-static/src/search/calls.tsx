// SPDX-License-Identifier: Apache-2.0
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Summary } from "../api/summaries";
import { t } from "../app/i18n";
import { ErrorNotice, Spinner } from "../app/ui";
import type { Edge } from "../pages/reach";

type GraphPage = ComponentType<{ edges: Edge[]; focus: string; find: string; layout: string }>;

/** Who calls whom in the found traces alone. */
export function Calls({ rows }: { rows: Summary[] }) {
  const [known, setKnown] = useState<{ edges: Edge[]; Graph: GraphPage } | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let wanted = true;
    setKnown(null);
    setError(null);
    const load = async () => {
      const [{ loadCalls }, { CallGraph }] = await Promise.all([import("./load-calls"), import("../pages/dependencies")]);
      const edges = await loadCalls(rows);
      return { edges, Graph: CallGraph };
    };
    load().then((found) => wanted && setKnown(found), (failure: unknown) => wanted && setError(failure));
    return () => void (wanted = false);
  }, [rows]);
  return (
    <section class="card" aria-label={t("Calls in these traces")}>
      <h2>{t("Calls in these traces")}</h2>
      {error !== null && <ErrorNotice error={error} />}
      {error === null && known === null && <Spinner />}
      {known && known.edges.length === 0 && <div class="empty">{t("No service calls another in these traces.")}</div>}
      {known && known.edges.length > 0 && <known.Graph edges={known.edges} focus="" find="" layout="layers" />}
    </section>
  );
}
