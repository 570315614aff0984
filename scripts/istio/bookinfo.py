# SPDX-License-Identifier: Apache-2.0
"""A mesh shaped like Istio's bookinfo sample, of real Envoy processes and small services, on loopback.

Starts one Envoy as ingress gateway and one beside each of productpage, details, reviews v1 to v3 and ratings, sends requests through the
ingress and prints one line of JSON: the number of requests that were answered. The services only pass tracing headers on; all spans come
from the Envoys.

    python bookinfo.py --envoy PATH --provider zipkin|otlp --collector-port N --requests N --base-port N --work DIR
"""

import argparse
import http.client
import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PROPAGATED = ["x-request-id", "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags", "traceparent", "tracestate"]

# Each workload: whom it calls through its own sidecar.
CALLS = {
    "productpage": ["details", "reviews"],
    "details": [],
    "reviews-v1": [],
    "reviews-v2": ["ratings"],
    "reviews-v3": ["ratings"],
    "ratings": [],
}
WORKLOADS = list(CALLS)
# A service is what clients call; reviews is spread over three versions.
SERVICES = {"productpage": ["productpage"], "details": ["details"], "reviews": ["reviews-v1", "reviews-v2", "reviews-v3"], "ratings": ["ratings"]}


class Ports:
    """Three ports per workload (application, inbound, outbound); the ingress comes first."""

    def __init__(self, base):
        self.ingress = base
        self.admin = {name: base + 100 + i for i, name in enumerate(["ingress", *WORKLOADS])}
        self.app = {name: base + 1 + 3 * i for i, name in enumerate(WORKLOADS)}
        self.inbound = {name: base + 2 + 3 * i for i, name in enumerate(WORKLOADS)}
        self.outbound = {name: base + 3 + 3 * i for i, name in enumerate(WORKLOADS)}


def serve(name, ports):
    """The application of a workload: calls its callees through the sidecar and answers."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            headers = {key: self.headers[key] for key in PROPAGATED if self.headers[key]}
            status = 200
            for callee in CALLS[name]:
                connection = http.client.HTTPConnection("127.0.0.1", ports.outbound[name], timeout=10)
                connection.request("GET", f"/{callee}/0", headers={**headers, "Host": callee})
                answer = connection.getresponse()
                answer.read()
                connection.close()
                status = max(status, answer.status)
            if name == "reviews-v3":
                time.sleep(0.02)
            body = json.dumps({"workload": name}).encode()
            self.send_response(status if status < 500 else 502)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request, client_address):
            # The sidecar drops its idle connections when it is stopped.
            pass

    server = Server(("127.0.0.1", ports.app[name]), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def cluster(name, endpoint_ports, http2=False):
    config = {
        "name": name,
        "type": "STATIC",
        "connect_timeout": "2s",
        "load_assignment": {
            "cluster_name": name,
            "endpoints": [{"lb_endpoints": [{"endpoint": {"address": address(port)}} for port in endpoint_ports]}],
        },
    }
    if http2:
        config["typed_extension_protocol_options"] = {
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
                "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
                "explicit_http_config": {"http2_protocol_options": {}},
            }
        }
    return config


def address(port):
    return {"socket_address": {"address": "127.0.0.1", "port_value": port}}


def tracer(provider, service):
    if provider == "zipkin":
        return {
            "name": "envoy.tracers.zipkin",
            "typed_config": {
                "@type": "type.googleapis.com/envoy.config.trace.v3.ZipkinConfig",
                "collector_cluster": "tracing",
                "collector_endpoint": "/api/v2/spans",
                "collector_endpoint_version": "HTTP_JSON",
                "shared_span_context": False,
            },
        }
    return {
        "name": "envoy.tracers.opentelemetry",
        "typed_config": {
            "@type": "type.googleapis.com/envoy.config.trace.v3.OpenTelemetryConfig",
            "grpc_service": {"envoy_grpc": {"cluster_name": "tracing"}, "timeout": "2s"},
            "service_name": service,
        },
    }


def listener(name, port, provider, service, operation, routes, version):
    hosts = [
        {"name": target, "domains": domains, "routes": [{"match": {"prefix": "/"}, "route": {"cluster": target}, "decorator": {"operation": f"{target}:9080/*"}}]}
        for target, domains in routes.items()
    ]
    tags = [{"tag": "istio.canonical_service", "literal": {"value": service}}, {"tag": "version", "literal": {"value": version}}]
    return {
        "name": name,
        "address": address(port),
        "traffic_direction": operation,
        "filter_chains": [
            {
                "filters": [
                    {
                        "name": "envoy.filters.network.http_connection_manager",
                        "typed_config": {
                            "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
                            "stat_prefix": name,
                            "generate_request_id": True,
                            "tracing": {"provider": tracer(provider, service), "random_sampling": {"value": 100}, "custom_tags": tags, "spawn_upstream_span": False},
                            "route_config": {"name": name, "virtual_hosts": hosts},
                            "http_filters": [{"name": "envoy.filters.http.router", "typed_config": {"@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}}],
                        },
                    }
                ]
            }
        ],
    }


def configs(provider, ports, collector_port):
    """Envoy's configuration per process: the ingress and one sidecar per workload."""
    tracing = cluster("tracing", [collector_port], http2=provider == "otlp")
    found = {
        "ingress": (
            "istio-ingressgateway",
            [listener("ingress", ports.ingress, provider, "istio-ingressgateway", "OUTBOUND", {"productpage": ["*"]}, "v1")],
            [cluster("productpage", [ports.inbound["productpage"]]), tracing],
        )
    }
    for name in WORKLOADS:
        service, _, version = name.partition("-")
        routes = {callee: [callee] for callee in CALLS[name]}
        listeners = [listener("inbound", ports.inbound[name], provider, service, "INBOUND", {"app": ["*"]}, version or "v1")]
        clusters = [cluster("app", [ports.app[name]]), tracing]
        if routes:
            listeners.append(listener("outbound", ports.outbound[name], provider, service, "OUTBOUND", routes, version or "v1"))
            clusters += [cluster(callee, [ports.inbound[workload] for workload in SERVICES[callee]]) for callee in routes]
        found[name] = (service, listeners, clusters)
    return found


