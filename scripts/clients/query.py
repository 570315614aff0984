"""Reads traces back from a query server on loopback and compares them with what was sent."""

import json
import os
import sys
import time
import urllib.error
import urllib.request

OFFSET = int(os.environ["PORT_OFFSET"])


def port(usual):
    return usual + OFFSET


def fetch(trace_id, spans):
    """The trace once it has so many spans, which it must within ten seconds; by operation name, with the process put in."""
    url = f"http://127.0.0.1:{port(16686)}/api/traces/{trace_id}"
    found = {}
    for _ in range(100):
        try:
            with urllib.request.urlopen(url) as answer:
                trace = json.load(answer)["data"][0]
            found = {span["operationName"]: span for span in trace["spans"]}
            for span in trace["spans"]:
                span["process"] = trace["processes"][span["processID"]]
            if len(trace["spans"]) >= spans:
                return found
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
        time.sleep(0.1)
    raise AssertionError(f"trace {trace_id}: {len(found)} of {spans} spans")


def tags(span):
    return {tag["key"]: tag["value"] for tag in span["tags"]}


def parent(span):
    """The id of the parent; None for a root."""
    references = [r["spanID"] for r in span["references"] if r["refType"] == "CHILD_OF"]
    return references[0] if references else None


def same(what, found, sent):
    if found != sent:
        raise AssertionError(f"{what}: {found!r} (sent: {sent!r})")


def passed(what):
    print(f"ok   {what}")
    sys.stdout.flush()
