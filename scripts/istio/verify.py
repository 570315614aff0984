# SPDX-License-Identifier: Apache-2.0
"""Checks in the query API that the mesh's traces are whole and the dependency graph is bookinfo's: verify.py QUERY_URL REQUESTS."""

import json
import sys
import time
import urllib.parse
import urllib.request

EDGES = {("istio-ingressgateway", "productpage"), ("productpage", "details"), ("productpage", "reviews"), ("reviews", "ratings")}


def get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return json.load(answer)


def problems(base, requests):
    services = set(get(f"{base}/api/services")["data"] or [])
    expected = {name for edge in EDGES for name in edge}
    if not expected <= services:
        return f"services are missing: {expected - services}"
    query = urllib.parse.urlencode({"service": "istio-ingressgateway", "limit": requests + 10})
    traces = get(f"{base}/api/traces?{query}")["data"]
    if len(traces) != requests:
        return f"{len(traces)} traces, expected {requests}"
    versions = set()
    for trace in traces:
        ids = {span["spanID"] for span in trace["spans"]}
        roots = [span for span in trace["spans"] if not span["references"]]
        orphans = [span for span in trace["spans"] if any(r["traceID"] == span["traceID"] and r["spanID"] not in ids for r in span["references"])]
        if len(roots) != 1 or orphans:
            return f"trace {trace['traceID']} has {len(roots)} roots and {len(orphans)} orphans"
        for span in trace["spans"]:
            if trace["processes"][span["processID"]]["serviceName"] == "reviews":
                versions.update(str(tag["value"]) for tag in span["tags"] if tag["key"] == "version")
    if versions != {"v1", "v2", "v3"}:
        return f"versions of reviews seen: {versions}"
    edges = {(edge["parent"], edge["child"]) for edge in get(f"{base}/api/dependencies?endTs={int(time.time() * 1000)}&lookback=3600000")["data"]}
    if not EDGES <= edges:
        return f"edges are missing: {EDGES - edges}"
    return None


def main():
    base, requests = sys.argv[1], int(sys.argv[2])
    deadline = time.monotonic() + 30
    while True:
        found = problems(base, requests)
        if found is None:
            print(f"mesh: {requests} whole traces, all versions of reviews, all edges")
            return
        if time.monotonic() > deadline:
            sys.exit(f"mesh: {found}")
        time.sleep(0.5)


if __name__ == "__main__":
    main()