def start(envoy, work, name, service, listeners, clusters, admin_port):
    config = {
        "node": {"id": name, "cluster": service},
        "admin": {"address": address(admin_port)},
        "static_resources": {"listeners": listeners, "clusters": clusters},
    }
    path = work / f"{name}.json"
    path.write_text(json.dumps(config))
    log = open(work / f"{name}.log", "w")
    return subprocess.Popen([envoy, "-c", str(path), "--concurrency", "1", "--use-dynamic-base-id", "--log-level", "warning"], stdout=log, stderr=log)


def wait_ready(port, deadline):
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    sys.exit(f"an Envoy did not become ready on port {port}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--envoy", required=True)
    parser.add_argument("--provider", choices=["zipkin", "otlp"], required=True)
    parser.add_argument("--collector-port", type=int, required=True)
    parser.add_argument("--requests", type=int, default=30)
    parser.add_argument("--base-port", type=int, default=29000)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    ports = Ports(options.base_port)
    for name in WORKLOADS:
        serve(name, ports)
    processes = []
    try:
        for name, (service, listeners, clusters) in configs(options.provider, ports, options.collector_port).items():
            processes.append(start(options.envoy, options.work, name, service, listeners, clusters, ports.admin[name]))
        deadline = time.monotonic() + 20
        for port in ports.admin.values():
            wait_ready(port, deadline)
        answered = 0
        for i in range(options.requests):
            connection = http.client.HTTPConnection("127.0.0.1", ports.ingress, timeout=10)
            connection.request("GET", f"/productpage?u={i}", headers={"Host": "bookinfo.example"})
            answered += connection.getresponse().status == 200
            connection.close()
        # Envoy flushes its spans in intervals of up to five seconds.
        time.sleep(6)
        print(json.dumps({"answered": answered}))
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


if __name__ == "__main__":
    main()
